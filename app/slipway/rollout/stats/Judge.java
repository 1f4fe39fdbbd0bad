package slipway.rollout.stats;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Judges a candidate against a baseline; may be asked after every request, and the rollout may stop at any answer. Pure,
/// any thread.
///
/// The chance that a candidate inside every limit is ever called worse is at most [Gates#alpha], and so is the chance
/// that one beyond a limit is ever said to be inside it: each end of each measure’s interval has an equal part of it
/// (union bound). Methods and sources stand at [Excess], [RateGap] and [QuantileRatio]; `docs/verdicts.md` tells them.
public final class Judge {
    /// What is forecast with before anything was seen: no failure, and all latencies the same.
    private static final Arm QUIET = new Arm(1, 0, new Latencies(new long[]{1_000_000}, new long[]{1}));

    private final Gates gates;
    /// The evidence that decides, as the logarithm of an e-value.
    private final double enough;

    public Judge(Gates gates) {
        this.gates = gates;
        int measures = 1 + gates.latency().size() + (gates.agreement() > 0 ? 1 : 0);
        enough = Math.log(measures / gates.alpha());
    }

    /// Errors first, then the quantiles from the lowest, then agreement if the gates ask for it.
    public Verdict judge(Arm baseline, Arm candidate, Agreement agreement) {
        List<Finding> findings = new ArrayList<>();
        findings.add(errors(baseline, candidate));
        for (Map.Entry<Double, Double> gate : gates.latency().entrySet())
            findings.add(latency(gate.getKey(), gate.getValue(), baseline.latencies(), candidate.latencies()));
        if (gates.agreement() > 0) findings.add(agreement(agreement));
        return Combination.of(findings);
    }

    // A forecast from rates that lie on the limit itself would be “never”. While no difference at all is still possible,
    // it assumes that there is none.

    private Finding errors(Arm baseline, Arm candidate) {
        double limit = gates.errorMargin();
        RateGap gap = RateGap.of(candidate, baseline);
        double low = gap.lowest(enough);
        double high = -gap.swapped().lowest(enough);
        Outcome outcome = outcome(low, high, limit);
        long more = outcome == Outcome.OPEN ? moreErrors(baseline, candidate, low < 0) : 0;
        return new Finding("errors", rate(baseline), rate(candidate), low, high, limit, outcome, more);
    }

    private long moreErrors(Arm baseline, Arm candidate, boolean maybeEqual) {
        Arm first = stands(candidate, baseline);
        RateGap seen = RateGap.of(first, stands(baseline, candidate));
        long more = moreOf(seen, gates.errorMargin(), candidate.requests(), first.requests());
        return more == Forecast.NEVER && maybeEqual
                ? moreOf(seen.pooled(), gates.errorMargin(), candidate.requests(), first.requests())
                : more;
    }

    private long moreOf(RateGap gap, double limit, long seen, long counted) {
        boolean worse = gap.difference() > limit;
        RateGap leaning = worse ? gap : gap.swapped();
        double beyond = worse ? limit : -limit;
        return Forecast.more(seen, counted, factor -> leaning.times(factor).against(beyond) >= enough);
    }

    private Finding latency(double q, double times, Latencies ofBaseline, Latencies ofCandidate) {
        Latencies baseline = ofBaseline.from(gates.floorNanos());
        Latencies candidate = ofCandidate.from(gates.floorNanos());
        var ratio = new QuantileRatio(q, candidate, baseline);
        double low = ratio.lowest(enough) - 1;
        double high = 1 / ratio.swapped().lowest(enough) - 1;
        Outcome outcome = outcome(low, high, times - 1);
        long more = outcome == Outcome.OPEN ? moreLatencies(q, times, baseline, candidate, low < 0) : 0;
        return new Finding(name(q), quantile(ofBaseline, q), quantile(ofCandidate, q), low, high, times - 1, outcome,
                more);
    }

    private long moreLatencies(double q, double times, Latencies baseline, Latencies candidate, boolean maybeEqual) {
        Latencies first = stands(candidate, baseline);
        Latencies second = stands(baseline, candidate);
        var ratio = new QuantileRatio(q, first, second);
        boolean worse = first.quantile(q) > times * second.quantile(q);
        long more = Forecast.more(candidate.count(), first.count(), worse
                ? factor -> ratio.times(factor, factor).exceeds(times, enough)
                : factor -> ratio.times(factor, factor).swapped().exceeds(1 / times, enough));
        if (more != Forecast.NEVER || !maybeEqual) return more;
        var equal = new QuantileRatio(q, second, second);
        double share = first.count() / (double) second.count();
        return Forecast.more(candidate.count(), first.count(),
                factor -> equal.times(factor, factor * share).exceeds(1 / times, enough));
    }

    private Finding agreement(Agreement seen) {
        return seen.compared() > 0 && seen.twinCompared() > 0 ? overNoise(seen) : plainly(seen);
    }

    /// Of the differences only those count that are more than the twin shows.
    private Finding overNoise(Agreement seen) {
        double most = 1 - gates.agreement();
        RateGap gap = seen.overNoise();
        double low = gap.lowest(enough);
        double high = -gap.swapped().lowest(enough);
        Outcome outcome = outcome(low, high, most);
        if (outcome == Outcome.BETTER) outcome = Outcome.NO_WORSE;
        long more = outcome == Outcome.OPEN ? moreOf(gap, most, seen.compared(), seen.compared()) : 0;
        if (more == Forecast.NEVER && low < 0) more = moreOf(gap.pooled(), most, seen.compared(), seen.compared());
        return new Finding("agreement", Double.NaN, Math.min(1, 1 - gap.difference()), Math.max(0, 1 - high),
                Math.min(1, 1 - low), gates.agreement(), outcome, more);
    }

    private Finding plainly(Agreement seen) {
        double limit = gates.agreement();
        double share = seen.agreeing() / (double) seen.compared();
        double low = lowest(seen.agreeing(), seen.compared());
        double high = 1 - lowest(seen.compared() - seen.agreeing(), seen.compared());
        Outcome outcome = high < limit ? Outcome.WORSE : low >= limit ? Outcome.NO_WORSE : Outcome.OPEN;
        long more = outcome == Outcome.OPEN ? moreCompared(seen) : 0;
        return new Finding("agreement", Double.NaN, share, low, high, limit, outcome, more);
    }

    private long moreCompared(Agreement seen) {
        long compared = Math.max(1, seen.compared());
        long agreeing = seen.compared() == 0 ? 1 : seen.agreeing();
        boolean worse = agreeing < gates.agreement() * compared;
        var tested = new Excess(worse ? 1 - gates.agreement() : gates.agreement());
        long hits = worse ? compared - agreeing : agreeing;
        return Forecast.more(seen.compared(), compared,
                factor -> tested.log(hits * factor, compared * factor) >= enough);
    }

    /// The largest rate that is surely exceeded, 0 where none is.
    private double lowest(long hits, long trials) {
        return Roots.rising(p -> enough - new Excess(p).log((double) hits, (double) trials), 0, 1, RateGap.NEAR);
    }

    private static Outcome outcome(double low, double high, double limit) {
        if (low > limit) return Outcome.WORSE;
        if (high > limit) return Outcome.OPEN;
        return high < 0 ? Outcome.BETTER : Outcome.NO_WORSE;
    }

    private static Arm stands(Arm arm, Arm other) {
        if (arm.requests() > 0) return arm;
        return other.requests() > 0 ? other : QUIET;
    }

    private static Latencies stands(Latencies seen, Latencies other) {
        if (seen.count() > 0) return seen;
        return other.count() > 0 ? other : QUIET.latencies();
    }

    private static double rate(Arm arm) {
        return arm.errors() / (double) arm.requests();
    }

    private static double quantile(Latencies latencies, double q) {
        return latencies.count() == 0 ? Double.NaN : latencies.quantile(q);
    }

    /// `p50`, `p99.9`.
    private static String name(double q) {
        double percent = Math.round(q * 100_000) / 1000.0;
        return "p" + (percent == Math.rint(percent) ? String.valueOf((long) percent) : String.valueOf(percent));
    }
}
