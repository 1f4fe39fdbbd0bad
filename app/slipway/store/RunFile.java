package slipway.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// What runs in a workspace, as its studio last wrote it to `.slipway/run.json`, so that other commands can ask
/// without talking to it. `pid` and `startedAt` (as the system tells it, epoch milliseconds) name the studio.
///
/// @param metrics where Prometheus asks, null where nothing is counted for it
public record RunFile(long pid, long startedAt, List<EndpointRun> endpoints, List<DeploymentRun> deployments,
        @Nullable String metrics) {
    /// Without metrics.
    public RunFile(long pid, long startedAt, List<EndpointRun> endpoints, List<DeploymentRun> deployments) {
        this(pid, startedAt, endpoints, deployments, null);
    }

    /// A listening endpoint; `key` null where none is asked for.
    ///
    /// @param tokens the secret of its tokens, null where it does not ask for any
    public record EndpointRun(String name, String url, @Nullable String key, Map<String, Integer> traffic,
            @Nullable String tokens) {
        /// Without tokens.
        public EndpointRun(String name, String url, @Nullable String key, Map<String, Integer> traffic) {
            this(name, url, key, traffic, null);
        }

        public EndpointRun withKey(String next) {
            return new EndpointRun(name, url, next, traffic, tokens);
        }

        /// The key stays out of logs.
        @Override
        public String toString() {
            return name + " " + url;
        }
    }

    /// A deployment as `up --json` words it.
    ///
    /// @param contract id of the one that it is served by, null until that is known
    /// @param model    where the model is that it serves, null where none can be read
    /// @param servers  null where they are not counted
    /// @param past     null where nothing is known of what ran before
    public record DeploymentRun(String endpoint, String deployment, String state, @Nullable String url, String engine,
            List<Long> pids, long revision, int restarts, long since, @Nullable String problem,
            @Nullable String contract, @Nullable String model, @Nullable Servers servers, @Nullable Past past) {
        /// One that has nothing to go back to.
        public DeploymentRun(String endpoint, String deployment, String state, @Nullable String url, String engine,
                List<Long> pids, long revision, int restarts, long since, @Nullable String problem,
                @Nullable String contract, @Nullable String model, @Nullable Servers servers) {
            this(endpoint, deployment, state, url, engine, pids, revision, restarts, since, problem, contract, model,
                    servers, null);
        }

        /// One whose servers are not counted.
        public DeploymentRun(String endpoint, String deployment, String state, @Nullable String url, String engine,
                List<Long> pids, long revision, int restarts, long since, @Nullable String problem,
                @Nullable String contract, @Nullable String model) {
            this(endpoint, deployment, state, url, engine, pids, revision, restarts, since, problem, contract, model,
                    null);
        }
    }

    /// What a deployment was before.
    ///
    /// @param back        whether it went back, so that its file says otherwise than what runs
    /// @param revision    that it can go back to, 0 for none
    /// @param image       of that revision, null on engines without images
    /// @param model       of that revision, as people know it
    /// @param environment the names of its variables
    /// @param replicas    as many as it had
    public record Past(boolean back, long revision, @Nullable String image, String model, List<String> environment,
            int replicas) {}

    /// How many servers a deployment has.
    ///
    /// @param running those that take requests
    /// @param wanted  those that there should be
    /// @param nodes   how many of the running ones each machine of a swarm has; empty elsewhere
    public record Servers(int running, int wanted, Map<String, Integer> nodes) {}

    public static Path in(Path stateFolder) {
        return stateFolder.resolve("run.json");
    }

    /// The file's content, empty where there is none or where it cannot be read (it is rewritten at the next change).
    public static Optional<RunFile> read(Path stateFolder) {
        Path file = in(stateFolder);
        if (!Files.exists(file)) return Optional.empty();
        try {
            return Optional.of(JsonMapper.shared().readValue(Files.readString(file), RunFile.class));
        } catch (IOException | JacksonException e) {
            return Optional.empty();
        }
    }

    public void write(Path stateFolder) {
        AtomicFiles.write(in(stateFolder), JsonMapper.shared().writeValueAsString(this));
    }

    /// Whether the studio that wrote this is still the process of that number.
    public boolean alive() {
        return owner().isPresent();
    }

    /// The studio's process, while it is the one that wrote this.
    public Optional<ProcessHandle> owner() {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(process -> process.info().startInstant()
                .map(start -> Math.abs(start.toEpochMilli() - startedAt) < 2000).orElse(true));
    }
}
