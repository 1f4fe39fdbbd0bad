package slipway.rollout.stats;

/// What two counts of failures say of the difference of their rates: evidence against “the first fails at most `gap`
/// more often than the second” is the product of the evidence that the first fails more often than at `p + gap` and that
/// the second fails less often than at `p`, at the `p` where this is least. At the true `p` the product is an e-value
/// at any time, so the least is never too high (the argument of L. Wasserman, A. Ramdas, S. Balakrishnan, “Universal
/// inference”, 2020). Counts may be parts, for projections. Immutable.
record RateGap(double hits, double trials, double otherHits, double otherTrials) {
    /// How close to the end of an interval is close enough.
    static final double NEAR = 1e-9;

    static RateGap of(Arm first, Arm second) {
        return new RateGap((double) first.errors(), (double) first.requests(), (double) second.errors(),
                (double) second.requests());
    }

    RateGap times(double factor) {
        return new RateGap(hits * factor, trials * factor, otherHits * factor, otherTrials * factor);
    }

    /// The same number of requests, all failing at the rate of both together.
    RateGap pooled() {
        double rate = (hits + otherHits) / (trials + otherTrials);
        return new RateGap(rate * trials, trials, rate * otherTrials, otherTrials);
    }

    RateGap swapped() {
        return new RateGap(otherHits, otherTrials, hits, trials);
    }

    double difference() {
        return hits / trials - otherHits / otherTrials;
    }

    /// The evidence against a difference of at most `gap`, -1 to 1, as the logarithm of an e-value.
    double against(double gap) {
        return at(gap, weakest(gap));
    }

    /// The rate of the second at which the evidence against `gap` is least.
    double weakest(double gap) {
        return Roots.rising(p -> Excess.slope(hits, trials, p + gap)
                - Excess.slope(otherTrials - otherHits, otherTrials, 1 - p), Math.max(0, -gap), Math.min(1, 1 - gap),
                NEAR);
    }

    /// The evidence if the second’s rate were known to be `p`: never less than [#against].
    double at(double gap, double p) {
        return new Excess(p + gap).log(hits, trials) + new Excess(1 - p).log(otherTrials - otherHits, otherTrials);
    }

    /// The largest difference that the evidence, of at least `enough`, says is exceeded; -1 where it says nothing.
    double lowest(double enough) {
        return Roots.rising(gap -> enough - against(gap), -1, 1, NEAR);
    }
}
