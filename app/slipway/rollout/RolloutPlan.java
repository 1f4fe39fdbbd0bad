package slipway.rollout;

import java.util.List;

import slipway.base.StudioException;
import slipway.rollout.stats.Gates;

/// A rollout as it is asked for: from `baseline` to `candidate` in steps, mirrored ones first, live shares growing.
///
/// @param onWorse what happens when the candidate is worse, unhealthy or gone
/// @param onLimit what happens when a step's limit passes without a verdict
public record RolloutPlan(String endpoint, String baseline, String candidate, List<PlanStep> steps, Gates gates,
        Then onWorse, Then onLimit) {

    /// What a rollout does by itself when it cannot go on.
    public enum Then {
        /// Goes back to the split from before the rollout.
        ROLL_BACK,
        /// Leaves the traffic as it is and waits for a person.
        PAUSE
    }

    public RolloutPlan {
        steps = List.copyOf(steps);
        if (endpoint.isBlank() || baseline.isBlank() || candidate.isBlank()) {
            throw StudioException.of("rollout.plan-names");
        }
        if (baseline.equals(candidate)) throw StudioException.of("rollout.plan-same", candidate);
        if (steps.isEmpty()) throw StudioException.of("rollout.plan-empty");
        int live = 0;
        for (PlanStep step : steps) {
            if (step.mirror() && live > 0) throw StudioException.of("rollout.plan-mirror-late", step.percent());
            if (!step.mirror() && step.percent() <= live) {
                throw StudioException.of("rollout.plan-order", step.percent(), live);
            }
            if (!step.mirror()) live = step.percent();
        }
        check(gates, steps.stream().anyMatch(PlanStep::mirror));
    }

    private static void check(Gates gates, boolean mirrored) {
        if (!(gates.alpha() > 0 && gates.alpha() < 0.5)) {
            throw StudioException.of("rollout.gate-alpha", gates.alpha());
        }
        if (!(gates.errorMargin() > 0 && gates.errorMargin() <= 1)) {
            throw StudioException.of("rollout.gate-errors", gates.errorMargin());
        }
        gates.latency().forEach((quantile, times) -> {
            if (!(quantile > 0 && quantile < 1) || !(times > 1)) {
                throw StudioException.of("rollout.gate-latency", quantile, times);
            }
        });
        if (!(gates.agreement() >= 0 && gates.agreement() < 1)) {
            throw StudioException.of("rollout.gate-agreement", gates.agreement());
        }
        if (gates.agreement() > 0 && !mirrored) throw StudioException.of("rollout.gate-no-mirror");
    }
}
