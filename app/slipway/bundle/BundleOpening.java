package slipway.bundle;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;

import slipway.base.Problem;
import slipway.base.Progress;
import slipway.base.StudioException;
import slipway.base.Units;
import slipway.engine.Images;
import slipway.store.AtomicFiles;
import slipway.store.FileTree;

/// Opens a bundle into a folder: the workspace is there only once it is whole, then its images go to the engine.
/// Interrupted or killed it goes on where it was when the same bundle is opened into the same folder again; what
/// somebody changed in the opened workspace stays. Used once, one thread; interruption cancels.
public final class BundleOpening {
    /// Says in a workspace’s state which bundle it came from.
    static final String MARK = ".slipway/bundle";

    private final BundleReader bundle;
    private final Path into;
    private final Progress progress;
    private final String mark;
    private long resumed;

    private BundleOpening(BundleReader bundle, Path into, Progress progress) {
        this.bundle = bundle;
        this.into = into;
        this.progress = progress;
        this.mark = bundle.digest() + "\n";
    }

    /// Where a bundle is opened unless somebody says where: beside it, without its ending.
    public static Path usual(Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        return absolute.resolveSibling(String.valueOf(absolute.getFileName()).replaceFirst("\\.slipway$", "")
                + (absolute.toString().endsWith(".slipway") ? "" : "-opened"));
    }

    /// The engine’s images; asked only where the bundle has some.
    @FunctionalInterface
    public interface Engine {
        Images images() throws InterruptedException;
    }

    /// What became of an image.
    ///
    /// @param there whether the engine had it before
    /// @param moved names that meant another image before, which has lost them
    public record Loaded(Manifest.Image image, boolean there, List<String> moved) {
        public Loaded {
            moved = List.copyOf(moved);
        }
    }

    /// What came of it.
    ///
    /// @param known        whether the workspace was there before
    /// @param resumedBytes how much an earlier run had unpacked
    /// @param images       what became of the images, empty where none were wanted
    public record Opened(Path folder, Manifest manifest, boolean known, long resumedBytes, List<Loaded> images) {
        public Opened {
            images = List.copyOf(images);
        }
    }

    /// Opens `file` into the folder `into`; with `images`, its images are loaded into `engine`.
    public static Opened open(Path file, Path into, boolean images, Engine engine, Progress progress)
            throws InterruptedException {
        try (BundleReader bundle = BundleReader.open(file)) {
            return new BundleOpening(bundle, into.toAbsolutePath().normalize(), progress).run(images, engine);
        }
    }

    /// Puts the workspace of `file` back into `into`, which must not be there or be empty.
    static Opened restore(Path file, Path into, Progress progress) throws InterruptedException {
        Path target = into.toAbsolutePath().normalize();
        try (BundleReader backup = BundleReader.open(file, Form.BACKUP)) {
            var opening = new BundleOpening(backup, target, progress);
            // also where it is this very backup’s: what was done there since is not written over
            if (Files.exists(target.resolve(MARK))) throw StudioException.of("bundle.taken", target);
            return opening.run(false, () -> {
                throw new IllegalStateException("a backup has no images");
            });
        }
    }

    private Opened run(boolean images, Engine engine) throws InterruptedException {
        try {
            boolean known = known();
            if (!known) unpack();
            List<Loaded> loaded = images ? load(engine) : List.of();
            return new Opened(into, bundle.manifest(), known, resumed, loaded);
        } catch (IOException e) {
            if (Thread.interrupted()) throw new InterruptedException("bundle");
            throw new StudioException(Problem.of("bundle.open-failed", bundle.file(), into, String.valueOf(e
                    .getMessage())), e);
        }
    }

    /// Alone in this folder: a second opening would write the image that the engine reads.
    private List<Loaded> load(Engine engine) throws IOException, InterruptedException {
        try (var held = new RandomAccessFile(into.resolve(MARK).toFile(), "rw")) {
            BundlePart.lock(held, into);
            return new BundleImages(bundle, into.resolve(".slipway"), progress).load(engine);
        }
    }

    /// Whether the folder is this bundle’s workspace already; any other folder that holds something is refused.
    private boolean known() throws IOException {
        if (!Files.exists(into)) return false;
        if (marked(into)) return true;
        if (Files.isDirectory(into)) {
            try (var inside = Files.list(into)) {
                if (inside.findAny().isEmpty()) return false;
            }
        }
        throw StudioException.of("bundle.taken", into);
    }

    private boolean marked(Path folder) throws IOException {
        Path file = folder.resolve(MARK);
        return Files.isRegularFile(file) && Files.size(file) == mark.length() && Files.readString(file).equals(mark);
    }

    private void unpack() throws IOException, InterruptedException {
        Path part = into.resolveSibling(into.getFileName() + ".part");
        if (Files.exists(part) && !marked(part)) {
            // of another bundle that was not opened to its end; without our mark it is somebody’s
            if (!Files.exists(part.resolve(MARK))) throw StudioException.of("bundle.taken", part);
            FileTree.delete(part);
        }
        if (!Files.exists(part)) {
            AtomicFiles.write(part.resolve(".slipway/.gitignore"), "*\n");
            AtomicFiles.write(part.resolve(MARK), mark);
        }
        try (var held = new RandomAccessFile(part.resolve(MARK).toFile(), "rw")) {
            BundlePart.lock(held, into);
            fill(part);
        }
        Files.deleteIfExists(into);
        Files.move(part, into, StandardCopyOption.ATOMIC_MOVE);
    }

    private void fill(Path part) throws IOException, InterruptedException {
        List<Manifest.Entry> files = bundle.manifest().entries().stream().filter(each -> !each.path().startsWith(
                Manifest.IMAGES)).toList();
        room(part, files);
        progress.stage("bundle.stage.unpack", into.getFileName());
        var counted = new Counted(progress, 0, files.stream().mapToLong(Manifest.Entry::size).sum());
        var seen = new HashMap<String, Path>();
        for (Manifest.Entry each : files) {
            Path target = target(part, each);
            Path other = seen.putIfAbsent(
                    Normalizer.normalize(each.path(), Normalizer.Form.NFC).toLowerCase(Locale.ROOT),
                    target);
            // two names on the disk that it was made on, one on this
            if (other != null && Files.exists(target) && Files.isSameFile(other, target))
                throw StudioException.of("bundle.clash", each.path(), part.relativize(other));
            unpack(each, part, target, counted);
        }
    }

    private void room(Path part, List<Manifest.Entry> files) throws IOException {
        long needed = 0;
        for (Manifest.Entry each : files) {
            if (!Files.exists(target(part, each))) needed += each.size();
        }
        FileStore disk = Files.getFileStore(part);
        long free = disk.getUsableSpace();
        if (free < needed) throw StudioException.of("bundle.space", into, Units.bytes(needed), Units.bytes(free));
    }

    private static Path target(Path part, Manifest.Entry entry) {
        boolean state = !entry.path().startsWith(Manifest.WORKSPACE);
        Path base = state ? part.resolve(".slipway") : part;
        // whatever its first folder is called
        String below = entry.path().substring(entry.path().indexOf('/') + 1);
        Path target = base.resolve(below).normalize();
        if (!target.startsWith(base)) throw StudioException.of("bundle.path", entry.path());
        return target;
    }

    private void unpack(Manifest.Entry entry, Path part, Path target, Counted counted) throws IOException,
            InterruptedException {
        if (Files.exists(target)) {
            // only what is whole has its name; a power cut can have lost its content all the same
            if (same(target, entry)) {
                resumed += entry.size();
                counted.add(entry.size());
                return;
            }
            Files.delete(target);
        }
        Path folder = target.getParent();
        if (folder != null) Files.createDirectories(folder);
        // where no member may be, so that it is none of them
        Path beside = part.resolve(".slipway/unpacked.part");
        try (OutputStream out = new BufferedOutputStream(new FileOutputStream(beside.toFile()), 1 << 16)) {
            bundle.copy(entry, out, counted);
        } catch (IOException | RuntimeException | InterruptedException e) {
            Files.deleteIfExists(beside);
            throw e;
        }
        if (entry.executable() && !beside.toFile().setExecutable(true, false)) throw new IOException(beside.toString());
        Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE);
    }

    private static boolean same(Path file, Manifest.Entry entry) throws IOException, InterruptedException {
        if (Files.size(file) != entry.size()) return false;
        try (var in = Files.newInputStream(file)) {
            return Copying.copy(in, OutputStream.nullOutputStream(), entry.size(), each -> {}).sha256().equals(entry
                    .sha256());
        }
    }
}
