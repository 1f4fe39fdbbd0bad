package slipway.rollout.stats;

/// One measure of a verdict.
///
/// @param measure   `errors`, `p50`, `p95` … or `agreement`
/// @param baseline  the measure at the baseline: a share, or nanoseconds; NaN where it has none
/// @param candidate the same at the candidate
/// @param low       lower end of what the difference surely is: points as a share for errors, ratio less 1 for
///                  latencies (0.05 = 5 % slower), the share itself for agreement
/// @param high      its upper end; infinite where nothing bounds a latency yet
/// @param limit     the gate, in the unit of `low`
/// @param more      requests still needed at the candidate (of `agreement`: answers compared), about; 0 where decided,
///                  -1 where none will do
public record Finding(String measure, double baseline, double candidate, double low, double high, double limit,
        Outcome outcome, long more) {}
