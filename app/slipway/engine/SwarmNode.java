package slipway.engine;

/// A machine of a Docker Swarm, as its manager knew it when it was last asked. Immutable.
///
/// @param name         its hostname, which two may share
/// @param address      IP or name that its tasks are reached at; empty where the manager does not say
/// @param manager      whether it decides, rather than only runs
/// @param leader       whether it is the manager that decides now
/// @param state        whether the manager hears of it
/// @param availability whether it is given tasks
/// @param cpus         in cores
/// @param gpus         how many it offers as a generic resource
/// @param engine       version of its Docker engine
/// @param message      why it is not ready; empty where it is
public record SwarmNode(String id, String name, String address, boolean manager, boolean leader, State state,
        Availability availability, double cpus, long memoryBytes, int gpus, String engine, String message) {
    public enum State {
        UNKNOWN, READY, DOWN, DISCONNECTED
    }

    /// DRAINED gives its tasks away, PAUSED keeps them and gets no more.
    public enum Availability {
        ACTIVE, PAUSED, DRAINED
    }

    /// Whether new tasks can be placed on it.
    public boolean usable() {
        return state == State.READY && availability == Availability.ACTIVE;
    }
}
