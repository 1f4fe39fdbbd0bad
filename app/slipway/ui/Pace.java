package slipway.ui;

import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/// Says whether figures that follow traffic are worth drawing again: each time while requests come and for a while
/// after (their rates still fall), else seldom, so that an idle window costs next to nothing. Asked by one poll.
public final class Pace implements BooleanSupplier {
    /// Asks after the last request during which figures may still change: they look back a minute.
    private static final int LIVELY = 70;
    private static final int SELDOM = 10;

    private final LongSupplier requests;
    private long seen = -1;
    private int since;

    /// `requests` counts up with every request; it is asked on the poll's own thread.
    public Pace(LongSupplier requests) {
        this.requests = requests;
    }

    @Override
    public boolean getAsBoolean() {
        long now = requests.getAsLong();
        if (now != seen) {
            seen = now;
            since = 0;
        }
        since++;
        return since <= LIVELY || since % SELDOM == 0;
    }
}
