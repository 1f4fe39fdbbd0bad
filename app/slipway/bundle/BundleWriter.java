package slipway.bundle;

import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

import slipway.base.Bytes;
import slipway.base.Problem;
import slipway.base.Progress;
import slipway.base.StudioException;
import slipway.base.Units;
import slipway.base.Version;
import slipway.store.SignedFile;
import slipway.store.WorkspaceKey;

/// Writes a bundle: planned, put together as `FILE.part`, and there under its name only once it is whole. Cancelled,
/// killed or stopped by a full disk, it goes on with the first member that is not whole when it is asked for the same
/// file again. Used once, one thread; interruption cancels.
public final class BundleWriter {
    private static final JsonMapper JSON = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final BundleGround ground;
    private final Form form;
    private final Path file;
    private final Progress progress;

    private BundleWriter(BundleGround ground, Form form, Path file, Progress progress) {
        this.ground = ground;
        this.form = form;
        this.file = file;
        this.progress = progress;
    }

    /// The first member; a record and no map, so that it is the same in every run.
    private record Head(int format, String createdBy) {}

    /// What came of it.
    ///
    /// @param sizeBytes    of the file
    /// @param resumedBytes how much an earlier run had written before it was interrupted
    public record Written(Path file, Manifest manifest, long sizeBytes, long resumedBytes) {}

    /// Writes what is wished of `ground` to `file`, in place of an older bundle there.
    public static Written write(BundleGround ground, BundleWish wish, Path file, Progress progress)
            throws InterruptedException {
        Path target = file.toAbsolutePath().normalize();
        if (Files.isDirectory(target)) throw StudioException.of("bundle.folder", target);
        BundlePlan plan = new BundlePlanner(ground, wish, target).plan(progress);
        return write(ground, plan, Form.BUNDLE, target, progress);
    }

    /// Writes what is planned; `target` absolute.
    static Written write(BundleGround ground, BundlePlan plan, Form form, Path target, Progress progress)
            throws InterruptedException {
        return new BundleWriter(ground, form, target, progress).write(plan);
    }

    private Written write(BundlePlan plan) throws InterruptedException {
        try {
            Path folder = file.getParent();
            if (folder != null) Files.createDirectories(folder);
            try (BundlePart part = BundlePart.open(file)) {
                // it holds what others should not read
                if (form == Form.BACKUP) part.hide();
                return write(plan, part);
            }
        } catch (IOException e) {
            // a channel that is interrupted closes itself and says so as a failure
            if (Thread.interrupted()) throw interrupted(e);
            throw new StudioException(Problem.of("bundle.unwritten", file, String.valueOf(e.getMessage())), e);
        }
    }

    private static InterruptedException interrupted(IOException e) {
        var interrupted = new InterruptedException("bundle");
        interrupted.initCause(e);
        return interrupted;
    }

    private Written write(BundlePlan plan, BundlePart part) throws IOException, InterruptedException {
        BundleItem head = BundleItem.content(form.head(), Bytes.utf8(JSON.writeValueAsString(new Head(
                Manifest.FORMAT, "slipway " + Version.NUMBER)) + "\n"));
        var items = new ArrayList<>(List.of(head));
        items.addAll(plan.items());
        List<BundlePart.Done> kept = kept(items, part);
        part.begin(kept);
        long resumed = kept.stream().skip(1).mapToLong(BundlePart.Done::size).sum();
        room(plan, resumed);
        List<BundleItem> open = items.subList(kept.size(), items.size());
        for (BundleItem item : open) {
            if (item.path().startsWith(Manifest.IMAGES)) image(item, plan, part);
            else if (item.path().equals(form.head()))
                write(item, part, new Counted(Progress.NONE, 0, -1));
        }
        progress.stage("bundle.stage.write", file.getFileName());
        List<BundleItem> files = open.stream().filter(this::plain).toList();
        var counted = new Counted(progress, items.stream().filter(this::plain).mapToLong(BundleItem::size).sum()
                - files.stream().mapToLong(BundleItem::size).sum(),
                items.stream().filter(this::plain)
                        .mapToLong(BundleItem::size).sum());
        for (BundleItem item : files)
            write(item, part, counted);
        Manifest manifest = manifest(plan, part);
        byte[] signed = SignedFile.json(JSON.writeValueAsString(manifest).strip(), WorkspaceKey.open(ground.workspace()
                .stateFolder()));
        write(BundleItem.content(Manifest.NAME, Bytes.owning(signed)), part, new Counted(Progress.NONE, 0, -1));
        part.finish();
        return new Written(file, manifest, Files.size(file), resumed);
    }

    /// Neither the head nor an image.
    private boolean plain(BundleItem item) {
        return !item.path().startsWith(Manifest.IMAGES) && !item.path().equals(form.head());
    }

    /// The members at the beginning that an earlier run had written and that would be the same now.
    private List<BundlePart.Done> kept(List<BundleItem> items, BundlePart part) throws IOException,
            InterruptedException {
        List<BundlePart.Done> there = part.journalled();
        int same = 0;
        while (same < Math.min(there.size(), items.size()) && there.get(same).key().equals(items.get(same).key()))
            same++;
        if (same == 0) return List.of();
        progress.stage("bundle.stage.resume", file.getFileName());
        var counted = new Counted(progress, 0, there.subList(0, same).stream().mapToLong(BundlePart.Done::size).sum());
        for (int i = 0; i < same; i++) {
            if (!part.intact(there.get(i), counted)) return there.subList(0, i);
        }
        return there.subList(0, same);
    }

    /// An image waits beside the bundle before it is copied in, because its size has to stand before it.
    private void room(BundlePlan plan, long there) throws IOException {
        long needed = plan.bytes() + plan.largestImage() - there;
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) return;
        long free = Files.getFileStore(folder).getUsableSpace();
        if (free < needed) throw StudioException.of("bundle.space", file, Units.bytes(needed), Units.bytes(free));
    }

    private void image(BundleItem item, BundlePlan plan, BundlePart part) throws IOException, InterruptedException {
        Manifest.Image image = plan.images().stream().filter(each -> each.entry().equals(item.path())).findFirst()
                .orElseThrow();
        Path waiting = file.resolveSibling(BundlePart.pathFor(file).getFileName() + "-" + image.id().substring(image
                .id().indexOf(':') + 1).substring(0, 12) + ".tar");
        String title = image.references().getFirst();
        if (!Files.exists(waiting)) {
            progress.stage("bundle.stage.save", title);
            // by its id: a name could mean another one by now, and is given where the bundle is opened
            ground.images().save(List.of(image.id()), waiting, progress);
        }
        long size = Files.size(waiting);
        progress.stage("bundle.stage.image", title);
        try (InputStream in = new FileInputStream(waiting.toFile())) {
            part.append(item.key(), item.path(), size, false, in, new Counted(progress, 0, size));
        }
        Files.delete(waiting);
    }

    private void write(BundleItem item, BundlePart part, Counted counted) throws IOException,
            InterruptedException {
        Bytes content = item.content();
        Path source = item.source();
        if (content == null && source == null) throw new IllegalStateException(item.path());
        try (InputStream in = content != null
                ? content.stream()
                : new FileInputStream(Objects.requireNonNull(source).toFile())) {
            part.append(item.key(), item.path(), item.size(), item.executable(), in, counted);
        } catch (FileNotFoundException e) {
            // the studio lets go of old answers and reports while it runs
            if (form == Form.BACKUP && item.path().startsWith(Manifest.STATE)) return;
            throw new StudioException(Problem.of("bundle.changed", item.path()), e);
        }
    }

    private static Manifest manifest(BundlePlan plan, BundlePart part) {
        return new Manifest(Manifest.FORMAT, "slipway " + Version.NUMBER, Instant.now().truncatedTo(ChronoUnit.SECONDS)
                .toString(), plan.workspace(), part.done().stream().skip(1).map(BundlePart.Done::entry).toList(),
                plan
                        .images(),
                plan.endpoints(), plan.left());
    }
}
