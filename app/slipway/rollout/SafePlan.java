package slipway.rollout;

import slipway.base.StudioException;
import slipway.rollout.stats.Gates;

/// A safe rollout as it is asked for: from `blue` to `green`.
///
/// @param replicas      that blue is scaled to, at least 1
/// @param samples       requests that green must answer right when it is tried alone, at least 1
/// @param mirrorPercent copies for green, 1 to 50
/// @param livePercent   live requests for green before it gets all, 1 to 99
public record SafePlan(String endpoint, String blue, String green, int replicas, int samples, int mirrorPercent,
        int livePercent, Gates gates) {
    public SafePlan {
        if (endpoint.isBlank() || blue.isBlank() || green.isBlank()) throw StudioException.of("rollout.plan-names");
        if (blue.equals(green)) throw StudioException.of("rollout.plan-same", green);
        if (replicas < 1 || samples < 1) throw StudioException.of("rollout.safe-counts", replicas, samples);
        if (mirrorPercent < 1 || mirrorPercent > PlanStep.MIRROR_LIMIT) {
            throw StudioException.of("rollout.step-mirror", mirrorPercent, PlanStep.MIRROR_LIMIT);
        }
        if (livePercent < 1 || livePercent > 99) throw StudioException.of("rollout.step-share", livePercent, 99);
    }
}
