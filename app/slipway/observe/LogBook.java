package slipway.observe;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import slipway.base.Problem;

/// The whole log of one deployment: the ring in memory and, numbered on downwards, the archive behind it. Lines keep
/// their number when the ring lets them go.
public final class LogBook implements LogSource {
    private static final int BATCH = 4096;

    private final String name;
    private final LogBuffer ring;
    private final @Nullable LogCleared cleared;
    private final @Nullable LogIndex index;
    private final @Nullable Path folder;
    private volatile @Nullable Reach reach;
    private volatile long hidden;

    /// Numbers of the lines indexed, from `base` to before `boundary`.
    private record Reach(long base, long boundary) {}

    private LogBook(String name, LogBuffer ring, @Nullable Path folder) {
        this.name = name;
        this.ring = ring;
        this.folder = folder;
        this.cleared = folder == null ? null : new LogCleared(folder);
        this.index = folder == null ? null : new LogIndex(folder);
        this.hidden = ring.hidden();
    }

    /// A log that is in memory only.
    public static LogBook of(String name, LogBuffer ring) {
        return new LogBook(name, ring, null);
    }

    /// The log of deployment `id`, with what `logs`, the archive's folder, has of it.
    public static LogBook of(String id, LogBuffer ring, Path logs) {
        return new LogBook(id, ring, logs.resolve(id));
    }

    /// The lines in memory; another one when the deployment was made anew.
    public LogBuffer ring() {
        return ring;
    }

    @Override
    public void refresh() {
        hidden = ring.hidden();
    }

    @Override
    public long first() {
        Reach indexed = reach;
        long oldest = indexed == null ? ring.first() : indexed.base;
        return hidden > 0 ? Math.max(hidden, oldest) : oldest;
    }

    @Override
    public long next() {
        return Math.max(ring.next(), hidden);
    }

    @Override
    public long inMemory() {
        return Math.max(ring.first(), hidden);
    }

    @Override
    public List<LogLine> read(long from, int max) {
        long begin = Math.max(from, first());
        long live = ring.first();
        Reach indexed = reach;
        if (begin >= live || index == null || indexed == null) return ring.read(begin, max);
        var lines = new ArrayList<LogLine>();
        if (begin < indexed.boundary) {
            int count = (int) Math.min(max, indexed.boundary - begin);
            lines.addAll(index.read((int) (begin - indexed.base), count, begin));
        }
        long reached = begin + max;
        if (reached > live) lines.addAll(ring.read(live, (int) (reached - live)));
        return lines;
    }

    /// Also when lines left the ring since the last time.
    @Override
    public boolean behind() {
        Reach indexed = reach;
        return folder != null && (indexed == null || ring.first() > indexed.boundary) && Files.isDirectory(folder);
    }

    @Override
    public void catchUp() {
        if (index == null || cleared == null) return;
        synchronized (index) {
            LogBuffer.Standing standing = ring.standing();
            Map<String, Long> shown = cleared.lines();
            index.extend(file -> shown.getOrDefault(file, 0L),
                    file -> standing.gone().getOrDefault(file, Long.MAX_VALUE));
            reach = new Reach(standing.first() - index.size(), standing.first());
        }
    }

    @Override
    public Found scan(LogQuery query, long end) throws InterruptedException {
        var kept = new Numbers();
        var matches = new Numbers();
        long live = ring.first();
        Reach indexed = reach;
        if (index != null && indexed != null) {
            LogScan.Found old = index.scan(query);
            matches.addAll(old.matches(), indexed);
            kept.addAll(old.kept(), indexed);
            live = Math.max(live, indexed.boundary);
        }
        for (long at = Math.max(live, Math.max(hidden, ring.first())); at < end;) {
            if (Thread.interrupted()) throw new InterruptedException();
            List<LogLine> lines = ring.read(at, (int) Math.min(BATCH, end - at));
            if (lines.isEmpty()) break;
            lines.forEach(line -> judge(query, line, kept, matches));
            at = lines.getLast().number() + 1;
        }
        return new Found(end, query.filters() ? kept.done(hidden) : null, matches.done(hidden));
    }

    private static void judge(LogQuery query, LogLine line, Numbers kept, Numbers matches) {
        if (!query.admits(line)) return;
        boolean match = query.matches(line);
        if (match) matches.add(line.number());
        if (query.filters() && query.shows(match)) kept.add(line.number());
    }

    /// When line `number` was written; milliseconds. For lines within reach.
    long time(long number) {
        Reach indexed = reach;
        if (index != null && indexed != null && number < indexed.boundary && number < ring.first())
            return number < indexed.base ? Long.MIN_VALUE : index.time((int) (number - indexed.base));
        long[] one = ring.times(number, 1);
        return one.length == 0 ? Long.MAX_VALUE : one[0];
    }

    /// Milliseconds of `count` lines in memory from `number` on.
    long[] times(long number, int count) {
        return ring.times(number, count);
    }

    /// Lines in memory before this number were cleared away.
    long hidden() {
        return hidden;
    }

    @Override
    public void clear() {
        ring.hide();
        hidden = ring.hidden();
        if (cleared == null || index == null || folder == null || !Files.isDirectory(folder)) return;
        var lines = new HashMap<String, Long>(ring.standing().delivered());
        for (Map.Entry<String, Long> each : LogCleared.count(folder).entrySet())
            lines.putIfAbsent(each.getKey(), each.getValue());
        cleared.upTo(lines);
    }

    @Override
    public @Nullable Problem trouble() {
        return ring.trouble();
    }

    @Override
    public List<String> parts() {
        return List.of(name);
    }

    /// A growing array of line numbers.
    private static final class Numbers {
        private long[] numbers = new long[1024];
        private int size;

        void add(long number) {
            if (size == numbers.length) numbers = Arrays.copyOf(numbers, size * 2);
            numbers[size++] = number;
        }

        void addAll(int @Nullable [] indexes, Reach indexed) {
            if (indexes == null) return;
            for (int at : indexes) {
                // what was indexed meanwhile is judged in the ring
                if (indexed.base + at < indexed.boundary) add(indexed.base + at);
            }
        }

        long[] done(long hidden) {
            int from = 0;
            while (hidden > 0 && from < size && numbers[from] < hidden)
                from++;
            return Arrays.copyOfRange(numbers, from, size);
        }
    }
}
