package slipway.spec;

import java.util.List;

import org.jspecify.annotations.Nullable;

/// `x-slipway.swarm` of a deployment: what engine `swarm` is asked beside what every engine is; others leave it aside.
///
/// @param constraints what a node must be to be given a replica, each `node.labels.zone == a` or with `!=`
/// @param spread      label of nodes (`node.labels.zone`) over whose values replicas are spread; null for none
public record SwarmSpec(List<String> constraints, @Nullable String spread) {
    public static final SwarmSpec NONE = new SwarmSpec(List.of(), null);

    public SwarmSpec {
        constraints = List.copyOf(constraints);
    }
}
