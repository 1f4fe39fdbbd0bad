package slipway.rollout;

import java.time.Instant;
import java.util.Map;

import slipway.rollout.stats.QuantileInterval;
import slipway.rollout.stats.Verdict;

/// One look at the evidence of a step.
///
/// @param step      counts from 0
/// @param baseline  requests of the baseline that ended since the step began
/// @param candidate those of the candidate
/// @param around    where the baseline’s own quantiles surely are, by measure (`p95`)
public record Look(Instant at, int step, long baseline, long candidate, Verdict verdict,
        Map<String, QuantileInterval> around) {
    public Look {
        // a file of an older version has none
        around = around == null ? Map.of() : Map.copyOf(around);
    }
}
