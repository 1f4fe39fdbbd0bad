package slipway.observe;

import java.util.List;

import org.jspecify.annotations.Nullable;

import slipway.base.Problem;

/// A log as a viewer reads it: lines by number, the newest in memory, the older ones on disk, where numbers may be
/// below zero. One viewer's; [#catchUp] and [#scan] block and are for a task, the rest is for the viewer's thread.
public interface LogSource {
    /// Takes in what came; called before the others ask.
    void refresh();

    /// Number of the oldest line that can be read now.
    long first();

    /// Number that the next line will get.
    long next();

    /// Number of the first line in memory; what is before it has to be read from disk.
    long inMemory();

    /// Lines from number `from` (or the oldest) on, at most `max`; fewer where some are not within reach yet.
    List<LogLine> read(long from, int max);

    /// Whether there may be older lines that [#catchUp] brings within reach.
    boolean behind();

    /// Brings all older lines within reach.
    void catchUp();

    /// Judges all lines before number `end`.
    Found scan(LogQuery query, long end) throws InterruptedException;

    /// Hides every line there is now, for good: also when it is opened again.
    void clear();

    /// Why lines are not kept on disk now; null where they are. Any thread.
    default @Nullable Problem trouble() {
        return null;
    }

    /// Names of what is shown together, by [LogLine#part]; one where it is alone.
    List<String> parts();

    /// Numbers of the lines shown before `end`, rising, and of these the ones that match; `kept` is null where every
    /// line is shown.
    @SuppressWarnings("ArrayRecordComponent") // never compared, and handed on without a copy because it is large
    record Found(long end, long @Nullable [] kept, long[] matches) {}
}
