package slipway.rollout;

import java.time.Instant;

/// What a swap did to the requests of its window, each counted once.
///
/// @param requests          all that were under way at some moment of the window
/// @param answered          those that a server answered whole, whatever its answer says
/// @param lost              those whose client got no answer
/// @param failed            those that the gateway failed, and answers that were cut
/// @param left              those whose client went away first
/// @param serverErrors      of the answered ones, those with a status of 500 and above
/// @param longestPauseNanos the longest time in which requests were under way and none ended
/// @param longestWaitNanos  the longest that one request took
/// @param drainNanos        from the change until the last request at what was replaced had ended
public record SwapReport(Instant at, String before, String after, long requests, long answered, long lost,
        long failed, long left, long serverErrors, long longestPauseNanos, long longestWaitNanos, long drainNanos) {
    /// Whether nobody was harmed.
    public boolean clean() {
        return lost == 0 && failed == 0;
    }
}
