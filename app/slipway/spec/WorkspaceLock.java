package slipway.spec;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

import slipway.base.Problem;
import slipway.base.StudioException;

/// `.slipway/lock`: held by the one studio that drives the workspace; the system lets go of it when that one dies.
final class WorkspaceLock implements AutoCloseable {
    private final RandomAccessFile file;

    private WorkspaceLock(RandomAccessFile file) {
        this.file = file;
    }

    static WorkspaceLock take(Path root, Path path) {
        try {
            var file = new RandomAccessFile(path.toFile(), "rw");
            try {
                FileLock lock = tried(file);
                if (lock != null) {
                    file.setLength(0);
                    file.write(String.valueOf(ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8));
                    return new WorkspaceLock(file);
                }
                String owner = file.readLine();
                throw StudioException.of("spec.workspace-locked", root, owner == null ? "?" : owner);
            } catch (IOException | RuntimeException e) {
                file.close();
                throw e;
            }
        } catch (IOException e) {
            throw new StudioException(Problem.of("spec.unreadable", path, String.valueOf(e.getMessage())), e);
        }
    }

    /// Whether a process is alive that took it last. The lock itself is not tried: that would keep a studio from
    /// opening just then. What cannot be read counts as taken.
    static boolean taken(Path path) {
        if (!Files.exists(path)) return false;
        try {
            String owner = Files.readString(path).strip();
            return ProcessHandle.of(Long.parseLong(owner)).filter(ProcessHandle::isAlive).isPresent();
        } catch (IOException | NumberFormatException e) {
            return true;
        }
    }

    private static @Nullable FileLock tried(RandomAccessFile file) throws IOException {
        try {
            return file.getChannel().tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            System.getLogger(WorkspaceLock.class.getName()).log(System.Logger.Level.WARNING, "lock", e);
        }
    }
}
