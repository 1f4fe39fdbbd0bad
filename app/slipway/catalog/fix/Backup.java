package slipway.catalog.fix;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/// The files of a model as they were before a change, in `.slipway-backups/MODEL-TIME` beside the model: inside it they
/// would be part of its digest, and scans pass hidden folders by. One thread at a time.
final class Backup {
    private static final String ALL = ".slipway-backups";
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");
    private static final int MOST = 1_000;

    private final Path folder;
    private final Path base;

    private Backup(Path folder, Path base) {
        this.folder = folder;
        this.base = base;
    }

    /// Keeps what `changes` are going to change.
    static Backup of(Path model, Path base, List<Change> changes) throws IOException {
        var backup = new Backup(fresh(model), base);
        try {
            for (Change change : changes)
                backup.keep(change);
            return backup;
        } catch (IOException e) {
            try {
                backup.delete();
            } catch (IOException left) {
                e.addSuppressed(left);
            }
            throw e;
        }
    }

    Path folder() {
        return folder;
    }

    private static Path fresh(Path model) throws IOException {
        Path all = model.resolveSibling(ALL);
        Files.createDirectories(all);
        String name = model.getFileName() + "-" + LocalDateTime.now(ZoneId.systemDefault()).format(STAMP);
        for (int i = 1; i <= MOST; i++) {
            try {
                return Files.createDirectory(all.resolve(i == 1 ? name : name + "-" + i));
            } catch (FileAlreadyExistsException e) {
                // another change within the same second
            }
        }
        throw new FileAlreadyExistsException(all.resolve(name).toString());
    }

    private void keep(Change change) throws IOException {
        Path file = base.resolve(change.file());
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) return;
        Path kept = folder.resolve(change.file());
        Files.createDirectories(Objects.requireNonNull(kept.getParent()));
        if (change instanceof Change.Repack && linked(kept, file)) return;
        Files.copy(file, kept, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
    }

    /// An archive may be large, and is replaced by another file: a second name for it is enough.
    private static boolean linked(Path kept, Path file) {
        try {
            Files.createLink(kept, file);
            return true;
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    /// Puts the file of `change` back; one that the change made goes away.
    void restore(Change change) throws IOException {
        Path file = base.resolve(change.file());
        Path kept = folder.resolve(change.file());
        if (change instanceof Change.Mode mode) {
            Modes.set(file, mode.before());
        } else if (!Files.exists(kept, LinkOption.NOFOLLOW_LINKS)) {
            Files.deleteIfExists(file);
        } else {
            try {
                Files.move(kept, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(kept, file, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    /// Removes the copies, and the folder of all backups when it was the last.
    void delete() throws IOException {
        try (var all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList())
                Files.delete(path);
        }
        try {
            Files.delete(Objects.requireNonNull(folder.getParent()));
        } catch (DirectoryNotEmptyException e) {
            // there are others
        }
    }
}
