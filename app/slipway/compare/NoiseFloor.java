package slipway.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import slipway.compare.ShadowView.Field;

/// Tells real differences of a candidate from those that its baseline shows against a twin of itself: a model that
/// samples, a clock, a random id. The idea is that of Twitter’s Diffy; the rule is our own.
///
/// A field really differs where the candidate differs from the live answer more often than the twin does: Fisher’s exact
/// test, one-sided, on pairs that differ and pairs that do not (R. A. Fisher, Statistical Methods for Research Workers,
/// 5th ed. 1934, §21.02; A. Agresti, Categorical Data Analysis, 3rd ed. 2013, §3.5), with p at most [#ALPHA] divided by
/// the number of fields (Bonferroni; O. J. Dunn, JASA 56, 1961), so that of a hundred looks at most one calls any noise
/// real. It is exact for few answers too. Candidate and twin share the live answers, which makes them alike and the
/// test careful. It is meant for one look at the end: whoever looks again and again needs a sequential test.
public final class NoiseFloor {
    public static final double ALPHA = 0.01;

    private NoiseFloor() {}

    /// A field as candidate and twin saw it: shares from 0 to 1; `excess` is what is left of the candidate’s share when
    /// the twin’s is taken away, never below 0.
    public record Judged(Field field, double share, double twinShare, double excess, double p, boolean real) {}

    /// The candidate’s fields, and with the name empty the answer as a whole, most differing first.
    public static List<Judged> judge(ShadowView candidate, ShadowView twin) {
        Map<String, Field> noise = twin.fields().stream().collect(Collectors.toMap(Field::name, each -> each));
        List<Field> fields = candidate.fields().stream().filter(field -> field.differing() > 0).toList();
        double limit = ALPHA / (fields.size() + 1);
        var judged = new ArrayList<Judged>();
        judged.add(judge(whole(candidate), whole(twin).differing(), candidate.compared(), twin.compared(), limit));
        for (Field field : fields) {
            Field same = noise.get(field.name());
            judged.add(judge(field, same == null ? 0 : same.differing(), candidate.compared(), twin.compared(),
                    limit));
        }
        return List.copyOf(judged);
    }

    private static Field whole(ShadowView view) {
        return new Field("", view.compared() - view.agreeing(), view.schemaDiffering(), 0, 0);
    }

    private static Judged judge(Field field, long twinDiffering, long compared, long twinCompared, double limit) {
        double share = compared == 0 ? 0 : (double) field.differing() / compared;
        double twinShare = twinCompared == 0 ? 0 : (double) twinDiffering / twinCompared;
        double p = moreOften(field.differing(), compared, twinDiffering, twinCompared);
        return new Judged(field, share, twinShare, Math.max(0, share - twinShare), p, p <= limit);
    }

    /// The chance of `hits` of `tries` or more, given all hits of both sides, were both sides alike.
    static double moreOften(long hits, long tries, long otherHits, long otherTries) {
        if (tries == 0 || otherTries == 0) return 1;
        long all = tries + otherTries;
        long allHits = hits + otherHits;
        double term = Math.exp(choose(tries, hits) + choose(otherTries, otherHits) - choose(all, allHits));
        double sum = 0;
        for (long x = hits; x <= Math.min(tries, allHits); x++) {
            sum += term;
            double ratio = (double) (allHits - x) * (tries - x)
                    / ((x + 1.0) * (otherTries - allHits + x + 1.0));
            term *= ratio;
            if (ratio < 1 && term < sum * 1e-17) break;
        }
        return Math.min(1, sum);
    }

    /// The logarithm of the number of ways to choose.
    private static double choose(long of, long chosen) {
        return logFactorial(of) - logFactorial(chosen) - logFactorial(of - chosen);
    }

    /// Stirling’s series; to ten digits from 10 up, counted below.
    private static double logFactorial(long n) {
        if (n < 10) {
            double product = 1;
            for (long i = 2; i <= n; i++)
                product *= i;
            return Math.log(product);
        }
        double x = n + 1.0;
        return (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + 1 / (12 * x) - 1 / (360 * x * x * x)
                + 1 / (1260 * x * x * x * x * x);
    }
}
