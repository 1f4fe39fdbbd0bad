package slipway.observe;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// [#LINES] neighbouring lines of a [LogBuffer] in a few arrays, because a million objects would cost more than their
/// text. Guarded by its buffer.
final class LogChunk {
    static final int LINES = 1024;

    private static final LogLine.Level[] LEVELS = LogLine.Level.values();
    private static final int STDERR = 4;
    private static final int CONTINUED = 8;

    private final int[] ends = new int[LINES];
    private final long[] times = new long[LINES];
    private final byte[] flags = new byte[LINES];
    private final short[] sources = new short[LINES];
    private byte[] bytes = new byte[8 * 1024];
    private int size;

    /// Appends and answers how many bytes more it holds now.
    @SuppressWarnings("EnumOrdinal") // lives in memory only
    int add(long epochMillis, boolean stderr, LogLine.Level level, boolean continued, short source, byte[] text) {
        int from = size == 0 ? 0 : ends[size - 1];
        int end = from + text.length;
        if (end > bytes.length) bytes = Arrays.copyOf(bytes, Math.max(end, bytes.length * 2));
        System.arraycopy(text, 0, bytes, from, text.length);
        ends[size] = end;
        times[size] = epochMillis;
        flags[size] = (byte) (level.ordinal() | (stderr ? STDERR : 0) | (continued ? CONTINUED : 0));
        sources[size] = source;
        size++;
        if (size == LINES) bytes = Arrays.copyOf(bytes, end);
        return text.length;
    }

    LogLine line(int slot, long number) {
        int from = slot == 0 ? 0 : ends[slot - 1];
        return new LogLine(number, times[slot], stderr(slot), LEVELS[flags[slot] & 3],
                new String(bytes, from, ends[slot] - from, StandardCharsets.UTF_8), (flags[slot] & CONTINUED) != 0, 0);
    }

    long time(int slot) {
        return times[slot];
    }

    boolean stderr(int slot) {
        return (flags[slot] & STDERR) != 0;
    }

    short source(int slot) {
        return sources[slot];
    }

    int textBytes() {
        return size == 0 ? 0 : ends[size - 1];
    }
}
