package slipway.engine.docker;

import java.util.HashMap;
import java.util.Map;

/// Remembers the lines of the last seconds of a log, so that a new connection can begin a little earlier and what it
/// says twice is left out. One follower's own; not for two threads.
///
/// Times do not suffice: two streams' lines overtake each other by a little, and some engines tell whole seconds. So
/// each line counts as often as it was delivered.
final class ContainerLogWindow {
    private static final long SECOND = 1_000_000_000L;
    private static final long KEPT = 3 * SECOND;

    private record Line(long nanos, long hash) {}

    // a ring of pairs: a busy log has hundreds of thousands of lines in the window
    private long[] ring = new long[512];
    private int head;
    private int count;
    private long newest = Long.MIN_VALUE;
    private final Map<Line, Integer> expected = new HashMap<>();
    private boolean gap;
    /// What is older was delivered for sure, and is no longer in the ring.
    private long told = Long.MIN_VALUE;

    /// Where a new connection begins, in seconds since 1970; -1 for the start of the log.
    long since() {
        return newest == Long.MIN_VALUE ? -1 : Math.floorDiv(newest, SECOND) - 1;
    }

    /// A new connection begins at [#since]: what was delivered from there on will come again.
    void reconnect() {
        reconnect(since());
    }

    /// The same for one that begins at `since`, in seconds since 1970, which may be long before [#since].
    void reconnect(long since) {
        expected.clear();
        gap = false;
        long from = since * SECOND;
        told = newest == Long.MIN_VALUE ? Long.MIN_VALUE : newest - KEPT;
        for (int i = 0; i < count; i++) {
            int at = (head + i) % (ring.length / 2) * 2;
            if (ring[at] >= from) expected.merge(new Line(ring[at], ring[at + 1]), 1, Integer::sum);
        }
    }

    /// Whether the line is new; if so it is remembered.
    boolean fresh(long nanos, long hash) {
        if (nanos < told) return false;
        if (!expected.isEmpty()) {
            var line = new Line(nanos, hash);
            Integer left = expected.get(line);
            if (left != null) {
                if (left == 1) expected.remove(line);
                else
                    expected.put(line, left - 1);
                return false;
            }
            // the log keeps its order: what has not come again by now is no longer in it
            gap = true;
            expected.clear();
        }
        remember(nanos, hash);
        return true;
    }

    /// Whether lines may have been dropped from the log before they were read; told once.
    boolean takeGap() {
        boolean had = gap;
        gap = false;
        return had;
    }

    private void remember(long nanos, long hash) {
        newest = Math.max(newest, nanos);
        int room = ring.length / 2;
        while (count > 0 && ring[head * 2] < newest - KEPT) {
            head = (head + 1) % room;
            count--;
        }
        if (count == room) grow();
        int at = (head + count) % (ring.length / 2) * 2;
        ring[at] = nanos;
        ring[at + 1] = hash;
        count++;
    }

    private void grow() {
        int room = ring.length / 2;
        long[] larger = new long[ring.length * 2];
        int first = (room - head) * 2;
        System.arraycopy(ring, head * 2, larger, 0, first);
        System.arraycopy(ring, 0, larger, first, head * 2);
        ring = larger;
        head = 0;
    }
}
