package slipway.observe;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/// Tells cheaply whether an archive of logs is within its bytes: only files that are being written grow, so the others
/// are counted again only where the former are others, or one of their folders got or lost a file. One thread at a time.
public final class LogWeight {
    private final Path logs;
    private @Nullable Rest rest;

    /// @param folders those with files in use, with their times
    private record Rest(Set<Path> inUse, Map<Path, Long> folders, long bytes) {}

    /// @param logs the archive's folder, which need not be there
    public LogWeight(Path logs) {
        this.logs = logs;
    }

    /// Whether the archive has at most `most` bytes; where it says no, the next call counts all.
    ///
    /// @param inUse files that are being written
    public boolean within(long most, Set<Path> inUse) throws IOException {
        var folders = new HashMap<Path, Long>();
        for (Path each : inUse) {
            folders.computeIfAbsent(each.resolveSibling(""), folder -> folder.toFile().lastModified());
        }
        Rest known = rest;
        if (known == null || !known.inUse.equals(inUse) || !known.folders.equals(folders)) {
            known = new Rest(Set.copyOf(inUse), folders, count(inUse));
        }
        long bytes = known.bytes;
        for (Path each : inUse) {
            bytes += each.toFile().length();
        }
        boolean good = bytes <= most;
        rest = good ? known : null;
        return good;
    }

    private long count(Set<Path> but) throws IOException {
        if (!Files.isDirectory(logs)) return 0;
        long[] bytes = {0};
        Files.walkFileTree(logs, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes facts) {
                if (!but.contains(file)) bytes[0] += facts.size();
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                // gone meanwhile
                return FileVisitResult.CONTINUE;
            }
        });
        return bytes[0];
    }
}
