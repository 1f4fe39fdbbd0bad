package slipway.observe;

import java.time.Instant;
import java.time.format.DateTimeParseException;

/// A log line taken apart: where it begins with a time of its own (ISO 8601, UTC) and a level, these become fields and
/// the text is what is left, so that nothing is shown twice. Other lines keep their text and the time they were read.
record Stamped(long epochMillis, LogLine.Level level, String text) {
    private static final int SHORTEST = "2026-01-01T00:00:00Z".length();
    private static final int LONGEST = "2026-01-01T00:00:00.000000000Z".length();

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
}
