package slipway.rollout.stats;

/// What the evidence says of a candidate.
public enum Outcome {
    /// Surely better than the baseline.
    BETTER,
    /// Surely inside the limit.
    NO_WORSE,
    /// Surely beyond the limit.
    WORSE,
    /// Not enough evidence yet.
    OPEN
}
