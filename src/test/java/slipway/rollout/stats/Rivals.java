package slipway.rollout.stats;

import java.util.SplittableRandom;

/// The same traffic judged by other rules, one measure at a time, each at 5 % one-sided: a z test of two shares looked at
/// once, the same looked at after every request, and Kayenta’s rule looked at after every interval. For a quantile the
/// shares are those of the requests above the quantile of both together. One thread.
final class Rivals {
    private static final double Z = Normal.quantile(0.95);
    private static final int RARE = 5;
    /// Requests of the candidate that make one value of a metric for Kayenta.
    static final int INTERVAL = 500;

    private final Setting setting;
    private final boolean errors;
    private final double q;
    private final Counts baseline;
    private final Counts candidate;
    private final Counts[] interval;
    private final Kayenta kayenta = new Kayenta();
    private int middle;
    private long upTo;
    private int candidateUpTo;
    /// Requests of the candidate at the first alarm, 0 for none.
    int peeked;
    int kayentaAt;
    boolean once;

    /// @param q the quantile, or 0 for the error rate
    Rivals(Setting setting, double q) {
        this.setting = setting;
        this.errors = q == 0;
        this.q = q;
        baseline = new Counts(setting.buckets());
        candidate = new Counts(setting.buckets());
        interval = new Counts[]{new Counts(setting.buckets()), new Counts(setting.buckets())};
    }

    /// @param look the number of the candidate’s requests at which the fixed test is read
    Rivals run(SplittableRandom random, int look) {
        int wait = 0;
        while (candidate.requests < setting.horizon()) {
            boolean mine = wait-- == 0;
            if (mine) wait = setting.period(candidate.requests) - 1;
            see(mine, random.nextLong());
            double z = z();
            if (peeked == 0 && z > Z && ripe()) peeked = candidate.requests;
            if (mine && candidate.requests == look) once = z > Z;
            if (mine && candidate.requests % INTERVAL == 0) endInterval();
        }
        return this;
    }

    private void see(boolean mine, long bits) {
        Deployment from = mine ? setting.candidate() : setting.baseline();
        int bucket = from.bucket(bits);
        boolean failed = from.fails(bits);
        (mine ? candidate : baseline).add(bucket, failed);
        interval[mine ? 1 : 0].add(bucket, failed);
        if (errors) return;
        if (bucket <= middle) {
            upTo++;
            if (mine) candidateUpTo++;
        }
        double wanted = q * (baseline.requests + candidate.requests);
        while (upTo < wanted)
            move(++middle, 1);
        while (upTo - baseline.counts[middle] - candidate.counts[middle] >= wanted)
            move(middle--, -1);
    }

    private void move(int bucket, int sign) {
        upTo += (long) sign * (baseline.counts[bucket] + candidate.counts[bucket]);
        candidateUpTo += sign * candidate.counts[bucket];
    }

    private int hits(boolean mine) {
        if (errors) return mine ? candidate.errors : baseline.errors;
        return mine ? candidate.requests - candidateUpTo : (int) (baseline.requests - (upTo - candidateUpTo));
    }

    private double z() {
        double n = candidate.requests;
        double m = baseline.requests;
        int mine = hits(true);
        int others = hits(false);
        double pooled = (mine + others) / (n + m);
        double deviation = Math.sqrt(pooled * (1 - pooled) * (1 / n + 1 / m));
        return deviation > 0 ? (mine / n - others / m) / deviation : 0;
    }

    /// What is usually asked of a normal approximation.
    private boolean ripe() {
        int hits = hits(true) + hits(false);
        return hits >= 2 * RARE && candidate.requests >= 30 && baseline.requests >= 30;
    }

    private void endInterval() {
        boolean high = kayenta.add(metric(interval[0]), metric(interval[1]));
        if (high && kayentaAt == 0) kayentaAt = candidate.requests;
        interval[0] = new Counts(setting.buckets());
        interval[1] = new Counts(setting.buckets());
    }

    private double metric(Counts of) {
        return errors ? of.errors / (double) of.requests : of.latencies().quantile(q);
    }
}
