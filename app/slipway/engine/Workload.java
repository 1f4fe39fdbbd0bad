package slipway.engine;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/// What an engine is asked to run, with every decision already made.
///
/// @param key         `iris/blue`, unique in the workspace; `replica` counts from 0
/// @param revision    counts up with every deploy of the key
/// @param command     argv; empty means the sample server on our own runtime
/// @param environment added to a clean base environment; `${port}` in a value or in the argv is the port given
/// @param modelFolder the artifact, mounted or read in place, or copied to an engine that is elsewhere; null where the server brings its own
/// @param port        0 for any free loopback port; a wanted port that is taken is refused
/// @param memoryBytes limit, 0 for none
/// @param url         for engine `external`: the server somebody else runs
/// @param container   for container engines: image, mount, limits; null elsewhere
/// @param replicas    how many servers this one workload stands for: 1, but for an engine that replicates
public record Workload(String key, int replica, long revision, List<String> command, Map<String, String> environment,
        @Nullable Path modelFolder, int port, long memoryBytes, @Nullable URI url,
        @Nullable ContainerSettings container, int replicas) {
    public Workload {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /// A workload of one server.
    public Workload(String key, int replica, long revision, List<String> command, Map<String, String> environment,
            @Nullable Path modelFolder, int port, long memoryBytes, @Nullable URI url,
            @Nullable ContainerSettings container) {
        this(key, replica, revision, command, environment, modelFolder, port, memoryBytes, url, container, 1);
    }

    /// The same for `count` servers.
    public Workload times(int count) {
        return new Workload(key, replica, revision, command, environment, modelFolder, port, memoryBytes, url,
                container, count);
    }

    /// A workload for an engine without containers.
    public Workload(String key, int replica, long revision, List<String> command, Map<String, String> environment,
            @Nullable Path modelFolder, int port, long memoryBytes, @Nullable URI url) {
        this(key, replica, revision, command, environment, modelFolder, port, memoryBytes, url, null);
    }
}
