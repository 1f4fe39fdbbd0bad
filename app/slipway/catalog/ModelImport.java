package slipway.catalog;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import slipway.base.Problem;
import slipway.base.Progress;
import slipway.base.StudioException;
import slipway.base.Units;

/// Brings one model into a root of the catalog: checked first, put together beside its place, compared with where it came
/// from, and there only once it is whole. Cancelled by interruption or refused, it leaves nothing; killed, or stopped by
/// a disk that is full or fails, it goes on where it was when the same source is imported again. Used once, one thread.
public final class ModelImport {
    /// COPY leaves the source as it is; LINK has both share the same files, on one disk; MOVE takes the source away.
    public enum How {
        COPY, LINK, MOVE
    }

    /// What came of it.
    ///
    /// @param known        whether the same model was there before, so that nothing was done
    /// @param resumedBytes how much an earlier import had copied before it was cut off
    public record Imported(Model model, boolean known, long resumedBytes) {}

    private final Path source;
    private final Path root;
    private final How how;
    private final Progress progress;
    private final String name;
    /// Whether this import wrote what it would have to take away again.
    private boolean begun;
    private long resumed;

    private ModelImport(Path source, Path root, How how, Progress progress) {
        this.source = source.toAbsolutePath().normalize();
        this.root = root.toAbsolutePath().normalize();
        this.how = how;
        this.progress = progress;
        this.name = String.valueOf(this.source.getFileName());
    }

    /// Imports the file, the folder or the packed folder (zip, tar, tar.gz) `source` into `root`.
    public static Imported run(Path source, Path root, How how, Progress progress) throws InterruptedException {
        return new ModelImport(source, root, how, progress).run();
    }

    private Imported run() throws InterruptedException {
        if (source.startsWith(root)) throw StudioException.of("catalog.import-inside", source, root);
        if (root.startsWith(source)) throw StudioException.of("catalog.import-around", source, root);
        if (!Files.exists(source)) throw StudioException.of("catalog.missing", source);
        progress.stage("catalog.import.check", name);
        ImportStage stage = null;
        boolean keep = false;
        try {
            Files.createDirectories(root);
            ModelRemoval.purge(root, ModelRemoval.KEPT);
            ImportStage.clearOld(root);
            stage = ImportStage.open(root, source);
            return imported(stage);
        } catch (IOException e) {
            if (cancelled(e)) throw interrupted(e);
            keep = stage != null && stage.resumable();
            throw new StudioException(Problem.of(keep ? "catalog.import-broke" : "catalog.import-failed", source, String
                    .valueOf(e.getMessage())), e);
        } catch (StudioException e) {
            if (cancelled(e)) throw interrupted(e);
            keep = stage != null && stage.resumable() && !begun;
            throw e;
        } finally {
            if (stage != null) stage.close(keep);
        }
    }

    /// An interrupted read or write fails in one of several ways.
    private static boolean cancelled(Exception e) {
        return Thread.interrupted() || e instanceof ClosedByInterruptException || e instanceof InterruptedIOException;
    }

    private InterruptedException interrupted(Exception e) {
        var interrupted = new InterruptedException("importing " + source);
        interrupted.initCause(e);
        return interrupted;
    }

    private Imported imported(ImportStage stage) throws IOException, InterruptedException {
        ImportPlan plan = ImportPlan.of(source);
        Map<String, ImportPlan.Stamp> before = stage.before();
        var copy = new ImportCopy(plan, before, stage.model(), progress);
        // before the source is read for its digest, which takes as long as copying it
        boolean room = how == How.LINK || (how == How.MOVE && Files.getFileStore(source).equals(Files.getFileStore(
                root))) || Files.getFileStore(root).getUsableSpace() >= plan.bytes() - copy.there();
        if (!room) throw StudioException.of("catalog.import-space", name, Units.bytes(plan.bytes()));
        Model model = checked(stage, plan, before);
        boolean unpacked = stage.holds(model.path());
        Path target = root.resolve(unpacked ? unpackedName() : name);
        Model there = there(target, model);
        if (there != null) return new Imported(there, true, 0);
        if (unpacked) {
            place(model.path(), target);
            if (how == How.MOVE) Files.delete(source);
        } else if (how != How.MOVE || !moved(plan, target)) {
            bring(stage, plan, copy, model);
            place(stage.model(), target);
            if (how == How.MOVE) Archive.delete(source);
        }
        // renamed only since it was compared: the digest holds
        return new Imported(Catalog.look(target).withSha256(model.sha256()), false, resumed);
    }

    /// What is to be imported; an archive that is no model by itself is unpacked, and what it holds is the model.
    private Model checked(ImportStage stage, ImportPlan plan, Map<String, ImportPlan.Stamp> before) throws IOException,
            InterruptedException {
        try {
            return Catalog.read(source);
        } catch (StudioException e) {
            if (!e.problem().code().equals("catalog.not-a-model") || !Archive.is(source)) throw e;
            // one that was unpacked to its end is there as a whole
            if (!before.equals(plan.files()) || !Files.exists(stage.unpacked())) stage.clear();
            begun = true;
            stage.begin(plan);
            progress.stage("catalog.import.unpack", name);
            return Catalog.read(only(Archive.unpack(source, stage.unpacked(), progress)));
        }
    }

    /// A folder that holds nothing but one folder stands for that one: archives are often packed with their folder.
    private static Path only(Path folder) {
        try (var inside = Files.list(folder)) {
            var all = inside.toList();
            return all.size() == 1 && Files.isDirectory(all.getFirst()) ? all.getFirst() : folder;
        } catch (IOException e) {
            return folder;
        }
    }

    private String unpackedName() {
        return name.replaceFirst("(?i)(\\.tar)?\\.(zip|tar|tgz|gz)$", "");
    }

    private @Nullable Model there(Path target, Model model) {
        if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) return null;
        try {
            Model there = Catalog.read(target);
            if (there.sha256().equals(model.sha256())) return there;
        } catch (StudioException e) {
            // something else has the name
            System.getLogger(ModelImport.class.getName()).log(System.Logger.Level.DEBUG, "taken: " + target, e);
        }
        throw taken(target);
    }

    private StudioException taken(Path target) {
        return StudioException.of("catalog.import-taken", target.getFileName(), root);
    }

    private void place(Path model, Path target) throws IOException {
        // a move would replace a file that came there since
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) throw taken(target);
        Files.move(model, target, StandardCopyOption.ATOMIC_MOVE);
    }

    /// Whether renaming did it; what a rename keeps and a copy cannot bring is refused before anything is copied.
    private boolean moved(ImportPlan plan, Path target) throws IOException {
        if (Files.isSymbolicLink(source)) throw StudioException.of("catalog.import-special", source, source);
        try {
            place(source, target);
            return true;
        } catch (AtomicMoveNotSupportedException e) {
            if (plan.special() != null) throw StudioException.of("catalog.import-special", source, plan.special());
            return false;
        }
    }

    /// Puts the copy together in the stage and compares it with the source.
    private void bring(ImportStage stage, ImportPlan plan, ImportCopy copy, Model model) throws IOException,
            InterruptedException {
        begun = true;
        if (how == How.LINK) {
            stage.clear();
            link(plan, stage.model());
        } else {
            resumed = copy.there();
            stage.begin(plan);
            if (resumed == 0) progress.stage("catalog.import.copy", name);
            else
                progress.stage("catalog.import.resume", name, Units.bytes(resumed), Units.bytes(plan.bytes()));
            copy.run();
        }
        if (same(stage.model(), model)) return;
        if (resumed == 0) throw StudioException.of("catalog.import-changed", source);
        // what the earlier import left was not what it had copied: a power cut can lose what was written last
        resumed = 0;
        stage.clear();
        bring(stage, plan, new ImportCopy(plan, Map.of(), stage.model(), progress), model);
    }

    private boolean same(Path copy, Model model) throws InterruptedException {
        progress.stage("catalog.import.compare", name);
        try {
            return Catalog.read(copy).sha256().equals(model.sha256());
        } catch (StudioException e) {
            if (cancelled(e)) throw interrupted(e);
            System.getLogger(ModelImport.class.getName()).log(System.Logger.Level.INFO, "unlike: " + copy, e);
            return false;
        }
    }

    private void link(ImportPlan plan, Path target) throws IOException {
        boolean file = plan.files().containsKey("");
        Files.createDirectories(file ? Objects.requireNonNull(target.getParent()) : target);
        for (String folder : plan.folders())
            Files.createDirectories(target.resolve(folder));
        for (String each : plan.files().keySet()) {
            try {
                Files.createLink(target.resolve(each), source.resolve(each));
            } catch (IOException | UnsupportedOperationException e) {
                throw new StudioException(Problem.of("catalog.import-link", source, root), e);
            }
        }
    }
}
