package slipway.engine;

import java.util.List;

/// On which machines of a swarm the servers of a workload may be, in Docker’s words. Immutable.
///
/// @param constraints what a machine must be, each `node.labels.zone == a` or with `!=`
/// @param spreads     labels (`node.labels.zone`) over whose values the servers are spread, the first one first
public record Placement(List<String> constraints, List<String> spreads) {
    public static final Placement ANY = new Placement(List.of(), List.of());

    public Placement {
        constraints = List.copyOf(constraints);
        spreads = List.copyOf(spreads);
    }
}
