package slipway.base;

/// How many replicas a deployment has at most, whatever runs them and whoever wrote it down. Stateless.
public final class ReplicaLimit {
    /// As many instances as Azure lets a deployment have.
    public static final int MOST = 50;

    private ReplicaLimit() {}
}
