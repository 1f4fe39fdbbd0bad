package slipway.series;

import org.jspecify.annotations.Nullable;

/// What is measured of a deployment. A [Bucket] keeps the mean and the largest of each; rates are by the second, so that
/// their mean over a longer time is a rate too.
public enum Metric {
    /// Cores kept busy.
    CPU(1),
    /// Bytes resident.
    MEMORY(2),
    /// Bytes a second, into its containers and out of them.
    NETWORK_IN(3), NETWORK_OUT(4),
    /// Bytes a second, from disks and to them.
    BLOCK_READ(5), BLOCK_WRITE(6),
    /// Processes and threads.
    PIDS(7),
    /// Percent of a GPU kept busy; more than 100 on several.
    GPU_LOAD(8),
    /// Bytes held on GPUs.
    GPU_MEMORY(9),
    /// Requests, and those of them that failed, a second.
    REQUESTS(10), ERRORS(11),
    /// Replicas that run, and those that there are to be.
    REPLICAS(12), WANTED(13);

    /// What it is called in the database, for ever.
    final int code;

    Metric(int code) {
        this.code = code;
    }

    /// Null for what a newer studio has written.
    static @Nullable Metric of(int code) {
        for (Metric metric : values())
            if (metric.code == code) return metric;
        return null;
    }
}
