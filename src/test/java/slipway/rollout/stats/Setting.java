package slipway.rollout.stats;

import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;

/// A rollout to simulate: two deployments, who gets which request, and when it ends. Immutable.
///
/// @param period  every how-many-th request goes to the candidate in the first half
/// @param later   the same in the second half
/// @param horizon requests to the candidate
record Setting(Buckets buckets, Deployment baseline, Deployment candidate, int period, int later, int horizon) {
    static final DoubleUnaryOperator SAME = share -> 1;

    static DoubleUnaryOperator times(double factor) {
        return share -> factor;
    }

    /// Slower in the tail alone: not at all up to the 75th percentile, fully from the 85th on.
    static DoubleUnaryOperator tail(double factor) {
        return share -> 1 + (factor - 1) * Math.clamp((share - 0.75) / 0.1, 0, 1);
    }

    /// Every how-many-th request is the candidate’s, who has had `soFar`.
    int period(int soFar) {
        return soFar < horizon / 2 ? period : later;
    }

    static SplittableRandom random(long seed, int rollout) {
        return new SplittableRandom(seed * 1_000_003L + rollout);
    }
}
