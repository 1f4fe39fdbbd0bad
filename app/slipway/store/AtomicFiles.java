package slipway.store;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.atomic.AtomicLong;

import slipway.base.Problem;
import slipway.base.StudioException;

/// Files written whole or not at all: beside, flushed, then moved over. Stateless; any thread.
public final class AtomicFiles {
    private static final AtomicLong NUMBERS = new AtomicLong();
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS");

    private AtomicFiles() {}

    /// Writes `text` (UTF-8) to `file`, making its folder; the old content stays where this fails.
    public static void write(Path file, String text) {
        write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /// Writes `content` to `file`, making its folder; the old content stays where this fails (disk full included).
    /// A symbolic link keeps pointing where it did, and the file keeps its permissions.
    public static void write(Path file, byte[] content) {
        try {
            Path target = Files.isSymbolicLink(file) ? file.toRealPath() : file.toAbsolutePath();
            Path folder = target.getParent();
            if (folder != null) Files.createDirectories(folder);
            Path beside = target.resolveSibling("." + target.getFileName() + "." + ProcessHandle.current().pid() + "-"
                    + NUMBERS.incrementAndGet() + ".tmp");
            try {
                // the permissions first: what only its owner may read is never open to others, not even beside
                Files.createFile(beside);
                keepPermissions(target, beside);
                flush(beside, content);
                move(beside, target);
            } finally {
                Files.deleteIfExists(beside);
            }
            if (folder != null) flushFolder(folder);
        } catch (IOException e) {
            throw new StudioException(Problem.of("store.write-failed", file, reason(e)), e);
        }
    }

    /// As [#write], for its owner alone to read where the file system knows owners.
    public static void writePrivate(Path file, String text) {
        try {
            createPrivate(file);
        } catch (IOException e) {
            throw new StudioException(Problem.of("store.write-failed", file, reason(e)), e);
        }
        write(file, text);
    }

    /// Makes `file`, if it is not there, and lets its owner alone read it, before anything stands in it.
    static void createPrivate(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) Files.createDirectories(folder);
        if (!Files.exists(file)) Files.createFile(file);
        if (Files.getFileStore(file).supportsFileAttributeView("posix"))
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    /// Moves `file` aside as `NAME.unreadable-TIME` and answers where it is now.
    public static Path keepAside(Path file) throws IOException {
        Path aside = file.resolveSibling(
                file.getFileName() + ".unreadable-" + LocalDateTime.now(ZoneId.systemDefault()).format(STAMP));
        return Files.move(file, aside);
    }

    static String reason(IOException e) {
        String message = e.getMessage();
        return e.getClass().getSimpleName() + (message == null ? "" : ": " + message);
    }

    private static void flush(Path file, byte[] content) throws IOException {
        // a stream and not a channel: a channel closes itself when its thread is interrupted, and what is saved while
        // the studio ends would be lost
        try (var out = new FileOutputStream(file.toFile())) {
            out.write(content);
            out.getFD().sync();
        }
    }

    private static void keepPermissions(Path target, Path beside) throws IOException {
        if (!Files.exists(target)) return;
        try {
            Files.setPosixFilePermissions(beside, Files.getPosixFilePermissions(target));
        } catch (UnsupportedOperationException e) {
            // a file system without POSIX permissions: there is nothing to keep
        }
    }

    private static void move(Path beside, Path target) throws IOException {
        try {
            Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(beside, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /// Makes the move itself survive a power cut; not every system can open a folder, and then it has to do without.
    private static void flushFolder(Path folder) {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            System.getLogger(AtomicFiles.class.getName()).log(System.Logger.Level.DEBUG, folder.toString(), e);
        }
    }
}
