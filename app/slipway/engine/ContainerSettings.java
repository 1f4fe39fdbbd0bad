package slipway.engine;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

/// What a container engine is told beyond what a process needs; every decision already made.
///
/// @param image      reference or id of an image that is there
/// @param entrypoint replaces the image's entrypoint; empty keeps it
/// @param arguments  replaces the image's command (`serve` for SageMaker); empty keeps it
/// @param port       where the server listens inside the container
/// @param healthPort where it answers probes inside the container, `port` where it is the same
/// @param modelPath  where [Workload#modelFolder] is mounted, read-only; absolute, inside the container
/// @param cpus       in cores, 0 for no limit
/// @param gpus       `all`, a number, or ids with commas between; null for none
/// @param network    `default`, `none` (no way out, still reachable by us), or the name of a network
/// @param health     the platform's own health check, run by the engine; null leaves the image's
/// @param specHash   tells whether a container left behind is what is asked for now
/// @param init       whether the engine puts its init before the server, which passes signals on and reaps; a platform
///                   does not, so that a server that is deaf to SIGTERM shows
/// @param placement  for an engine that has several machines
/// @param given      for an engine whose managers keep files
public record ContainerSettings(String image, List<String> entrypoint, List<String> arguments, int port,
        int healthPort, String modelPath, double cpus, @Nullable String gpus, String network,
        @Nullable HealthCheck health, String specHash, boolean init, Placement placement,
        GivenFiles given) {
    public static final String NETWORK_DEFAULT = "default";
    public static final String NETWORK_NONE = "none";

    public ContainerSettings {
        entrypoint = List.copyOf(entrypoint);
        arguments = List.copyOf(arguments);
    }

    /// On any machine, given no files.
    public ContainerSettings(String image, List<String> entrypoint, List<String> arguments, int port, int healthPort,
            String modelPath, double cpus, @Nullable String gpus, String network, @Nullable HealthCheck health,
            String specHash, boolean init) {
        this(image, entrypoint, arguments, port, healthPort, modelPath, cpus, gpus, network, health, specHash, init,
                Placement.ANY, GivenFiles.NONE);
    }

    /// The same on machines that `where` allows.
    public ContainerSettings placed(Placement where) {
        return new ContainerSettings(image, entrypoint, arguments, port, healthPort, modelPath, cpus, gpus, network,
                health, specHash, init, where, given);
    }

    /// The same with `files` given by the engine.
    public ContainerSettings given(GivenFiles files) {
        return new ContainerSettings(image, entrypoint, arguments, port, healthPort, modelPath, cpus, gpus, network,
                health, specHash, init, placement, files);
    }

    /// With the engine's init.
    public ContainerSettings(String image, List<String> entrypoint, List<String> arguments, int port, int healthPort,
            String modelPath, double cpus, @Nullable String gpus, String network, @Nullable HealthCheck health,
            String specHash) {
        this(image, entrypoint, arguments, port, healthPort, modelPath, cpus, gpus, network, health, specHash, true);
    }

    /// GET `path` at [ContainerSettings#healthPort] answers 200.
    public record HealthCheck(String path, Duration startPeriod, Duration interval, Duration timeout, int retries) {}
}
