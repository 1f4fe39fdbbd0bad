package slipway.observe;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import slipway.base.Problem;
import slipway.engine.LogSink;

/// The last lines of one deployment, a bounded ring that writers fill and readers poll by line number. Knows of each
/// file of the archive how many of its lines it has let go, so that what lies behind it can be found there. Any thread.
public final class LogBuffer {
    /// Lines kept in memory.
    public static final int CAPACITY = 1_000_000;
    /// Bytes of text kept in memory; very long lines leave earlier than others.
    public static final long MOST_BYTES = 256L << 20;
    /// Characters of one line that are kept as one; a longer one comes in pieces.
    public static final int PIECE = 8192;

    private static final short NO_SOURCE = 0;

    private final @Nullable LogChunk[] chunks = new LogChunk[CAPACITY / LogChunk.LINES + 2];
    private final List<Source> sources = new ArrayList<>();
    private long first;
    private long next;
    private long bytes;
    private long hidden;
    private volatile @Nullable Problem trouble;

    /// The two files of one run; lines handed over and let go, for standard output and error.
    @SuppressWarnings("ArrayRecordComponent") // never compared, and handed on without a copy because it is large
    private record Source(String stem, long[] delivered, long[] gone) {
        void count(long[] counts, Map<String, Long> into) {
            into.put(stem + ".out", counts[0]);
            into.put(stem + ".err", counts[1]);
        }
    }

    /// Where the ring stands towards the archive, lines by file name.
    ///
    /// @param first     number of the oldest line in memory
    /// @param delivered lines that came from each file
    /// @param gone      of these the first ones, which are no longer in memory
    record Standing(long first, Map<String, Long> delivered, Map<String, Long> gone) {}

    /// Appends a line, judging its level from its words; a time of its own that it begins with counts before
    /// `epochMillis`, when it was read.
    public void add(long epochMillis, boolean stderr, String text) {
        add(epochMillis, stderr, text, NO_SOURCE);
    }

    /// A sink for the lines of the run `stem` of the archive (`r3-0`), from its first on; the first `out` and `err`
    /// lines are left out, because the person cleared them away.
    public LogSink from(String stem, long out, long err) {
        return from(stem, new Begin(0, out), new Begin(0, err));
    }

    /// Where a stream begins that is told from line `first` on; those before line `cleared` are left out.
    public record Begin(long first, long cleared) {}

    /// The same for a run of which the first lines are no longer told: they are in the archive only.
    public synchronized LogSink from(String stem, Begin out, Begin err) {
        var source = new Source(stem, new long[]{out.first, err.first}, new long[]{out.first, err.first});
        sources.add(source);
        short tag = (short) sources.size();
        long[] left = {Math.max(0, out.cleared - out.first), Math.max(0, err.cleared - err.first)};
        return new LogSink() {
            @Override
            public void line(long at, boolean stderr, String text) {
                int stream = stderr ? 1 : 0;
                if (left[stream] < 0 || --left[stream] < 0) {
                    add(at, stderr, text, tag);
                } else {
                    leftOut(source, stream);
                }
            }

            @Override
            public void piece(long at, boolean stderr, String text) {
                if (left[stderr ? 1 : 0] < 0)
                    append(new Stamped(at, LogLine.Level.INFO, text), stderr, true, NO_SOURCE, text);
            }
        };
    }

    private synchronized void leftOut(Source source, int stream) {
        source.delivered[stream]++;
        source.gone[stream]++;
    }

    private void add(long epochMillis, boolean stderr, String text, short source) {
        Stamped line = Stamped.of(epochMillis, text);
        String rest = line.text();
        if (rest.length() <= PIECE) {
            append(line, stderr, false, source, rest);
            return;
        }
        for (int from = 0; from < rest.length();) {
            int end = Math.min(rest.length(), from + PIECE);
            if (end < rest.length() && Character.isHighSurrogate(rest.charAt(end - 1))) end--;
            append(line, stderr, from > 0, from > 0 ? NO_SOURCE : source, rest.substring(from, end));
            from = end;
        }
    }

    private void append(Stamped line, boolean stderr, boolean continued, short source, String text) {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        synchronized (this) {
            int slot = slot(next);
            LogChunk chunk = chunks[slot];
            if (chunk == null) {
                chunk = new LogChunk();
                chunks[slot] = chunk;
            }
            bytes += chunk.add(line.epochMillis(), stderr, line.level(), continued, source, octets);
            if (source != NO_SOURCE) sources.get(source - 1).delivered[stderr ? 1 : 0]++;
            next++;
            while (next - first > CAPACITY || (bytes > MOST_BYTES && next - first > LogChunk.LINES))
                drop();
        }
    }

    private void drop() {
        LogChunk chunk = chunks[slot(first)];
        if (chunk == null) return;
        int at = (int) (first % LogChunk.LINES);
        short source = chunk.source(at);
        if (source != NO_SOURCE) sources.get(source - 1).gone[chunk.stderr(at) ? 1 : 0]++;
        if (at == LogChunk.LINES - 1) {
            bytes -= chunk.textBytes();
            chunks[slot(first)] = null;
        }
        first++;
    }

    private int slot(long number) {
        return (int) (number / LogChunk.LINES % chunks.length);
    }

    /// Number of the oldest line still here.
    public synchronized long first() {
        return first;
    }

    /// Number that the next line will get; equal to [#first] while empty.
    public synchronized long next() {
        return next;
    }

    /// Lines from number `from` (or the oldest here) on, at most `max`.
    public synchronized List<LogLine> read(long from, int max) {
        long begin = Math.clamp(from, first, next);
        long end = Math.min(next, begin + Math.max(0, max));
        var lines = new ArrayList<LogLine>((int) (end - begin));
        for (long number = begin; number < end; number++) {
            LogChunk chunk = chunks[slot(number)];
            if (chunk != null) lines.add(chunk.line((int) (number % LogChunk.LINES), number));
        }
        return lines;
    }

    /// When the lines from number `from` (or the oldest here) on were written, at most `max` of them; milliseconds.
    synchronized long[] times(long from, int max) {
        long begin = Math.clamp(from, first, next);
        long[] times = new long[(int) Math.min(next - begin, Math.max(0, max))];
        for (int i = 0; i < times.length; i++) {
            LogChunk chunk = chunks[slot(begin + i)];
            if (chunk != null) times[i] = chunk.time((int) ((begin + i) % LogChunk.LINES));
        }
        return times;
    }

    /// The newest `count` lines, oldest first.
    public synchronized List<LogLine> tail(int count) {
        return read(next - count, count);
    }

    /// Why its lines are not kept on disk now; null where they are.
    public @Nullable Problem trouble() {
        return trouble;
    }

    /// Tells viewers that its lines are not kept, or with null that they are again.
    public void trouble(@Nullable Problem why) {
        trouble = why;
    }

    /// Lines before this number were cleared away by the person; they are here for the studio's own use only.
    synchronized long hidden() {
        return hidden;
    }

    /// Hides from viewers every line there is now.
    synchronized void hide() {
        hidden = next;
    }

    /// Shows viewers what was hidden.
    synchronized void unhide() {
        hidden = 0;
    }

    synchronized Standing standing() {
        var delivered = new HashMap<String, Long>();
        var gone = new HashMap<String, Long>();
        for (Source source : sources) {
            source.count(source.delivered, delivered);
            source.count(source.gone, gone);
        }
        return new Standing(first, delivered, gone);
    }
}
