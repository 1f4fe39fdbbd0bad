package slipway.observe;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.base.Tasks;

/// Looks through the files of an archive for what a query asks, block by block on all cores. Most blocks are passed
/// over eight bytes at a time; only lines that can count become text. Made for one run.
final class LogScan {
    private static final int BLOCK = 4 << 20;
    private static final long MATCH = 1L << 46;

    private final LogQuery query;
    private final Literals needed;
    private final boolean levels;
    private final List<Block> blocks = new ArrayList<>();
    private final ConcurrentHashMap<Integer, long[]> hits = new ConcurrentHashMap<>();
    private final int files;

    /// What is known of one file: lines that begin at `begin` to `last`.
    record Range(int file, LogFile of, long begin, long last) {}

    /// Indexes of the lines shown, and of these the ones that match; `kept` is null where every line is shown.
    @SuppressWarnings("ArrayRecordComponent") // never compared, and handed on without a copy because it is large
    record Found(int @Nullable [] kept, int[] matches) {}

    private record Block(Range range, long from, long to, boolean first) {}

    LogScan(LogQuery query, List<Range> ranges, int files) {
        this.query = query;
        this.needed = query.needed();
        this.levels = query.levels().size() < LogLine.Level.values().length;
        this.files = files;
        for (Range range : ranges) {
            for (long from = range.begin; from <= range.last; from += BLOCK)
                blocks.add(new Block(range, from, Math.min(range.last + 1, from + BLOCK), from == range.begin));
        }
    }

    Found run(long[] places, long[] times, int size, int fileShift) throws InterruptedException {
        int cores = Math.max(1, Math.min(blocks.size(), Runtime.getRuntime().availableProcessors()));
        var next = new AtomicInteger();
        var workers = new ArrayList<Future<?>>();
        try {
            for (int i = 1; i < cores; i++)
                workers.add(Tasks.beside("log search", () -> {
                    work(next);
                    return this;
                }));
            work(next);
            for (Future<?> worker : workers)
                worker.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof StudioException known ? known : new IllegalStateException(e.getCause());
        } finally {
            workers.forEach(worker -> worker.cancel(true));
        }
        return found(places, times, size, fileShift);
    }

    private void work(AtomicInteger next) throws InterruptedException {
        byte[] buffer = new byte[BLOCK + (BLOCK >> 2)];
        for (int i = next.getAndIncrement(); i < blocks.size(); i = next.getAndIncrement()) {
            if (Thread.interrupted()) throw new InterruptedException();
            var out = new Places();
            buffer = scan(blocks.get(i), buffer, out);
            hits.put(i, out.done());
        }
    }

    /// Lines that begin within the block; answers the buffer, which had to grow where a line is very long.
    private byte[] scan(Block block, byte[] given, Places out) {
        // one byte more before it: whether a line begins right at its start
        long start = block.first ? block.from : block.from - 1;
        int nominal = (int) (block.to - start);
        Filled filled;
        try {
            filled = block.range.of.read(in -> fill(in, start, given, nominal));
        } catch (NoSuchFileException e) {
            // the quota took it away: its lines are empty now
            return given;
        } catch (IOException e) {
            throw new StudioException(Problem.of("observe.log-unreadable", block.range.of.stream()), e);
        }
        byte[] buffer = filled.buffer;
        int from = block.first ? 0 : LogCutter.find(buffer, 0, filled.length, (byte) '\n') + 1;
        // a line longer than the block begins in an earlier one
        if ((from > 0 || block.first) && from < Math.min(filled.end, nominal))
            judge(buffer, from, filled.end, start, out);
        return buffer;
    }

    /// What was read, `end` where its last whole line ends.
    @SuppressWarnings("ArrayRecordComponent") // never compared, and handed on without a copy because it is large
    private record Filled(byte[] buffer, int length, int end) {}

    private static Filled fill(RandomAccessFile in, long start, byte[] given, int nominal) throws IOException {
        byte[] buffer = given;
        in.seek(start);
        int length = fill(in, buffer, 0);
        int end = lineEnd(buffer, Math.max(0, nominal - 1), length);
        while (end < 0 && length == buffer.length) {
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
            length = fill(in, buffer, length);
            end = lineEnd(buffer, Math.max(0, nominal - 1), length);
        }
        return new Filled(buffer, length, end < 0 ? length : end);
    }

    private static int lineEnd(byte[] buffer, int from, int length) {
        int at = from >= length ? -1 : LogCutter.find(buffer, from, length, (byte) '\n');
        return at < 0 ? -1 : at + 1;
    }

    private static int fill(RandomAccessFile in, byte[] buffer, int from) throws IOException {
        int length = from;
        while (length < buffer.length) {
            int n = in.read(buffer, length, buffer.length - length);
            if (n < 0) break;
            length += n;
        }
        return length;
    }

    private void judge(byte[] bytes, int from, int end, long start, Places out) {
        if (needed.any().isEmpty()) {
            for (int at = from; at < end;)
                at = line(bytes, at, end, start, out);
            return;
        }
        var candidates = new Candidates(needed, bytes, end);
        for (int at = from; at < end;) {
            int candidate = candidates.from(at);
            if (candidate < 0) return;
            int begin = candidate;
            while (begin > at && bytes[begin - 1] != '\n')
                begin--;
            at = line(bytes, begin, end, start, out);
        }
    }

    /// Judges the line at `at`, in its pieces; answers where the next one begins.
    private int line(byte[] bytes, int at, int end, long start, Places out) {
        int from = at;
        boolean continued = false;
        while (from < end) {
            int stop = LogCutter.pieceEnd(bytes, from, end);
            // what has no end yet is not indexed either
            if (stop < 0) return end;
            if (stop > from || !continued) piece(bytes, from, stop, continued, start, out);
            if (stop >= end || bytes[stop] == '\n') return stop + 1;
            from = stop;
            continued = true;
        }
        return end;
    }

    private void piece(byte[] bytes, int from, int stop, boolean continued, long start, Places out) {
        int text = continued ? from : Stamped.textFrom(bytes, from, stop);
        int end = stop > from && bytes[stop - 1] == '\r' ? stop - 1 : stop;
        String words = Ansi.clean(new String(bytes, text, Math.max(0, end - text), StandardCharsets.UTF_8));
        boolean match = query.search().active() && query.search().matches(words);
        if (!match && !query.shows(false)) return;
        if (query.include().active() && !query.include().matches(words)) return;
        if (query.exclude().active() && query.exclude().matches(words)) return;
        if (levels && !query.levels().contains(level(bytes, from, end, continued))) return;
        if (!match && !query.filters()) return;
        out.add(start + from | (match ? MATCH : 0));
    }

    private static LogLine.Level level(byte[] bytes, int from, int end, boolean continued) {
        return continued
                ? LogLine.Level.INFO
                : Levels.of(new String(bytes, from, end - from, StandardCharsets.UTF_8));
    }

    /// Brings the places found into the order of the index; the time is judged here, where it is known.
    private Found found(long[] places, long[] times, int size, int fileShift) {
        long[][] perFile = perFile();
        int[] at = new int[files];
        boolean filters = query.filters();
        int[] kept = new int[filters ? 1024 : 0];
        int[] matches = new int[1024];
        int keptSize = 0;
        int matchSize = 0;
        for (int i = 0; i < size; i++) {
            int file = (int) (places[i] >>> fileShift);
            long[] found = perFile[file];
            long offset = places[i] & LogFile.OFFSET;
            while (at[file] < found.length && (found[at[file]] & ~MATCH) < offset)
                at[file]++;
            if (at[file] == found.length || (found[at[file]] & ~MATCH) != offset) continue;
            boolean match = (found[at[file]++] & MATCH) != 0;
            if (times[i] < query.fromMillis() || times[i] > query.toMillis()) continue;
            if (match) {
                if (matchSize == matches.length) matches = Arrays.copyOf(matches, matchSize * 2);
                matches[matchSize++] = i;
            }
            if (filters) {
                if (keptSize == kept.length) kept = Arrays.copyOf(kept, keptSize * 2);
                kept[keptSize++] = i;
            }
        }
        return new Found(filters ? Arrays.copyOf(kept, keptSize) : null, Arrays.copyOf(matches, matchSize));
    }

    private long[][] perFile() {
        var all = new Places[files];
        Arrays.setAll(all, i -> new Places());
        for (int i = 0; i < blocks.size(); i++) {
            for (long place : hits.getOrDefault(i, new long[0]))
                all[blocks.get(i).range.file].add(place);
        }
        return Arrays.stream(all).map(Places::done).toArray(long[][]::new);
    }

    /// A growing array.
    private static final class Places {
        private long[] places = new long[256];
        private int size;

        void add(long place) {
            if (size == places.length) places = Arrays.copyOf(places, size * 2);
            places[size++] = place;
        }

        long[] done() {
            return Arrays.copyOf(places, size);
        }
    }

    /// Where lines that can count stand: those with one of the pieces needed, or with codes of a terminal, which may
    /// stand in the middle of one.
    private static final class Candidates {
        private static final int UNKNOWN = -2;
        private static final int NONE = -1;
        private final List<byte[]> wanted = new ArrayList<>();
        private final byte[] bytes;
        private final int end;
        private final int[] next;

        Candidates(Literals needed, byte[] bytes, int end) {
            wanted.addAll(needed.any());
            wanted.add(new byte[]{'\u001B'});
            this.bytes = bytes;
            this.end = end;
            this.next = new int[wanted.size()];
            Arrays.fill(next, UNKNOWN);
        }

        int from(int at) {
            int nearest = NONE;
            for (int i = 0; i < next.length; i++) {
                if (next[i] != NONE && next[i] < at) next[i] = Octets.find(bytes, at, end, wanted.get(i));
                if (next[i] != NONE && (nearest == NONE || next[i] < nearest)) nearest = next[i];
            }
            return nearest;
        }
    }
}
