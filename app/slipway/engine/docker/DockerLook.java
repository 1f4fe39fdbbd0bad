package slipway.engine.docker;

/// Looks for the container engine that a workspace goes by, once and now; blocks for some seconds at most. Any thread.
@FunctionalInterface
public interface DockerLook {
    DockerFinding look() throws InterruptedException;
}
