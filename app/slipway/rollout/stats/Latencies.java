package slipway.rollout.stats;

import java.util.Arrays;

/// Latencies as counted values, ascending: `counts[i]` requests took `nanos[i]`. Immutable by convention of its makers.
public final class Latencies {
    public static final Latencies NONE = new Latencies(new long[0], new long[0]);

    private final long[] nanos;
    private final long[] upTo;

    /// @param nanos  distinct, ascending
    /// @param counts of each, at least 0
    public Latencies(long[] nanos, long[] counts) {
        this.nanos = nanos.clone();
        this.upTo = counts.clone();
        for (int i = 1; i < upTo.length; i++)
            upTo[i] += upTo[i - 1];
    }

    public long count() {
        return upTo.length == 0 ? 0 : upTo[upTo.length - 1];
    }

    /// How many values there are.
    int distinct() {
        return nanos.length;
    }

    /// The `index`-th value, from 0, ascending.
    long value(int index) {
        return nanos[index];
    }

    /// How many took less than the `index`-th value; all of them for `index` = [#distinct].
    long below(int index) {
        return index == 0 ? 0 : upTo[index - 1];
    }

    /// How many took at most `value` nanoseconds.
    public long atMost(long value) {
        int found = Arrays.binarySearch(nanos, value);
        int index = found >= 0 ? found : -found - 2;
        return index < 0 ? 0 : upTo[index];
    }

    /// The value of the `rank`-th fastest, from 1 to [#count].
    public long ranked(long rank) {
        int low = 0;
        int high = upTo.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (upTo[middle] >= rank) high = middle;
            else
                low = middle + 1;
        }
        return nanos[low];
    }

    /// The smallest value that at least the share `q` of the requests took at most; 0 of nothing.
    public long quantile(double q) {
        long count = count();
        return count == 0 ? 0 : ranked(Math.clamp((long) Math.ceil(q * count), 1, count));
    }
}
