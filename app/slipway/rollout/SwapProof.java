package slipway.rollout;

import java.util.ArrayDeque;
import java.util.Iterator;

import org.jspecify.annotations.Nullable;

/// Counts what happens to the requests around a swap, from the change until a second after the drain, as they end; of
/// the requests themselves it keeps nothing. Any thread.
public final class SwapProof {
    /// How long requests are counted after the drain: what the change did shows within it.
    public static final long AFTER_NANOS = 1_000_000_000L;

    private final ArrayDeque<Gap> gaps = new ArrayDeque<>();
    private long from;
    private long to = Long.MAX_VALUE;
    private long last;
    private long requests;
    private long lost;
    private long failed;
    private long left;
    private long serverErrors;
    private long longestWait;
    private long longestPause;

    /// @param from when the change begins, on the clock of the requests
    public SwapProof(long from) {
        begin(from);
    }

    /// Forgets what has been counted: the window begins now.
    public synchronized void begin(long nanos) {
        from = nanos;
        last = nanos;
        gaps.clear();
        requests = lost = failed = left = serverErrors = longestWait = longestPause = 0;
    }

    /// Says when the last request at what was replaced had ended, so that the end of the window is known.
    public synchronized void drained(long nanos) {
        to = nanos + AFTER_NANOS;
    }

    /// One live request that has ended; each after those that ended before it. What does not touch the window is left out.
    ///
    /// @param status what the client got; 0 where it got no answer, 499 where it went away first
    /// @param error  the gateway's own word for a failure; null where a server answered
    public synchronized void add(long began, long ended, int status, @Nullable String error) {
        if (ended < from || began > to) return;
        requests++;
        switch (fate(status, error)) {
            case LOST -> lost++;
            case FAILED -> failed++;
            case LEFT -> left++;
            case ANSWERED -> {
                if (status >= 500) serverErrors++;
            }
        }
        longestWait = Math.max(longestWait, ended - began);
        pause(began, Math.min(ended, to));
    }

    public synchronized SwapReport report(Swap swap) {
        return new SwapReport(swap.at(), swap.before(), swap.after(), requests, requests - lost - failed - left, lost,
                failed, left, serverErrors, longestPause, longestWait, swap.drainedNanos() - swap.beganNanos());
    }

    private enum Fate {
        ANSWERED, LOST, FAILED, LEFT
    }

    private static Fate fate(int status, @Nullable String error) {
        if (status == 0) return Fate.LOST;
        if (status == 499) return Fate.LEFT;
        // a refusal for what the client did wrong (401, 404) is an answer; a cut one is none even with status 200
        if (error != null && (status >= 500 || error.equals("cut"))) return Fate.FAILED;
        return Fate.ANSWERED;
    }

    /// A time in which nobody ended. Whoever ended after it and began before its end waited in it.
    private record Gap(long start, long end) {
        long length() {
            return end - start;
        }
    }

    /// The pause lasts from the last end, or from when the earliest of those that end later began, to the next end. Who
    /// that is shows only later, so gaps are kept that may still turn out longer than the longest pause so far.
    private void pause(long began, long end) {
        if (end > last) gaps.addLast(new Gap(last, end));
        last = Math.max(last, end);
        boolean longer = false;
        for (Iterator<Gap> newest = gaps.descendingIterator(); newest.hasNext();) {
            Gap gap = newest.next();
            if (gap.end <= began) break;
            long waited = gap.end - Math.max(gap.start, began);
            if (waited > longestPause) {
                longestPause = waited;
                longer = true;
            }
            if (gap.length() <= longestPause) newest.remove();
        }
        if (longer) gaps.removeIf(gap -> gap.length() <= longestPause);
    }
}
