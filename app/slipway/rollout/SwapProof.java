package slipway.rollout;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// Counts what happened to the requests around a swap, from the change until a second after the drain. Pure.
public final class SwapProof {
    /// How long requests are counted after the drain: what the change did shows within it.
    public static final long AFTER_NANOS = 1_000_000_000L;

    private SwapProof() {}

    /// The report of one swap.
    ///
    /// @param events all live requests of the endpoint that may touch the window, in any order
    public static SwapReport of(Swap swap, List<SwapEvent> events) {
        long from = swap.beganNanos();
        long to = swap.drainedNanos() + AFTER_NANOS;
        SwapEvent[] seen = events.stream().filter(each -> each.endedNanos() >= from && each.beganNanos() <= to)
                .sorted(Comparator.comparingLong(SwapEvent::endedNanos)).toArray(SwapEvent[]::new);
        long lost = count(seen, Fate.LOST);
        long failed = count(seen, Fate.FAILED);
        long left = count(seen, Fate.LEFT);
        long serverErrors = Arrays.stream(seen).filter(each -> fate(each) == Fate.ANSWERED && each.status() >= 500)
                .count();
        long wait = Arrays.stream(seen).mapToLong(each -> each.endedNanos() - each.beganNanos()).max().orElse(0);
        return new SwapReport(swap.at(), swap.before(), swap.after(), seen.length,
                seen.length - lost - failed - left, lost, failed, left, serverErrors, longestPause(seen, from, to),
                wait, swap.drainedNanos() - from);
    }

    private enum Fate {
        ANSWERED, LOST, FAILED, LEFT
    }

    private static Fate fate(SwapEvent event) {
        if (event.status() == 0) return Fate.LOST;
        if (event.status() == 499) return Fate.LEFT;
        // a refusal for what the client did wrong (401, 404) is an answer; a cut one is none even with status 200
        if (event.error() != null && (event.status() >= 500 || event.error().equals("cut"))) return Fate.FAILED;
        return Fate.ANSWERED;
    }

    private static long count(SwapEvent[] seen, Fate fate) {
        return Arrays.stream(seen).filter(each -> fate(each) == fate).count();
    }

    /// Between two ends nobody ended, so that whoever was under way then ended later: the pause lasts from the first
    /// end, or from when the earliest of those began, to the next end or the end of the window.
    private static long longestPause(SwapEvent[] byEnd, long from, long to) {
        long[] earliest = new long[byEnd.length + 1];
        earliest[byEnd.length] = Long.MAX_VALUE;
        for (int i = byEnd.length - 1; i >= 0; i--)
            earliest[i] = Math.min(earliest[i + 1], byEnd[i].beganNanos());
        long longest = 0;
        long last = from;
        for (int i = 0; i < byEnd.length; i++) {
            long end = Math.min(byEnd[i].endedNanos(), to);
            longest = Math.max(longest, end - Math.max(last, earliest[i]));
            last = Math.max(last, end);
        }
        return longest;
    }
}
