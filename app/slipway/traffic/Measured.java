package slipway.traffic;

import org.HdrHistogram.Histogram;

/// What one revision of a deployment has answered since its endpoint was opened, and how long it took; live requests
/// and mirror copies apart. The histogram is a copy, in nanoseconds, within one percent.
///
/// @param errors of the requests: those that failed ([RequestRecord#failed]), clients that went away not among them
public record Measured(String deployment, long revision, boolean copies, long requests, long errors,
        Histogram latencies) {}
