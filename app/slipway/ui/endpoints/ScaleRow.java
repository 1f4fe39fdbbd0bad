package slipway.ui.endpoints;

import org.jspecify.annotations.Nullable;

import slipway.base.StudioException;
import slipway.base.Text;
import slipway.base.Units;
import slipway.deploy.DeploymentState;
import slipway.engine.ExternalEngine;
import slipway.scale.ScalePolicy;
import slipway.spec.DeploymentSpec;
import slipway.spec.ScaleSpec;
import slipway.spec.ScaleWords;
import slipway.ui.ScaleGround;

/// How one deployment is scaled now. Immutable.
///
/// @param state   null where it is not known to run
/// @param running how many replicas answer, of which there are to be `wanted`
record ScaleRow(DeploymentSpec spec, @Nullable DeploymentState state, int running, int wanted) {
    String name() {
        return spec.name();
    }

    @Nullable
    ScaleSpec scale() {
        return spec.slipway().scale();
    }

    boolean external() {
        return ExternalEngine.ID.equals(spec.slipway().engine());
    }

    boolean active() {
        return state == DeploymentState.READY || state == DeploymentState.UNHEALTHY || state == DeploymentState.ASLEEP;
    }

    /// What its policy does, in one sentence.
    String words(ScaleGround.Policies policies) {
        if (external()) return Text.of("scaleview.external");
        ScaleSpec scale = scale();
        if (scale == null) return Text.of("scaleview.fixed");
        ScalePolicy policy;
        try {
            policy = policies.of(spec, scale);
        } catch (StudioException e) {
            return e.problem().what() + " " + e.problem().fix();
        }
        var words = new StringBuilder(Text.of("scaleview.policy", policy.min(), policy.max(),
                policy.concurrency(), Units.nanos(policy.downAfter().toNanos())));
        if (policy.min() == 0 || policy.plan().containsValue(0)) {
            words.append(" · ").append(Text.of("scaleview.policy.zero", Units.nanos(policy.zeroAfter().toNanos())));
        }
        if (!policy.plan().isEmpty()) {
            words.append(" · ").append(Text.of("scaleview.policy.plan", ScaleWords.plan(policy.plan())));
        }
        return words.toString();
    }
}
