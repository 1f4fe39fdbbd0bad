package slipway.requests;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import slipway.compare.ShadowView;
import slipway.compare.Wilson;
import slipway.requests.AgreementPair.Verdict;

/// What the pairs of a run say together. Immutable.
///
/// @param counts pairs by verdict, each verdict there
/// @param labels the pairs with labels on both sides, and of these with all labels the same
/// @param fields that differ, those in most pairs first
/// @param a      how long A took where both answered; `b` likewise
/// @param gap    the median of how much longer B took than A for the same request, in nanoseconds, below 0 where B is
///               faster
/// @param fixed  pairs that keep the verdict of the tolerance they were sent under: their answers are too many to be
///               held
public record AgreementSummary(Map<Verdict, Long> counts, Labels labels, List<ShadowView.Field> fields, Took a,
        Took b, long gap, long fixed) {
    /// Pairs.
    public record Labels(long seen, long same) {}

    /// Nanoseconds, 0 where nobody answered.
    public record Took(long median, long p95) {
        static Took of(long[] nanos) {
            Arrays.sort(nanos);
            return new Took(quantile(nanos, 0.5), quantile(nanos, 0.95));
        }
    }

    static AgreementSummary of(List<AgreementPair> pairs, ShadowView view, long fixed) {
        var counts = new EnumMap<Verdict, Long>(Verdict.class);
        for (Verdict each : Verdict.values())
            counts.put(each, 0L);
        pairs.forEach(pair -> counts.merge(pair.verdict(), 1L, Long::sum));
        List<AgreementPair> both = pairs.stream().filter(pair -> pair.a().answered() && pair.b().answered()).toList();
        long[] gaps = both.stream().mapToLong(pair -> pair.b().nanos() - pair.a().nanos()).sorted().toArray();
        return new AgreementSummary(Map.copyOf(counts), new Labels(view.labelled(), view.labelsAgreeing()),
                view.fields().stream().filter(field -> field.differing() > 0).toList(), Took.of(both.stream()
                        .mapToLong(pair -> pair.a().nanos()).toArray()),
                Took.of(both.stream().mapToLong(
                        pair -> pair.b().nanos()).toArray()),
                quantile(gaps, 0.5), fixed);
    }

    /// The smallest value that at least the share `q` do not exceed.
    private static long quantile(long[] sorted, double q) {
        return sorted.length == 0
                ? 0
                : sorted[Math.clamp((long) Math.ceil(q * sorted.length) - 1, 0, sorted.length
                        - 1)];
    }

    public long count(Verdict verdict) {
        return counts.getOrDefault(verdict, 0L);
    }

    public long pairs() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /// Those in which at least one deployment answered.
    public long counted() {
        return pairs() - count(Verdict.BOTH_FAILED);
    }

    public long agreeing() {
        return count(Verdict.EQUAL) + count(Verdict.CLOSE);
    }

    /// Both answered, and not the same.
    public long differing() {
        return counted() - agreeing() - count(Verdict.A_FAILED) - count(Verdict.B_FAILED);
    }

    /// Without a whole answer of A; `failedB` of B.
    public long failedA() {
        return count(Verdict.A_FAILED) + count(Verdict.BOTH_FAILED);
    }

    public long failedB() {
        return count(Verdict.B_FAILED) + count(Verdict.BOTH_FAILED);
    }

    /// Of those counted, 0 to 1; NaN before the first. A failure on one side is no agreement.
    public double agreement() {
        return counted() == 0 ? Double.NaN : (double) agreeing() / counted();
    }

    /// What the agreement may be beyond these requests.
    public Wilson interval() {
        return Wilson.of(agreement(), counted());
    }
}
