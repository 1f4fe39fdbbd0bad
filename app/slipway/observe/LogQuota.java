package slipway.observe;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import slipway.engine.LogRotation;
import slipway.engine.LogSegment;

/// Keeps the archive within its bytes: the oldest files go first, also those of a run that goes on, but for the one
/// being written. Of the runs that ended the last lines stay, which tell why one crashed, as long as there is anything
/// else to take. Stateless.
public final class LogQuota {
    /// Bytes kept of the end of each file of a run whose rest had to go.
    static final int LAST = 64 * 1024;
    private static final long LARGEST = 16 << 20;
    private static final int PARTS = 32;

    private LogQuota() {}

    /// A file of the archive; `newest` where it is the last closed one of its stream, whose name tells how far that is.
    private record Kept(LogSegment segment, long bytes, long modified, boolean newest) {
        Path file() {
            return segment.file();
        }
    }

    /// Bytes after which a file of an archive of `most` bytes is closed, so that it can be taken.
    public static long segment(long most) {
        return Math.clamp(most / PARTS, LAST, LARGEST);
    }

    /// Brings `logs`, the archive's folder, below `most` bytes as far as what is being written allows.
    ///
    /// @param inUse files that are being written
    /// @return how many bytes were freed
    public static long keep(Path logs, long most, Set<Path> inUse) throws IOException {
        return LogRotation.changing(() -> keepNow(logs, most, inUse));
    }

    private static long keepNow(Path logs, long most, Set<Path> inUse) throws IOException {
        List<Kept> all = files(logs);
        long before = all.stream().mapToLong(Kept::bytes).sum();
        long total = before;
        List<Kept> free = all.stream().filter(each -> !inUse.contains(each.file())).toList();
        for (Kept each : free) {
            if (total <= most) break;
            if (each.segment.closed()) total -= drop(each);
            else if (each.bytes > LAST) total -= each.bytes - cut(each.segment);
        }
        for (Kept each : free) {
            if (total <= most) break;
            if (each.segment.closed() || !Files.exists(each.file())) continue;
            total -= Files.size(each.file());
            Files.delete(each.file());
            // nothing comes after them any more
            for (Kept mark : free) {
                if (mark.segment.closed() && mark.segment.stream().equals(each.segment.stream())
                        && mark.file().startsWith(each.file().resolveSibling("")))
                    Files.deleteIfExists(mark.file());
            }
        }
        return before - total;
    }

    /// All files of all runs, the oldest first.
    private static List<Kept> files(Path logs) throws IOException {
        var all = new ArrayList<Kept>();
        if (!Files.isDirectory(logs)) return all;
        List<Path> folders;
        try (Stream<Path> found = Files.walk(logs, 2)) {
            folders = found.filter(Files::isDirectory).toList();
        }
        for (Path folder : folders) {
            List<LogSegment> segments = LogSegment.in(folder);
            for (LogSegment each : segments) {
                boolean newest = segments.stream().noneMatch(other -> other.stream().equals(each.stream())
                        && other.closed() && other.end() > each.end());
                all.add(new Kept(each, Files.size(each.file()), each.file().toFile().lastModified(), newest));
            }
        }
        all.sort(Comparator.comparingLong(Kept::modified).thenComparing(Kept::file));
        return all;
    }

    /// Answers the bytes freed.
    private static long drop(Kept closed) throws IOException {
        if (!closed.newest) {
            Files.delete(closed.file());
            return closed.bytes;
        }
        try (var file = new RandomAccessFile(closed.file().toFile(), "rw")) {
            file.setLength(0);
        }
        Files.setLastModifiedTime(closed.file(), FileTime.fromMillis(closed.modified));
        return closed.bytes;
    }

    /// Leaves the last whole lines, and beside them a name that says how many went before; answers the bytes left. The
    /// file keeps its age, so that it stays among the oldest.
    private static long cut(LogSegment open) throws IOException {
        long modified = open.file().toFile().lastModified();
        byte[] end = new byte[LAST];
        int from;
        long before = LogSegment.lines(open.file());
        try (var out = new RandomAccessFile(open.file().toFile(), "rw")) {
            out.seek(Math.max(0, out.length() - LAST));
            out.readFully(end);
            from = LogCutter.find(end, 0, end.length - 1, (byte) '\n') + 1;
            out.setLength(0);
            out.write(end, from, end.length - from);
        }
        long gone = before - LogSegment.lines(open.file());
        Path mark = LogSegment.closed(open.file(), open.first(), open.first() + gone);
        if (gone > 0) Files.createFile(mark);
        if (gone > 0) Files.setLastModifiedTime(mark, FileTime.fromMillis(modified));
        Files.setLastModifiedTime(open.file(), FileTime.fromMillis(modified));
        return (long) end.length - from;
    }
}
