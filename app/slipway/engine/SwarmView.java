package slipway.engine;

import java.util.List;

/// A Docker Swarm as it was when last asked: its machines, and the tasks of this workspace's deployments, newest first
/// within each replica. Immutable; both empty while there is no swarm.
public record SwarmView(List<SwarmNode> nodes, List<SwarmTask> tasks) {
    public static final SwarmView NONE = new SwarmView(List.of(), List.of());

    public SwarmView {
        nodes = List.copyOf(nodes);
        tasks = List.copyOf(tasks);
    }
}
