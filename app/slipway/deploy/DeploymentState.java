package slipway.deploy;

/// Where a deployment stands; the words of `up --json`. ASLEEP is proved and has no replica now: the next request
/// starts one.
public enum DeploymentState {
    QUEUED, PREPARING, STARTING, READY, UNHEALTHY, ASLEEP, STOPPING, STOPPED, FAILED;

    /// The word scripts rely on.
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /// Whether it is proved and its number of replicas can be changed.
    public boolean kept() {
        return this == READY || this == UNHEALTHY || this == ASLEEP;
    }

    /// Whether it may go back to the revision before: nothing else is under way, and somebody wants it to run.
    public boolean mayGoBack() {
        return kept() || this == FAILED;
    }

    /// Whether something runs, or is about to.
    public boolean active() {
        return switch (this) {
            case QUEUED, PREPARING, STARTING, READY, UNHEALTHY, ASLEEP, STOPPING -> true;
            case STOPPED, FAILED -> false;
        };
    }
}
