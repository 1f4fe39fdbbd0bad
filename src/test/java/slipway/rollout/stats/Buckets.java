package slipway.rollout.stats;

import java.util.Arrays;

/// Values as a histogram keeps them: each stands for those up to a fixed part above it. Immutable.
final class Buckets {
    private static final double LOWEST = 5e5;
    private static final double HIGHEST = 2e10;

    final long[] values;
    private final double width;

    /// @param width 0.01 for buckets of one in a hundred
    Buckets(double width) {
        this.width = Math.log1p(width);
        values = new long[(int) (Math.log(HIGHEST / LOWEST) / this.width) + 1];
        for (int i = 0; i < values.length; i++)
            values[i] = (long) (LOWEST * Math.exp(i * this.width));
    }

    int of(double nanos) {
        return Math.clamp((int) (Math.log(nanos / LOWEST) / width), 0, values.length - 1);
    }

    /// The last bucket whose value is at most `nanos`, -1 where none is.
    int lastUpTo(long nanos) {
        int found = Arrays.binarySearch(values, nanos);
        return found >= 0 ? found : -found - 2;
    }
}
