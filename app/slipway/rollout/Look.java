package slipway.rollout;

import java.time.Instant;

import slipway.rollout.stats.Verdict;

/// One look at the evidence of a step.
///
/// @param step      counts from 0
/// @param baseline  requests of the baseline that ended since the step began
/// @param candidate those of the candidate
public record Look(Instant at, int step, long baseline, long candidate, Verdict verdict) {}
