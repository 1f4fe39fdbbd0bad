package slipway.observe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

/// The last lines of one deployment, a bounded ring that writers fill and readers poll by line number. Any thread.
public final class LogBuffer {
    /// Lines kept in memory.
    public static final int CAPACITY = 100_000;

    // grown as needed: most deployments never say that much
    private @Nullable LogLine[] ring = new LogLine[256];
    private long first;
    private long next;

    /// Appends a line, judging its level from its words; a time of its own that it begins with counts before
    /// `epochMillis`, when it was read.
    public synchronized void add(long epochMillis, boolean stderr, String text) {
        if (next - first == ring.length) {
            if (ring.length < CAPACITY) grow();
            else
                first++;
        }
        Stamped line = Stamped.of(epochMillis, text);
        ring[slot(next)] = new LogLine(next, line.epochMillis(), stderr, line.level(), line.text());
        next++;
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
            LogLine line = ring[slot(number)];
            if (line != null) lines.add(line);
        }
        return lines;
    }

    /// The newest `count` lines, oldest first.
    public synchronized List<LogLine> tail(int count) {
        return read(next - count, count);
    }

    private int slot(long number) {
        return (int) (number % ring.length);
    }

    /// Called only while nothing was dropped yet, so that every line keeps its place.
    private void grow() {
        ring = Arrays.copyOf(ring, Math.min(CAPACITY, ring.length * 4));
    }
}
