package slipway.requests;

import java.util.Comparator;

import org.jspecify.annotations.Nullable;

import slipway.base.Problem;
import slipway.compare.Comparison;
import slipway.compare.Difference;

/// One request and what the two deployments answered. Immutable.
///
/// @param number    from 1, in the order of sending
/// @param aFirst    whether A was asked before B
/// @param differing places beyond the tolerance; `furthest` two numbers lie apart, within the tolerance or beyond
/// @param first     the first of the differing places
public record AgreementPair(long number, String name, Side a, Side b, boolean aFirst, Verdict verdict, int differing,
        double furthest, @Nullable Difference first) {
    /// The most telling come first.
    public static final Comparator<AgreementPair> WORST_FIRST = Comparator.comparing(AgreementPair::verdict)
            .thenComparing(Comparator.comparingDouble(AgreementPair::furthest).reversed())
            .thenComparing(Comparator.comparingInt(AgreementPair::differing).reversed())
            .thenComparingLong(AgreementPair::number);

    /// How two answers stand to each other, the worst first.
    public enum Verdict {
        /// Only the other gave a whole answer with a status of 2xx.
        A_FAILED, B_FAILED,
        /// Both gave one, but …
        STATUS, SHAPE, LABELS, NUMBERS,
        /// … of another text or other bytes, which are no JSON.
        CONTENT, BOTH_FAILED,
        /// Numbers are apart, but within the tolerance.
        CLOSE, EQUAL;

        public boolean agrees() {
            return this == CLOSE || this == EQUAL;
        }

        /// Whether it says anything about agreement: not where both failed.
        public boolean counts() {
            return this != BOTH_FAILED;
        }
    }

    /// What one deployment answered.
    ///
    /// @param id      of the exchange in the history, 0 where it is not there
    /// @param status  0 where no answer came
    /// @param nanos   from sending to the last byte
    /// @param problem why there is no whole answer
    public record Side(long id, int status, long nanos, String requestId, @Nullable Problem problem) {
        static Side of(Exchange exchange, long id) {
            return new Side(id, exchange.status(), exchange.totalNanos(), exchange.requestId(), exchange.problem());
        }

        /// One that was never asked.
        static Side unasked(@Nullable Problem problem) {
            return new Side(0, 0, 0, "", problem);
        }

        public boolean answered() {
            return problem == null && status / 100 == 2;
        }
    }

    /// The pair as `found` has it.
    AgreementPair judged(Comparison found) {
        double apart = found.fields().values().stream().mapToDouble(Comparison.FieldDelta::largest).max().orElse(0);
        return new AgreementPair(number, name, a, b, aFirst, verdictOf(a, b, found, apart), found.differing(), apart,
                found.differences().isEmpty() ? null : found.differences().getFirst());
    }

    private static Verdict verdictOf(Side a, Side b, Comparison found, double apart) {
        if (!a.answered()) return b.answered() ? Verdict.A_FAILED : Verdict.BOTH_FAILED;
        if (!b.answered()) return Verdict.B_FAILED;
        if (found.agrees()) return apart > 0 ? Verdict.CLOSE : Verdict.EQUAL;
        if (found.statusDiffers()) return Verdict.STATUS;
        if (found.schemaDiffers()) return Verdict.SHAPE;
        if (found.form() != Comparison.Form.JSON) return Verdict.CONTENT;
        return found.labelsAgree() ? Verdict.NUMBERS : Verdict.LABELS;
    }
}
