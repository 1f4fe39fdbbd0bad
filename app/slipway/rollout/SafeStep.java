package slipway.rollout;

import slipway.base.Text;

/// The eight steps of Azure's safe rollout, in the document's order (A174).
public enum SafeStep {
    DEFINE_BLUE, SCALE_BLUE, DEPLOY_GREEN, TEST_GREEN, MIRROR, LIVE_SHARE, LIVE_ALL, DELETE_BLUE;

    /// Its title, with the plan's own names and shares.
    public String title(SafePlan plan) {
        return switch (this) {
            case DEFINE_BLUE -> Text.of("rollout.safe.define", plan.blue());
            case SCALE_BLUE -> Text.of("rollout.safe.scale", plan.blue(), plan.replicas());
            case DEPLOY_GREEN -> Text.of("rollout.safe.deploy", plan.green());
            case TEST_GREEN -> Text.of("rollout.safe.test", plan.green());
            case MIRROR -> Text.of("rollout.safe.mirror", plan.mirrorPercent());
            case LIVE_SHARE -> Text.of("rollout.safe.share", plan.livePercent());
            case LIVE_ALL -> Text.of("rollout.safe.all");
            case DELETE_BLUE -> Text.of("rollout.safe.delete", plan.blue());
        };
    }
}
