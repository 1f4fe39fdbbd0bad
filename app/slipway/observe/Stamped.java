package slipway.observe;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/// A log line taken apart: where it begins with a time of its own (ISO 8601, UTC) and a level, these become fields and
/// the text is what is left, so that nothing is shown twice. Other lines keep their text and the time they were read.
record Stamped(long epochMillis, LogLine.Level level, String text) {
    private static final int SHORTEST = "2026-01-01T00:00:00Z".length();
    private static final int LONGEST = "2026-01-01T00:00:00.000000000Z".length();
    private static final LogLine.Level[] LEVELS = LogLine.Level.values();

    static Stamped of(long readAt, String line) {
        LogLine.Level level = Levels.of(line);
        int end = line.indexOf(' ');
        if (end < SHORTEST || end > LONGEST || line.charAt(end - 1) != 'Z') return new Stamped(readAt, level, line);
        try {
            long own = Instant.parse(line.substring(0, end)).toEpochMilli();
            String rest = line.substring(end + 1);
            String word = level.name() + " ";
            return new Stamped(own, level, rest.startsWith(word) ? rest.substring(word.length()) : rest);
        } catch (DateTimeParseException e) {
            return new Stamped(readAt, level, line);
        }
    }

    /// Where in the bytes of a line the text begins that [#of] would leave.
    static int textFrom(byte[] bytes, int from, int end) {
        if (Stamp.millis(bytes, from, end, Long.MIN_VALUE) == Long.MIN_VALUE) return from;
        int text = LogCutter.find(bytes, from, end, (byte) ' ') + 1;
        for (LogLine.Level level : LEVELS) {
            if (begins(bytes, text, end, level.name())) return text + level.name().length() + 1;
        }
        return text;
    }

    private static boolean begins(byte[] bytes, int from, int end, String word) {
        if (end - from <= word.length() || bytes[from + word.length()] != ' ' || bytes[from] != word.charAt(0))
            return false;
        return new String(bytes, from, word.length(), StandardCharsets.US_ASCII).equals(word);
    }
}
