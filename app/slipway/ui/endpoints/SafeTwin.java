package slipway.ui.endpoints;

import java.util.Map;
import java.util.stream.Collectors;

import slipway.rollout.SafePlan;
import slipway.rollout.SafeStep;
import slipway.rollout.Split;

/// The command-line twin of each step of a safe rollout; where the files say it, the edit before `slipway up` as a
/// comment. Pure; any thread.
final class SafeTwin {
    private SafeTwin() {}

    /// @param now the split before the step
    static String of(SafeStep step, SafePlan plan, Split now) {
        String file = "endpoints/" + plan.endpoint() + "/";
        return switch (step) {
            case DEFINE_BLUE -> split(plan, new Split(Map.of(plan.blue(), 100), Map.of()));
            case SCALE_BLUE -> "slipway up   # " + file + plan.blue() + ".yml: instance_count: " + plan.replicas();
            case DEPLOY_GREEN -> "slipway up   # " + file + plan.green() + ".yml";
            case TEST_GREEN -> "slipway invoke " + plan.endpoint() + " --deployment " + plan.green()
                    + " --request-file request.json";
            case MIRROR -> "slipway endpoint update " + plan.endpoint() + " --mirror-traffic \"" + plan.green() + "="
                    + plan.mirrorPercent() + "\"";
            case LIVE_SHARE -> split(plan, now.towards(plan.green(), plan.livePercent()));
            case LIVE_ALL -> split(plan, now.towards(plan.green(), 100));
            case DELETE_BLUE -> "rm " + file + plan.blue() + ".yml";
        };
    }

    private static String split(SafePlan plan, Split next) {
        String words = next.live().entrySet().stream().map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(" "));
        return "slipway endpoint update " + plan.endpoint() + " --traffic \"" + words + "\" --mirror-traffic \""
                + plan.green() + "=0\"";
    }
}
