package slipway.requests;

import java.sql.SQLException;
import java.sql.Statement;

import org.jspecify.annotations.Nullable;

/// A search in the history that whoever asked may end: what was typed next asks for something else. One search; any
/// thread may end it.
public final class Finding {
    private @Nullable Statement running;
    private boolean ended;

    /// The search answers nothing from now on; one that runs is broken off.
    public synchronized void end() {
        ended = true;
        Statement now = running;
        try {
            if (now != null) now.cancel();
        } catch (SQLException e) {
            // it runs to its end, and nobody looks at what it finds
            System.getLogger(Finding.class.getName()).log(System.Logger.Level.DEBUG, "not broken off", e);
        }
    }

    public synchronized boolean ended() {
        return ended;
    }

    /// Whether `statement` may run; it is what [#end] breaks off until [#ran].
    synchronized boolean begins(Statement statement) {
        if (!ended) running = statement;
        return !ended;
    }

    /// From here on another’s statement may run on the connection, which [#end] must not touch.
    synchronized void ran() {
        running = null;
    }
}
