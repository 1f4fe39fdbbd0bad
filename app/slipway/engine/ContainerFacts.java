package slipway.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// What a container engine tells of an instance, as last looked at.
///
/// @param imageId `sha256:…` that it runs, whatever its tag means by now
/// @param checks  the engine's last health checks, oldest first; empty where it makes none
/// @param command the `docker run` that would start the same, secrets masked
public record ContainerFacts(String id, String name, String imageId, Health health, List<Check> checks,
        boolean paused, String command) {
    public ContainerFacts {
        checks = List.copyOf(checks);
    }

    /// The engine's own opinion, a second one beside our probes; NONE where the image has nothing to ask with.
    public enum Health {
        NONE, STARTING, HEALTHY, UNHEALTHY
    }

    /// One health check inside the container; exit code 0 is good.
    public record Check(Instant started, Duration took, int exitCode, String output) {}
}
