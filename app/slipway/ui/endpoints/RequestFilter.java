package slipway.ui.endpoints;

import slipway.traffic.RequestRecord;

/// Which requests the table shows.
enum RequestFilter {
    ALL, ERRORS, SLOW;

    /// Total time from which a request counts as slow, in nanoseconds.
    static final long SLOW_NANOS = 100_000_000L;

    boolean passes(RequestRecord request) {
        return switch (this) {
            case ALL -> true;
            case ERRORS -> request.failed() || request.status() >= 400;
            case SLOW -> request.totalNanos() >= SLOW_NANOS;
        };
    }
}
