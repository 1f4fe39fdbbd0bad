package slipway.engine;

/// Whether an instance runs. `exitCode` is -1 while it runs and where it is not known.
public record InstanceState(boolean running, int exitCode) {
    public static final InstanceState RUNNING = new InstanceState(true, -1);
}
