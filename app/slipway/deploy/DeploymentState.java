package slipway.deploy;

/// Where a deployment stands; the words of `up --json`.
public enum DeploymentState {
    QUEUED, PREPARING, STARTING, READY, UNHEALTHY, STOPPING, STOPPED, FAILED;

    /// The word scripts rely on.
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /// Whether something runs, or is about to.
    public boolean active() {
        return switch (this) {
            case QUEUED, PREPARING, STARTING, READY, UNHEALTHY, STOPPING -> true;
            case STOPPED, FAILED -> false;
        };
    }
}
