package slipway.rollout.stats;

import java.util.List;

/// The verdict over all measures: WORSE if one is, OPEN if one is open, else BETTER if one is better, else NO_WORSE.
///
/// @param more requests still needed at the candidate, about; 0 where decided, -1 where none will do
public record Verdict(Outcome outcome, List<Finding> findings, long more) {
    public Verdict {
        findings = List.copyOf(findings);
    }
}
