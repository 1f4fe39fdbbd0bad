package slipway.engine.docker;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.EnumMap;

import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.StreamType;

import slipway.base.Text;
import slipway.engine.LogSink;

/// Makes lines of the frames of one connection: frames end anywhere, also inside a character. Fed by the stream's
/// thread; [#close] by the follower's.
///
/// Each line comes with its time, and one over 16 KiB with the same time again every 16 KiB, which is taken out. A
/// line of more than [#LONGEST] bytes comes in pieces.
final class ContainerLogLines {
    /// What the engine writes at once.
    private static final int PIECE = 16_384;
    private static final int PIECES = 64;
    static final int LONGEST = PIECE * PIECES;
    private static final int SECONDS = "2026-01-02T03:04:05".length();

    private final ContainerLogWindow window;
    private final LogSink sink;
    private final EnumMap<StreamType, Line> open = new EnumMap<>(StreamType.class);
    private String lastSecond = "";
    private long lastSecondNanos;
    private boolean closed;

    ContainerLogLines(ContainerLogWindow window, LogSink sink) {
        this.window = window;
        this.sink = sink;
    }

    /// A line under way; `stamp` is the length of its time with the space after it, 0 until known.
    private static final class Line {
        byte[] bytes = new byte[512];
        int length;
        int stamp;

        void add(byte next) {
            if (length == bytes.length) bytes = Arrays.copyOf(bytes, length * 2);
            bytes[length++] = next;
            if (stamp == 0 && next == ' ') stamp = length;
        }

        /// Whether the next byte would be the time of another piece, and the line is too long to go on.
        boolean full() {
            return stamp > 0 && length >= PIECES * (PIECE + stamp);
        }

        void reset() {
            length = 0;
            stamp = 0;
        }
    }

    synchronized void feed(Frame frame) {
        if (closed) return;
        Line line = open.computeIfAbsent(frame.getStreamType(), type -> new Line());
        for (byte next : frame.getPayload()) {
            if (next == '\n') {
                deliver(frame.getStreamType(), line);
            } else {
                if (line.full()) deliver(frame.getStreamType(), line);
                line.add(next);
            }
        }
    }

    /// Nothing more is delivered. With `last`, the log has ended: an unfinished line is one.
    synchronized void close(boolean last) {
        if (last && !closed) {
            open.forEach((type, line) -> {
                if (line.length > 0) deliver(type, line);
            });
        }
        closed = true;
    }

    private void deliver(StreamType type, Line line) {
        int end = line.length;
        if (type == StreamType.RAW && end > 0 && line.bytes[end - 1] == '\r') end--;
        byte[] text = joined(line, end);
        long nanos = nanos(line);
        line.reset();
        if (nanos >= 0 && !window.fresh(nanos, hash(type, text))) return;
        long millis = nanos < 0 ? System.currentTimeMillis() : nanos / 1_000_000;
        if (window.takeGap()) sink.line(millis, true, Text.of("docker.log-gap"));
        sink.line(millis, type == StreamType.STDERR, new String(text, StandardCharsets.UTF_8));
    }

    /// The payload, without the times that begin each of its pieces.
    private static byte[] joined(Line line, int end) {
        int stamp = line.stamp;
        byte[] text = new byte[Math.max(0, end - stamp)];
        int length = 0;
        int from = stamp;
        while (from < end) {
            int to = Math.min(end, from + PIECE);
            System.arraycopy(line.bytes, from, text, length, to - from);
            length += to - from;
            boolean again = to + stamp <= end
                    && Arrays.equals(line.bytes, 0, stamp, line.bytes, to, to + stamp);
            from = again ? to + stamp : to;
        }
        return length == text.length ? text : Arrays.copyOf(text, length);
    }

    /// When the line was written, in nanoseconds since 1970; -1 where it does not say.
    private long nanos(Line line) {
        if (line.stamp <= SECONDS) return -1;
        String stamp = new String(line.bytes, 0, line.stamp - 1, StandardCharsets.US_ASCII);
        if (stamp.length() == SECONDS + 11 && stamp.endsWith("Z")) {
            String second = stamp.substring(0, SECONDS);
            long fraction = 0;
            for (int i = SECONDS + 1; i < stamp.length() - 1; i++)
                fraction = fraction * 10 + stamp.charAt(i) - '0';
            if (!second.equals(lastSecond)) {
                lastSecondNanos = parsed(second + "Z");
                lastSecond = second;
            }
            return lastSecondNanos < 0 ? -1 : lastSecondNanos + fraction;
        }
        return parsed(stamp);
    }

    private static long parsed(String stamp) {
        try {
            Instant at = OffsetDateTime.parse(stamp).toInstant();
            return at.getEpochSecond() * 1_000_000_000L + at.getNano();
        } catch (DateTimeException e) {
            return -1;
        }
    }

    private static long hash(StreamType type, byte[] text) {
        long hash = 0xcbf29ce484222325L ^ type.name().hashCode();
        for (byte each : text)
            hash = (hash ^ each) * 0x100000001b3L;
        return hash;
    }
}
