package slipway.rollout.stats;

/// Watches whether the first surely fails by more than `gap` more often than the second. The witness is a rate.
final class ErrorWatch extends Watch {
    private final Counts first;
    private final Counts second;
    private final double gap;
    private Excess often = new Excess(0);
    private Excess seldom = new Excess(0);
    private double byFailure;
    private double bySuccess;

    ErrorWatch(Counts first, Counts second, double gap, double enough) {
        super(enough);
        this.first = first;
        this.second = second;
        this.gap = gap;
        stand(Math.max(0.01, -gap));
    }

    private void stand(double p) {
        often = new Excess(p + gap);
        seldom = new Excess(1 - p);
        byFailure = often.most();
        bySuccess = seldom.most();
    }

    @Override
    void firstSaw(int bucket, boolean failed) {
        if (failed) grew(byFailure);
    }

    @Override
    void secondSaw(int bucket, boolean failed) {
        if (!failed) grew(bySuccess);
    }

    @Override
    double evidence() {
        return often.log(first.errors, first.requests) + seldom.log(second.requests - second.errors, second.requests);
    }

    @Override
    boolean findWitness() {
        var seen = new RateGap(first.errors, first.requests, second.errors, second.requests);
        double p = seen.weakest(gap);
        stand(p);
        return seen.at(gap, p) < enough;
    }
}
