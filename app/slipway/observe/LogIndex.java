package slipway.observe;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;

import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.engine.LogRotation;
import slipway.engine.LogSegment;

/// Where each line of one deployment's archive stands, by time over all its files: sixteen bytes a line, the text stays
/// on disk. Grows at its end only. [#extend] by one thread at a time; the rest by any, up to the size last seen.
final class LogIndex {
    /// The file, by its index in `files`, above the place in it.
    private static final int FILE = 48;
    private static final System.Logger LOG = System.getLogger(LogIndex.class.getName());
    private static final int WINDOW = 64 * 1024;

    private final Path folder;
    private final List<LogFile> files = new ArrayList<>();
    private volatile Columns columns = new Columns(new long[1024], new long[1024], 0);

    /// What is known: `size` lines, where they stand and when they were written.
    @SuppressWarnings("ArrayRecordComponent") // never compared, and handed on without a copy because it is large
    private record Columns(long[] places, long[] times, int size) {}

    LogIndex(Path folder) {
        this.folder = folder;
    }

    int size() {
        return columns.size;
    }

    /// Milliseconds since 1970.
    long time(int index) {
        return columns.times[index];
    }

    /// Takes in more lines: of each file those from number `from` up to `limit`. What is new comes behind all before.
    synchronized void extend(ToLongFunction<String> from, ToLongFunction<String> limit) {
        try {
            for (LogSegment segment : segments(folder))
                extend(segment, from, limit);
        } catch (IOException e) {
            throw new StudioException(Problem.of("observe.log-unreadable", folder), e);
        }
        merge();
    }

    /// The files of the archive, the oldest first.
    private static List<LogSegment> segments(Path folder) throws IOException {
        record Aged(LogSegment segment, long modified) {}
        // looked at once: what is written gets younger meanwhile
        return LogRotation.reading(() -> LogSegment.in(folder)).stream()
                .map(each -> new Aged(each, each.file().toFile().lastModified()))
                .sorted(Comparator.comparingLong(Aged::modified)).map(Aged::segment).toList();
    }

    private void extend(LogSegment segment, ToLongFunction<String> from, ToLongFunction<String> limit)
            throws IOException {
        try {
            known(segment).extend(from.applyAsLong(segment.stream()), limit.applyAsLong(segment.stream()));
        } catch (NoSuchFileException e) {
            LOG.log(System.Logger.Level.DEBUG, "taken away by the quota meanwhile", e);
        }
    }

    private LogFile known(LogSegment segment) throws IOException {
        long earliest = 0;
        for (LogFile file : files) {
            if (file.is(segment)) return file;
            if (file.stream().equals(segment.stream())) earliest = Math.max(earliest, file.lastTime());
        }
        var fresh = new LogFile(segment, earliest);
        files.add(fresh);
        return fresh;
    }

    /// Merges by time; takes as much of one file as comes before the next of the others.
    private void merge() {
        Columns old = columns;
        int added = files.stream().mapToInt(LogFile::size).sum();
        if (added == 0) return;
        int size = old.size + added;
        long[] places = room(old.places, size);
        long[] times = room(old.times, size);
        int[] at = new int[files.size()];
        for (int to = old.size; to < size;) {
            int best = -1;
            long others = Long.MAX_VALUE;
            for (int i = 0; i < at.length; i++) {
                if (at[i] == files.get(i).size()) continue;
                long time = files.get(i).time(at[i]);
                if (best < 0 || time < files.get(best).time(at[best])) {
                    if (best >= 0) others = files.get(best).time(at[best]);
                    best = i;
                } else {
                    others = Math.min(others, time);
                }
            }
            LogFile file = files.get(best);
            do {
                places[to] = (long) best << FILE | file.place(at[best]);
                times[to++] = file.time(at[best]++);
            } while (at[best] < file.size() && file.time(at[best]) <= others);
        }
        files.forEach(LogFile::forget);
        columns = new Columns(places, times, size);
    }

    /// The same array where it has room: what readers see of it never changes.
    private static long[] room(long[] array, int size) {
        return array.length >= size ? array : Arrays.copyOf(array, Math.max(size, array.length + array.length / 2));
    }

    /// `count` lines from `index` on, numbered from `number`; empty ones for those that the quota took away.
    List<LogLine> read(int index, int count, long number) {
        return read(index, count, (i, time, stderr, continued, block, from, end) -> LogFile.line(block, from, end,
                number + i - index, time, stderr, continued));
    }

    /// What is made of a line, or of a piece that goes on with it, by where its bytes stand in a block.
    interface Maker<T> {
        T of(int index, long time, boolean stderr, boolean continued, byte[] block, int from, int end);
    }

    <T> List<T> read(int index, int count, Maker<T> maker) {
        Columns now = columns;
        int end = Math.min(now.size, index + count);
        var lines = new ArrayList<T>(Math.max(0, end - index));
        byte[] window = new byte[WINDOW];
        int first = Math.max(0, index);
        while (first + lines.size() < end) {
            int begin = first + lines.size();
            int until = sameFile(now, begin, end);
            try {
                files.get((int) (now.places[begin] >>> FILE))
                        .read(in -> read(in, now, begin, until, window, maker, lines));
            } catch (IOException e) {
                LOG.log(System.Logger.Level.DEBUG, "taken away by the quota", e);
                for (int i = first + lines.size(); i < until; i++)
                    lines.add(make(now, i, window, 0, 0, maker));
            }
        }
        return lines;
    }

    private static int sameFile(Columns now, int begin, int end) {
        int next = begin + 1;
        while (next < end && now.places[next] >>> FILE == now.places[begin] >>> FILE)
            next++;
        return next;
    }

    /// Lines `from` to before `until`, all of one file.
    private <T> int read(RandomAccessFile in, Columns now, int from, int until, byte[] window, Maker<T> maker,
            List<T> lines) throws IOException {
        long begin = 0;
        int length = 0;
        for (int i = from; i < until; i++) {
            long offset = now.places[i] & LogFile.OFFSET;
            if (offset < begin || offset + LogCutter.PIECE + 1 > begin + length) {
                begin = offset;
                in.seek(begin);
                length = Math.max(0, in.read(window));
            }
            lines.add(make(now, i, window, (int) (offset - begin), length, maker));
        }
        return until;
    }

    private <T> T make(Columns now, int index, byte[] window, int from, int length, Maker<T> maker) {
        int begin = Math.min(from, length);
        int end = LogCutter.pieceEnd(window, begin, length);
        return maker.of(index, now.times[index], files.get((int) (now.places[index] >>> FILE)).stderr(),
                (now.places[index] & LogFile.CONTINUED) != 0, window, begin, end < 0 ? length : end);
    }

    /// Judges all lines known, on all cores.
    LogScan.Found scan(LogQuery query) throws InterruptedException {
        Columns now = columns;
        var perFile = new ArrayList<LogScan.Range>();
        long[] begin = new long[files.size()];
        long[] last = new long[files.size()];
        Arrays.fill(begin, -1);
        for (int i = 0; i < now.size; i++) {
            int file = (int) (now.places[i] >>> FILE);
            long offset = now.places[i] & LogFile.OFFSET;
            if (begin[file] < 0) begin[file] = offset;
            last[file] = offset;
        }
        for (int i = 0; i < begin.length; i++) {
            if (begin[i] >= 0) perFile.add(new LogScan.Range(i, files.get(i), begin[i], last[i]));
        }
        return new LogScan(query, perFile, begin.length).run(now.places, now.times, now.size, FILE);
    }
}
