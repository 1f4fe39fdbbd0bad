package slipway.ui;

import java.nio.file.Path;
import java.util.Map;

import slipway.compare.ShadowView;
import slipway.deploy.WorkloadFaults;
import slipway.load.LoadRunner;
import slipway.load.SavedRuns;
import slipway.rollout.Rollouts;
import slipway.rollout.SafeStage;

/// What the Lab and the guided rollout work with, as the composition root built it.
///
/// @param shadows of an endpoint: what the comparison of mirrored answers with live ones has found, by deployment
/// @param state   the workspace's state folder, where rollouts and reports are kept
public record LabParts(LoadRunner load, SavedRuns runs, Rollouts rollouts, SafeStage stage, Shadows shadows,
        WorkloadFaults faults, Path state) {
    /// The shadow comparison of every endpoint that has a mirror.
    public interface Shadows {
        Map<String, ShadowView> of(String endpoint);
    }
}
