package slipway.rollout.stats;

/// Watches whether a quantile of the first is surely more than `ratio` times the second’s. The witness is a latency.
final class QuantileWatch extends Watch {
    private final Counts first;
    private final Counts second;
    private final double q;
    private final double ratio;
    private final Excess slow;
    private final Excess fast;
    private final double bySlow;
    private final double byFast;
    private int lastQuick = -1;
    private int firstNotFast;
    private int slowOnes;
    private int fastOnes;

    QuantileWatch(Counts first, Counts second, double q, double ratio, double enough) {
        super(enough);
        this.first = first;
        this.second = second;
        this.q = q;
        this.ratio = ratio;
        slow = new Excess(1 - q);
        fast = new Excess(q);
        bySlow = slow.most();
        byFast = fast.most();
    }

    @Override
    void firstSaw(int bucket, boolean failed) {
        if (bucket > lastQuick) {
            slowOnes++;
            grew(bySlow);
        }
    }

    @Override
    void secondSaw(int bucket, boolean failed) {
        if (bucket < firstNotFast) {
            fastOnes++;
            grew(byFast);
        }
    }

    @Override
    double evidence() {
        return slow.log(slowOnes, first.requests) + fast.log(fastOnes, second.requests);
    }

    @Override
    boolean findWitness() {
        Latencies others = second.latencies();
        int weakest = new QuantileRatio(q, first.latencies(), others).weakest(ratio, enough);
        if (weakest < 0) return false;
        boolean beyond = weakest == others.distinct();
        long nanos = beyond ? Long.MAX_VALUE : others.value(weakest);
        firstNotFast = beyond ? second.counts.length : second.buckets.lastUpTo(nanos);
        lastQuick = beyond ? first.counts.length : first.buckets.lastUpTo((long) Math.floor(ratio * nanos));
        slowOnes = sum(first.counts, lastQuick + 1, first.counts.length);
        fastOnes = sum(second.counts, 0, firstNotFast);
        return evidence() < enough;
    }

    private static int sum(int[] counts, int from, int to) {
        int sum = 0;
        for (int i = from; i < to; i++)
            sum += counts[i];
        return sum;
    }
}
