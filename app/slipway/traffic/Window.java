package slipway.traffic;

import java.util.List;

/// One second of one deployment's traffic at an endpoint; quantiles in nanoseconds of the total time, over the live
/// requests, or over the copies where it got nothing else; within one percent.
///
/// @param copies mirror copies it got (not counted in `requests`)
/// @param dropped copies that found no room
public record Window(long epochSecond, int requests, int errors, int copies, int dropped, long p50, long p95,
        long p99) {

    /// Totals over a span of windows: quantiles here are over all requests of the span.
    public record Totals(long requests, long errors, long copies, long dropped, long p50, long p95, long p99,
            double requestsPerSecond) {
        public static final Totals NONE = new Totals(0, 0, 0, 0, 0, 0, 0, 0);
    }

    /// Five minutes of a deployment, oldest first, one entry for every second with gaps filled by zero.
    public record Series(String deployment, List<Window> seconds) {}
}
