package slipway.ui;

import java.util.function.ToIntFunction;

import slipway.scale.ScalePolicy;
import slipway.scale.ScaleStory;
import slipway.series.SeriesStore;
import slipway.spec.DeploymentSpec;
import slipway.spec.ScaleSpec;

/// What the window needs to show how deployments are scaled; any thread.
///
/// @param series holds what ran and what was asked in the last hour
/// @param wanted how many replicas there are to be of a deployment now, by its id
public record ScaleGround(ScaleStory story, SeriesStore series, ToIntFunction<String> wanted, Policies policies) {
    /// Makes of what a file says what is decided by.
    @FunctionalInterface
    public interface Policies {
        /// With the usual values for what is not said; bounds that cannot be kept are a [slipway.base.StudioException].
        ScalePolicy of(DeploymentSpec deployment, ScaleSpec scale);
    }
}
