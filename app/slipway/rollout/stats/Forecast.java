package slipway.rollout.stats;

import java.util.function.DoublePredicate;

/// How many requests a measure still needs, if both deployments go on with the rates and shares seen so far.
final class Forecast {
    static final long NEVER = -1;
    private static final double FARTHEST = 1e9;
    private static final double NEAR = 0.01;

    private Forecast() {}

    /// The candidate’s requests until a decision.
    ///
    /// @param seen    requests of the candidate so far
    /// @param counted requests that the factor multiplies: `seen`, or those of a stand-in where none were seen
    /// @param decides whether so many times the counts would decide
    /// @return at least 1, or [#NEVER] where a thousand million would not do
    static long more(long seen, long counted, DoublePredicate decides) {
        double low = seen == 0 ? 0 : 1;
        double high = seen == 0 ? 1.0 / counted : 2;
        while (!decides.test(high)) {
            if (high * counted > FARTHEST) return NEVER;
            low = high;
            high *= 2;
        }
        while ((high - low) * counted > Math.max(1, NEAR * (high * counted - seen))) {
            double middle = (low + high) / 2;
            if (decides.test(middle)) high = middle;
            else
                low = middle;
        }
        return Math.max(1, (long) Math.ceil(high * counted) - seen);
    }
}
