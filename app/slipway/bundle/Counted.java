package slipway.bundle;

import slipway.base.Progress;

/// Adds up bytes for one stage of a [Progress]. One thread.
final class Counted {
    private final Progress progress;
    private final long total;
    private long done;

    /// @param done  what an earlier run had done
    /// @param total in bytes, -1 while unknown
    Counted(Progress progress, long done, long total) {
        this.progress = progress;
        this.done = done;
        this.total = total;
        progress.count(done, total, Progress.Unit.BYTES);
    }

    void add(long bytes) {
        done += bytes;
        progress.count(done, total, Progress.Unit.BYTES);
    }
}
