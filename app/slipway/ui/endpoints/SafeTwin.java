package slipway.ui.endpoints;

import java.util.Map;
import java.util.stream.Collectors;

import slipway.base.Text;
import slipway.rollout.SafePlan;
import slipway.rollout.SafeState;
import slipway.rollout.SafeStep;
import slipway.rollout.Split;

/// What each step of a safe rollout does, in words and as its command-line twin; where the files say it, the edit
/// before `slipway up` as a comment. Pure; any thread.
final class SafeTwin {
    private SafeTwin() {}

    /// @param now the split before the step
    static String of(SafeStep step, SafePlan plan, Split now) {
        String file = "endpoints/" + plan.endpoint() + "/";
        return switch (step) {
            case DEFINE_BLUE -> split(plan, new Split(Map.of(plan.blue(), 100), Map.of()));
            case SCALE_BLUE -> "slipway endpoint scale " + plan.endpoint() + "/" + plan.blue() + " " + plan.replicas();
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

    /// Of the next step, where one command does all of it; else empty.
    static String whole(SafeStep next, SafeState state) {
        return switch (next) {
            case DEFINE_BLUE, SCALE_BLUE, MIRROR, LIVE_SHARE, LIVE_ALL -> of(next, state.plan(), before(state));
            case DEPLOY_GREEN, TEST_GREEN, DELETE_BLUE -> "";
        };
    }

    /// The split that the next step of `state` finds.
    static Split before(SafeState state) {
        return state.done().isEmpty()
                ? new Split(Map.of(state.plan().blue(), 100), Map.of())
                : state.done().getLast().after();
    }

    /// In a sentence or two.
    static String about(SafeStep step, SafePlan plan) {
        return switch (step) {
            case DEFINE_BLUE -> Text.of("endpoints.rollout.step.define", plan.blue());
            case SCALE_BLUE -> Text.of("endpoints.rollout.step.scale", plan.blue(), plan.replicas());
            case DEPLOY_GREEN -> Text.of("endpoints.rollout.step.deploy", plan.green());
            case TEST_GREEN -> Text.of("endpoints.rollout.step.test", plan.samples(), plan.green());
            case MIRROR -> Text.of("endpoints.rollout.step.mirror", plan.green(), plan.mirrorPercent(), plan.blue());
            case LIVE_SHARE -> Text.of("endpoints.rollout.step.share", plan.green(), plan.livePercent());
            case LIVE_ALL -> Text.of("endpoints.rollout.step.all", plan.green(), plan.blue());
            case DELETE_BLUE -> Text.of("endpoints.rollout.step.delete", plan.blue());
        };
    }

    private static String split(SafePlan plan, Split next) {
        String words = next.live().entrySet().stream().map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(" "));
        return "slipway endpoint update " + plan.endpoint() + " --traffic \"" + words + "\" --mirror-traffic \""
                + plan.green() + "=0\"";
    }
}
