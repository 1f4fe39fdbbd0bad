package slipway.engine;

/// Takes one log line at a time, in order for each stream, from the engine's thread; must not block for long.
@FunctionalInterface
public interface LogSink {
    /// One line, in order for its stream.
    ///
    /// @param stderr whether the line came from standard error
    void line(long epochMillis, boolean stderr, String text);

    /// What goes on with the line before of its stream, where one is too long to come at once.
    default void piece(long epochMillis, boolean stderr, String text) {
        line(epochMillis, stderr, text);
    }
}
