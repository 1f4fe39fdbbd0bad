package slipway.ui.lab;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import slipway.base.StudioException;
import slipway.compare.ShadowView;
import slipway.rollout.Stage;
import slipway.rollout.SwapReport;
import slipway.ui.LabParts;

/// What is known of an endpoint’s swaps and shadows, fetched beside the FX thread; a snapshot.
record Proofs(String endpoint, List<SwapReport> swaps, Map<String, ShadowView> shadows) {
    static final Proofs NONE = new Proofs("", List.of(), Map.of());

    /// Blocks shortly.
    static Proofs of(String endpoint, Stage stage, LabParts.Shadows shadows) {
        try {
            return new Proofs(endpoint, List.copyOf(stage.swaps(endpoint, Instant.EPOCH)), Map.copyOf(shadows.of(
                    endpoint)));
        } catch (StudioException e) {
            // the endpoint was closed a moment ago: it has nothing to tell
            return new Proofs(endpoint, List.of(), Map.of());
        }
    }
}
