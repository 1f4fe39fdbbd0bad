package slipway.ui.endpoints;

import java.util.Set;

import slipway.traffic.RequestRecord;

/// Which requests the table shows.
enum RequestFilter {
    ALL, ERRORS, SLOW, DISAGREE;

    /// Total time from which a request counts as slow, in nanoseconds.
    static final long SLOW_NANOS = 100_000_000L;

    /// @param differing ids of requests whose mirrored answer was another one
    boolean passes(RequestRecord request, Set<String> differing) {
        return switch (this) {
            case ALL -> true;
            case ERRORS -> request.failed() || request.status() >= 400;
            case SLOW -> request.totalNanos() >= SLOW_NANOS;
            case DISAGREE -> !request.copy() && differing.contains(request.requestId());
        };
    }
}
