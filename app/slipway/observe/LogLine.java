package slipway.observe;

/// One line of a server's output; `number` counts from 0 over the life of the buffer and never repeats.
public record LogLine(long number, long epochMillis, boolean stderr, Level level, String text) {

    /// Read from the line's own words; INFO where it says nothing.
    public enum Level {
        DEBUG, INFO, WARN, ERROR
    }
}
