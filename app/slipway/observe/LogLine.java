package slipway.observe;

/// One line of a server's output, or a piece of one that is very long; `number` never repeats in its log.
///
/// @param epochMillis when it was written, as far as that is known
/// @param continued   whether it goes on with the line before it
/// @param part        which of several logs shown together it is of, from 0
public record LogLine(long number, long epochMillis, boolean stderr, Level level, String text, boolean continued,
        int part) {

    /// A whole line of a log that is shown alone.
    public LogLine(long number, long epochMillis, boolean stderr, Level level, String text) {
        this(number, epochMillis, stderr, level, text, false, 0);
    }

    LogLine in(long otherNumber, int otherPart) {
        return new LogLine(otherNumber, epochMillis, stderr, level, text, continued, otherPart);
    }

    /// Read from the line's own words; INFO where it says nothing.
    public enum Level {
        DEBUG, INFO, WARN, ERROR
    }
}
