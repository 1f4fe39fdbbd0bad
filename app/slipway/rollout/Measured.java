package slipway.rollout;

import org.HdrHistogram.Histogram;

import slipway.rollout.stats.Latencies;

/// What the gateway has counted of one revision of a deployment since the endpoint was opened; only ever grows.
///
/// @param copies    whether these are mirror copies
/// @param requests  those that ended
/// @param errors    those of them that failed: no answer, or a status of 500 and above
/// @param latencies of the requests, in nanoseconds; never changed after it was handed over
public record Measured(String deployment, long revision, boolean copies, long requests, long errors,
        Histogram latencies) {

    /// What came since `mark`, an earlier measure of the same.
    Measured since(Measured mark) {
        // counted anew since then: the endpoint was opened again, and all of it is later than the mark
        if (mark.requests > requests || mark.errors > errors
                || mark.latencies.getTotalCount() > latencies.getTotalCount())
            return this;
        Histogram rest = latencies.copy();
        rest.subtract(mark.latencies);
        return new Measured(deployment, revision, copies, requests - mark.requests, errors - mark.errors, rest);
    }

    /// The latencies as the judge takes them.
    Latencies counted() {
        long[] nanos = new long[64];
        long[] counts = new long[64];
        int size = 0;
        for (var value : latencies.recordedValues()) {
            if (size == nanos.length) {
                nanos = java.util.Arrays.copyOf(nanos, size * 2);
                counts = java.util.Arrays.copyOf(counts, size * 2);
            }
            nanos[size] = value.getValueIteratedTo();
            counts[size++] = value.getCountAtValueIteratedTo();
        }
        return new Latencies(java.util.Arrays.copyOf(nanos, size), java.util.Arrays.copyOf(counts, size));
    }
}
