package slipway.rollout.stats;

/// What two sets of latencies say of the ratio of one quantile, first to second. Evidence against “the first’s quantile
/// is at most `ratio` times the second’s” is the product of two: that more than `1 - q` of the first’s requests take
/// longer than `ratio * x`, and that more than `q` of the second’s take less than `x`, at the `x` where this is least
/// (S. Howard, A. Ramdas, “Sequential estimation of quantiles with applications to A/B testing and best-arm
/// identification”, 2022, here one-sided). Only the order of values counts, no shape is assumed; equal values are
/// never evidence of a difference. Immutable.
final class QuantileRatio {
    private final Excess slow;
    private final Excess fast;
    private final Latencies first;
    private final Latencies second;
    private final double firstTimes;
    private final double secondTimes;

    /// @param q the quantile, between 0 and 1
    QuantileRatio(double q, Latencies first, Latencies second) {
        this(new Excess(1 - q), new Excess(q), first, second, 1, 1);
    }

    private QuantileRatio(Excess slow, Excess fast, Latencies first, Latencies second, double firstTimes,
            double secondTimes) {
        this.slow = slow;
        this.fast = fast;
        this.first = first;
        this.second = second;
        this.firstTimes = firstTimes;
        this.secondTimes = secondTimes;
    }

    QuantileRatio swapped() {
        return new QuantileRatio(slow, fast, second, first, secondTimes, firstTimes);
    }

    /// The same latencies seen so many times, for projections.
    QuantileRatio times(double ofFirst, double ofSecond) {
        return new QuantileRatio(slow, fast, first, second, ofFirst, ofSecond);
    }

    /// The largest ratio that the evidence, of at least `enough`, says is exceeded; 0 where it says nothing.
    ///
    /// At each value of the second, `allowed` of the first may lie at or below `ratio * x` before the evidence is short.
    double lowest(double enough) {
        double lowest = Double.POSITIVE_INFINITY;
        long allowed = -1;
        for (int index = 0; index <= second.distinct(); index++) {
            allowed = allowed(enough - fast(index), allowed);
            if (allowed < 0) return 0;
            if (allowed >= first.count()) return lowest;
            index = lastShortOf(enough - slow(allowed + 1), index);
            if (index == second.distinct()) return 0;
            lowest = Math.min(lowest, first.ranked(allowed + 1) / (double) Math.max(1, second.value(index)));
        }
        return lowest;
    }

    /// The most requests of the first that may lie at or below a value while its evidence is `needed` or more.
    private long allowed(double needed, long atLeast) {
        long low = atLeast;
        long high = first.count();
        while (low < high) {
            long middle = low + (high - low + 1) / 2;
            if (slow(middle) >= needed) low = middle;
            else
                high = middle - 1;
        }
        return low;
    }

    /// The last value of the second, from `from` on, at which its evidence is less than `evidence`.
    private int lastShortOf(double evidence, int from) {
        int low = from;
        int high = second.distinct();
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (fast(middle) < evidence) low = middle;
            else
                high = middle - 1;
        }
        return low;
    }

    /// Whether evidence of at least `enough` says that `ratio` is exceeded.
    boolean exceeds(double ratio, double enough) {
        int weakest = weakest(ratio, enough);
        return weakest < 0 || at(weakest, ratio) >= enough;
    }

    /// Which value of the second has the least evidence of those where it may be less than `enough`; its number of
    /// values means one beyond all of them, -1 that there is enough everywhere.
    int weakest(double ratio, double enough) {
        double plenty = enough - Excess.FLOOR;
        int weakest = -1;
        double least = Double.POSITIVE_INFINITY;
        for (int index = firstInDoubt(ratio, plenty); index <= second.distinct() && fast(index) < plenty; index++) {
            double here = at(index, ratio);
            if (here < least) {
                least = here;
                weakest = index;
            }
        }
        return weakest;
    }

    /// Below this value of the second the first alone has evidence enough.
    private int firstInDoubt(double ratio, double plenty) {
        int low = 0;
        int high = second.distinct();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (slow(first.atMost(scaled(middle, ratio))) < plenty) high = middle;
            else
                low = middle + 1;
        }
        return low;
    }

    private double at(int index, double ratio) {
        return slow(first.atMost(scaled(index, ratio))) + fast(index);
    }

    /// `ratio` times a value of the second, or the end of all values.
    private long scaled(int index, double ratio) {
        return index == second.distinct() ? Long.MAX_VALUE : (long) Math.floor(ratio * second.value(index));
    }

    private double slow(long atMost) {
        return slow.log((first.count() - atMost) * firstTimes, first.count() * firstTimes);
    }

    private double fast(int index) {
        return fast.log(second.below(index) * secondTimes, second.count() * secondTimes);
    }
}
