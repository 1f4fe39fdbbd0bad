package slipway.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import slipway.base.Problem;
import slipway.base.Progress;
import slipway.base.StudioException;
import slipway.base.Units;

/// Brings one model into a root of the catalog: checked first, put together beside its place, compared with where it came
/// from, and there only once it is whole. Cancelled by interruption or failed, it leaves nothing. Used once, one thread.
public final class ModelImport {
    /// COPY leaves the source as it is; LINK has both share the same files, on one disk; MOVE takes the source away.
    public enum How {
        COPY, LINK, MOVE
    }

    /// What came of it.
    ///
    /// @param known whether the same model was there before, so that nothing was done
    public record Imported(Model model, boolean known) {}

    private static final String STAGE = ".import-";
    private static final int CHUNK = 1 << 20;

    private final Path source;
    private final Path root;
    private final How how;
    private final Progress progress;
    private long total;
    private long done;

    private ModelImport(Path source, Path root, How how, Progress progress) {
        this.source = source.toAbsolutePath().normalize();
        this.root = root.toAbsolutePath().normalize();
        this.how = how;
        this.progress = progress;
    }

    /// Imports the file, the folder or the packed folder (zip, tar, tar.gz) `source` into `root`.
    public static Imported run(Path source, Path root, How how, Progress progress) throws InterruptedException {
        return new ModelImport(source, root, how, progress).run();
    }

    private Imported run() throws InterruptedException {
        if (source.startsWith(root)) throw StudioException.of("catalog.import-inside", source, root);
        progress.stage("catalog.import.check", source.getFileName());
        Path stage = null;
        try {
            Files.createDirectories(root);
            clearOld();
            stage = Files.createTempDirectory(root, STAGE);
            Model model = checked(stage);
            Path target = root.resolve(model.path().startsWith(stage)
                    ? unpackedName()
                    : String.valueOf(source.getFileName()));
            Model there = there(target, model);
            if (there != null) return new Imported(there, true);
            bring(model, stage, target);
            return new Imported(Catalog.read(target), false);
        } catch (IOException e) {
            throw new StudioException(Problem.of("catalog.import-failed", source, String.valueOf(e.getMessage())), e);
        } finally {
            Archive.delete(stage);
        }
    }

    /// What is to be imported; an archive that is no model by itself is unpacked, and what it holds is the model.
    private Model checked(Path stage) throws InterruptedException {
        try {
            return Catalog.read(source);
        } catch (StudioException e) {
            if (!e.problem().code().equals("catalog.not-a-model") || !Archive.is(source)) throw e;
            Path unpacked = Archive.unpack(source, stage.resolve("unpacked"));
            return Catalog.read(only(unpacked));
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
        return String.valueOf(source.getFileName()).replaceFirst("(?i)(\\.tar)?\\.(zip|tar|tgz|gz)$", "");
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
        throw StudioException.of("catalog.import-taken", target.getFileName(), root);
    }

    private void bring(Model model, Path stage, Path target) throws IOException, InterruptedException {
        boolean unpacked = model.path().startsWith(stage);
        if (unpacked || (how == How.MOVE && moved(source, target))) {
            if (unpacked) Files.move(model.path(), target, StandardCopyOption.ATOMIC_MOVE);
            if (unpacked && how == How.MOVE) Files.delete(source);
            return;
        }
        total = model.sizeBytes();
        if (how != How.LINK && Files.getFileStore(root).getUsableSpace() < total) {
            throw StudioException.of("catalog.import-space", source.getFileName(), Units.bytes(total));
        }
        Path part = stage.resolve("model");
        progress.stage("catalog.import.copy", source.getFileName());
        copy(part);
        progress.stage("catalog.import.compare", source.getFileName());
        if (!Catalog.read(named(part)).sha256().equals(model.sha256()))
            throw StudioException.of("catalog.import-changed", source);
        Files.move(named(part), target, StandardCopyOption.ATOMIC_MOVE);
        if (how == How.MOVE) Archive.delete(source);
    }

    private static boolean moved(Path source, Path target) throws IOException {
        try {
            Files.move(source, target, StandardCopyOption.ATOMIC_MOVE);
            return true;
        } catch (AtomicMoveNotSupportedException e) {
            return false;
        }
    }

    /// Some readers want the name that a file or folder has.
    private Path named(Path part) {
        return part.resolve(Objects.requireNonNull(source.getFileName()));
    }

    private void copy(Path part) throws IOException, InterruptedException {
        Path top = Objects.requireNonNull(source.getParent());
        Files.createDirectories(part);
        var walk = new SimpleFileVisitor<Path>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                Files.createDirectories(part.resolve(top.relativize(folder)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (Thread.currentThread().isInterrupted()) return FileVisitResult.TERMINATE;
                // links could lead out of the model, and are no part of its digest
                if (attributes.isRegularFile()) file(file, part.resolve(top.relativize(file)));
                // and what was not copied must not be taken away
                else if (how == How.MOVE) throw StudioException.of("catalog.import-special", source, file);
                return FileVisitResult.CONTINUE;
            }
        };
        Files.walkFileTree(source, walk);
        if (Thread.interrupted()) throw new InterruptedException("importing " + source);
    }

    private void file(Path from, Path to) throws IOException {
        if (how == How.LINK) {
            try {
                Files.createLink(to, from);
            } catch (IOException | UnsupportedOperationException e) {
                throw new StudioException(Problem.of("catalog.import-link", source, root), e);
            }
            return;
        }
        byte[] chunk = new byte[Math.clamp(Files.size(from) + 1, 1, CHUNK)];
        try (InputStream in = Files.newInputStream(from); OutputStream out = Files.newOutputStream(to)) {
            for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                if (Thread.currentThread().isInterrupted()) return;
                out.write(chunk, 0, count);
                done += count;
                progress.count(done, total, Progress.Unit.BYTES);
            }
        }
        var modes = Files.getFileAttributeView(from, PosixFileAttributeView.class);
        if (modes != null) Files.setPosixFilePermissions(to, modes.readAttributes().permissions());
        Files.setLastModifiedTime(to, Files.getLastModifiedTime(from));
    }

    /// What imports left that were killed; one that still goes on is younger.
    private void clearOld() throws IOException {
        Instant old = Instant.now().minus(Duration.ofDays(1));
        try (var all = Files.newDirectoryStream(root, STAGE + "*")) {
            for (Path each : all)
                if (Files.getLastModifiedTime(each).toInstant().isBefore(old)) Archive.delete(each);
        }
    }
}
