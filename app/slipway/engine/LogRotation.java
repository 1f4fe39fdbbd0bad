package slipway.engine;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Stream;

/// Gives files of the archive other names and other beginnings, one at a time, while nobody in this studio reads them.
/// Stateless but for its lock; any thread.
public final class LogRotation {
    private static final String PART = ".part";
    private static final int TRIES = 100;
    private static final ReentrantReadWriteLock NAMES = new ReentrantReadWriteLock();

    private LogRotation() {}

    /// Something done with files.
    public interface Act<T> {
        T run() throws IOException;
    }

    /// Does `act` while each file keeps its name and its beginning. It must not rotate.
    public static <T> T reading(Act<T> act) throws IOException {
        return within(NAMES.readLock(), act);
    }

    /// Does `act` while nobody reads.
    public static <T> T changing(Act<T> act) throws IOException {
        return within(NAMES.writeLock(), act);
    }

    private static <T> T within(Lock lock, Act<T> act) throws IOException {
        lock.lock();
        try {
            return act.run();
        } finally {
            lock.unlock();
        }
    }

    /// Makes what a process wrote into `live` so far a closed file, and lets it go on from the beginning: it holds the
    /// file open, so the lines are copied and taken away. Whoever writes in the microseconds between loses that line.
    ///
    /// @return whether it was done; not where the last line has no end for a while
    public static boolean cut(Path live) throws IOException {
        Path part = part(live);
        try {
            return changing(() -> {
                long lines = copyAndEmpty(live, part);
                if (lines == 0) return false;
                long first = LogSegment.first(live);
                Files.move(part, LogSegment.closed(live, first, first + lines));
                return true;
            });
        } finally {
            // after its move nothing is there; a copy that did not come to that is of no use
            Files.deleteIfExists(part);
        }
    }

    private static Path part(Path live) {
        return live.resolveSibling(live.getFileName() + PART);
    }

    private static long copyAndEmpty(Path live, Path part) throws IOException {
        try (var from = new RandomAccessFile(live.toFile(), "rw"); OutputStream to = Files.newOutputStream(part)) {
            byte[] block = new byte[1 << 20];
            long lines = 0;
            byte last = 0;
            for (int left = TRIES; left > 0; left--) {
                for (int n = from.read(block); n > 0; n = from.read(block)) {
                    to.write(block, 0, n);
                    lines += LogSegment.lines(block, n);
                    last = block[n - 1];
                }
                // half a line would be torn
                if (last != '\n') continue;
                from.setLength(0);
                return lines;
            }
            return 0;
        }
    }

    /// Brings to its end what a studio that was killed had begun in `folder`.
    static void mend(Path folder) throws IOException {
        List<Path> parts;
        try (Stream<Path> all = Files.list(folder)) {
            parts = all.filter(each -> each.toString().endsWith(PART)).toList();
        }
        for (Path part : parts) {
            String name = String.valueOf(part.getFileName());
            Path live = part.resolveSibling(name.substring(0, name.length() - PART.length()));
            changing(() -> {
                mend(part, live);
                return part;
            });
        }
    }

    private static void mend(Path part, Path live) throws IOException {
        if (!Files.exists(part)) return;
        long same = Files.exists(live) ? Files.mismatch(part, live) : 0;
        // all of it still stands at the beginning of the file
        if (same < 0 || same == Files.size(part)) {
            Files.delete(part);
            return;
        }
        long first = LogSegment.first(live);
        Files.move(part, LogSegment.closed(live, first, first + LogSegment.lines(part)));
    }
}
