package slipway.rollout;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import slipway.base.Problem;
import slipway.rollout.stats.Outcome;
import slipway.rollout.stats.Verdict;

/// What must be so before each step of a safe rollout. Any thread.
final class SafeChecks {
    private final Stage stage;
    private final SafePlan plan;

    SafeChecks(Stage stage, SafePlan plan) {
        this.stage = stage;
        this.plan = plan;
    }

    /// @param left    the split that the last step left; null before the first
    /// @param verdict on what was seen since the last step
    /// @param seen    requests of green since then
    SafeRollout.Check before(SafeStep step, @Nullable Split left, Verdict verdict, long seen) {
        Split now = stage.split(plan.endpoint());
        if (left != null && !left.equals(now)) {
            return refused("rollout.safe-edited", now.words(), left.words());
        }
        return switch (step) {
            case DEFINE_BLUE -> define(now);
            case SCALE_BLUE, DEPLOY_GREEN -> ready(plan.blue());
            case TEST_GREEN -> ready(plan.green());
            case MIRROR -> now.share(plan.green()) > 0
                    ? refused("rollout.safe-green-live", plan.green(), now.share(plan.green()))
                    : ready(plan.green());
            case LIVE_SHARE, LIVE_ALL -> judged(verdict, seen);
            case DELETE_BLUE -> deletable(now);
        };
    }

    /// Others may not have live traffic: the eight steps know only blue and green, and would take it from them.
    private SafeRollout.Check define(Split now) {
        var others = now.live().entrySet().stream().filter(entry -> !entry.getKey().equals(plan.blue())).findFirst();
        return others.map(Map.Entry::getKey).map(name -> refused("rollout.safe-others", name, now.share(name)))
                .orElse(SafeRollout.Check.GOOD);
    }

    private SafeRollout.Check ready(String deployment) {
        return stage.standing(plan.endpoint(), deployment).health() == Standing.Health.READY
                ? SafeRollout.Check.GOOD
                : refused("rollout.not-ready", deployment);
    }

    private SafeRollout.Check judged(Verdict verdict, long seen) {
        SafeRollout.Check ready = ready(plan.green());
        if (ready.refused() != null) return ready;
        if (verdict.outcome() == Outcome.WORSE) {
            return refused("rollout.safe-worse", plan.green(), Words.measures(verdict, Outcome.WORSE));
        }
        if (seen == 0) return new SafeRollout.Check(null, Problem.of("rollout.safe-unseen", plan.green()));
        if (verdict.outcome() == Outcome.OPEN) {
            return new SafeRollout.Check(null, Problem.of("rollout.safe-open", plan.green(), seen));
        }
        return SafeRollout.Check.GOOD;
    }

    private SafeRollout.Check deletable(Split now) {
        if (now.share(plan.blue()) > 0) {
            return refused("rollout.safe-blue-live", plan.blue(), now.share(plan.blue()));
        }
        return ready(plan.green());
    }

    private static SafeRollout.Check refused(String code, Object... args) {
        return new SafeRollout.Check(Problem.of(code, args), null);
    }
}
