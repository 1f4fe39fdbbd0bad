package slipway.spec;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/// `<deployment>.yml`, Azure ML's `managedOnlineDeployment` plus our `x-slipway` block.
public record DeploymentSpec(String name, String endpoint, ModelRef model, @Nullable String image,
        Map<String, String> environment, int instanceCount, RequestSettings requests, ProbeSpec liveness,
        ProbeSpec readiness, Extension slipway, @Nullable Routes routes, Code code) {

    public DeploymentSpec {
        environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
    }

    /// A deployment without routes or code of its own.
    public DeploymentSpec(String name, String endpoint, ModelRef model, @Nullable String image,
            Map<String, String> environment, int instanceCount, RequestSettings requests, ProbeSpec liveness,
            ProbeSpec readiness, Extension slipway) {
        this(name, endpoint, model, image, environment, instanceCount, requests, liveness, readiness, slipway, null,
                Code.NONE);
    }

    /// Which model: `path` is absolute where the file gives one (or the catalog resolved it), `name` and `version`
    /// where it names one (`azureml:iris:2`). All null for a server that brings its own.
    public record ModelRef(@Nullable String name, @Nullable String version, @Nullable Path path) {
        public static final ModelRef NONE = new ModelRef(null, null, null);
    }

    /// Azure's `request_settings`.
    ///
    /// @param said whether the file has them, so that they are kept to
    public record RequestSettings(Duration timeout, int maxConcurrentPerInstance, Duration maxQueueWait,
            boolean said) {
        public static final RequestSettings DEFAULT = new RequestSettings(Duration.ofSeconds(5), 1,
                Duration.ofMillis(500), false);

        public RequestSettings(Duration timeout, int maxConcurrentPerInstance, Duration maxQueueWait) {
            this(timeout, maxConcurrentPerInstance, maxQueueWait, true);
        }
    }

    /// Azure's probe settings; seconds in the file.
    public record ProbeSpec(Duration initialDelay, Duration period, Duration timeout, int successThreshold,
            int failureThreshold) {
        public static final ProbeSpec DEFAULT = new ProbeSpec(Duration.ofSeconds(10), Duration.ofSeconds(10),
                Duration.ofSeconds(2), 1, 30);
    }

    /// One of the three routes of `environment.inference_config`.
    public record Route(String path, int port) {}

    /// `environment.inference_config` of a container that brings its own server.
    public record Routes(Route liveness, Route readiness, Route scoring) {}

    /// What the file says about code and its surroundings, for builds and exports; paths are absolute.
    ///
    /// @param folder         `code_configuration.code`
    /// @param scoringScript  `code_configuration.scoring_script`, relative to `folder`
    /// @param environmentRef a registered environment (`azureml:my-env:1`)
    /// @param condaFile      `environment.conda_file`
    /// @param buildFolder    `environment.build.path`
    /// @param modelMount     `model_mount_path`, inside the container
    public record Code(@Nullable Path folder, @Nullable String scoringScript, @Nullable String environmentRef,
            @Nullable Path condaFile, @Nullable Path buildFolder, @Nullable String modelMount,
            @Nullable String instanceType) {
        public static final Code NONE = new Code(null, null, null, null, null, null, null);
    }

    /// The `x-slipway` block; null means: not said.
    ///
    /// @param command argv of a server to run instead of the sample server (`x-slipway.cmd`)
    /// @param mapping [#MAPPING_BODY], or null where only paths are mapped
    /// @param scale   null where as many replicas run as the file says
    /// @param bandwidthMbps what may pass it, in megabits per second, copies to it included
    /// @param swarm   for engine `swarm` only
    public record Extension(@Nullable String contract, @Nullable String engine, @Nullable String url,
            @Nullable Integer port, @Nullable Integer healthPort, List<String> entrypoint, List<String> command,
            @Nullable Double cpus, @Nullable Long memoryBytes, @Nullable String gpus, @Nullable String imageDigest,
            @Nullable String network, @Nullable String mapping, @Nullable ScaleSpec scale, SwarmSpec swarm,
            @Nullable Integer bandwidthMbps) {
        /// The word of `x-slipway.mapping` that lets the gateway rewrite bodies for the server.
        public static final String MAPPING_BODY = "body";

        public static final Extension NONE = new Extension(null, null, null, null, null, List.of(), List.of(), null,
                null);

        public Extension {
            entrypoint = List.copyOf(entrypoint);
            command = List.copyOf(command);
        }

        /// An extension whose replicas are as many as the file says, on any node of a swarm.
        public Extension(@Nullable String contract, @Nullable String engine, @Nullable String url,
                @Nullable Integer port, @Nullable Integer healthPort, List<String> entrypoint, List<String> command,
                @Nullable Double cpus, @Nullable Long memoryBytes, @Nullable String gpus, @Nullable String imageDigest,
                @Nullable String network, @Nullable String mapping) {
            this(contract, engine, url, port, healthPort, entrypoint, command, cpus, memoryBytes, gpus, imageDigest,
                    network, mapping, null, SwarmSpec.NONE);
        }

        /// An extension without a limit of bandwidth.
        public Extension(@Nullable String contract, @Nullable String engine, @Nullable String url,
                @Nullable Integer port, @Nullable Integer healthPort, List<String> entrypoint, List<String> command,
                @Nullable Double cpus, @Nullable Long memoryBytes, @Nullable String gpus, @Nullable String imageDigest,
                @Nullable String network, @Nullable String mapping, @Nullable ScaleSpec scale, SwarmSpec swarm) {
            this(contract, engine, url, port, healthPort, entrypoint, command, cpus, memoryBytes, gpus, imageDigest,
                    network, mapping, scale, swarm, null);
        }

        /// An extension whose bodies are not mapped.
        public Extension(@Nullable String contract, @Nullable String engine, @Nullable String url,
                @Nullable Integer port, @Nullable Integer healthPort, List<String> entrypoint, List<String> command,
                @Nullable Double cpus, @Nullable Long memoryBytes, @Nullable String gpus, @Nullable String imageDigest,
                @Nullable String network) {
            this(contract, engine, url, port, healthPort, entrypoint, command, cpus, memoryBytes, gpus, imageDigest,
                    network, null);
        }

        /// An extension without GPUs, digest or network.
        public Extension(@Nullable String contract, @Nullable String engine, @Nullable String url,
                @Nullable Integer port, @Nullable Integer healthPort, List<String> entrypoint, List<String> command,
                @Nullable Double cpus, @Nullable Long memoryBytes) {
            this(contract, engine, url, port, healthPort, entrypoint, command, cpus, memoryBytes, null, null, null);
        }

        Extension withImageDigest(@Nullable String digest) {
            return new Extension(contract, engine, url, port, healthPort, entrypoint, command, cpus, memoryBytes, gpus,
                    digest, network, mapping, scale, swarm, bandwidthMbps);
        }

        Extension withPorts(@Nullable Integer nextPort, @Nullable Integer nextHealthPort) {
            return new Extension(contract, engine, url, nextPort, nextHealthPort, entrypoint, command, cpus,
                    memoryBytes, gpus, imageDigest, network, mapping, scale, swarm, bandwidthMbps);
        }

        Extension withScale(@Nullable ScaleSpec next) {
            return new Extension(contract, engine, url, port, healthPort, entrypoint, command, cpus, memoryBytes, gpus,
                    imageDigest, network, mapping, next, swarm, bandwidthMbps);
        }

        /// The same that takes no more than that, or any amount for null.
        public Extension withBandwidth(@Nullable Integer mbps) {
            return new Extension(contract, engine, url, port, healthPort, entrypoint, command, cpus, memoryBytes, gpus,
                    imageDigest, network, mapping, scale, swarm, mbps);
        }

        /// Without the words of a command and the password of a URL, which may be secret.
        @Override
        public String toString() {
            String shownUrl = url == null ? null : url.replaceAll("//[^/@]*@", "//…@").replaceAll("\\?.*", "?…");
            return "Extension[contract=" + contract + ", engine=" + engine + ", url=" + shownUrl + ", port=" + port
                    + ", entrypoint=" + entrypoint.size() + " words, command=" + command.size() + " words]";
        }
    }

    /// Names the environment variables, never their values: those may be secret.
    @Override
    public String toString() {
        return "DeploymentSpec[" + id() + ", model=" + model + ", image=" + image + ", environment="
                + environment.keySet() + ", instanceCount=" + instanceCount + ", " + slipway + "]";
    }

    /// The same with its model read from `path`.
    public DeploymentSpec withModelPath(Path path) {
        return new DeploymentSpec(name, endpoint, new ModelRef(model.name, model.version, path), image, environment,
                instanceCount, requests, liveness, readiness, slipway, routes, code);
    }

    /// The same with the digest of its image recorded.
    public DeploymentSpec withImageDigest(@Nullable String digest) {
        return new DeploymentSpec(name, endpoint, model, image, environment, instanceCount, requests, liveness,
                readiness, slipway.withImageDigest(digest), routes, code);
    }

    /// The same with `instead` wherever its server is asked on port `asked` now.
    public DeploymentSpec askedOn(int asked, int instead) {
        Integer own = slipway.port();
        Integer health = slipway.healthPort() != null ? slipway.healthPort() : probedApart();
        boolean probes = health != null && health == asked;
        boolean all = !probes || (own != null && own == asked);
        return new DeploymentSpec(name, endpoint, model, image, environment, instanceCount, requests, liveness,
                readiness,
                slipway.withPorts(all ? Integer.valueOf(instead) : own,
                        probes ? Integer.valueOf(instead) : slipway.healthPort()),
                routes, code);
    }

    /// The port of `inference_config`'s liveness route where predictions go to another one; null where they do not.
    @Nullable
    Integer probedApart() {
        return routes == null || routes.liveness().port() == routes.scoring().port()
                ? null
                : Integer.valueOf(routes.liveness().port());
    }

    public DeploymentSpec withInstanceCount(int count) {
        return new DeploymentSpec(name, endpoint, model, image, environment, count, requests, liveness, readiness,
                slipway, routes, code);
    }

    /// The same with another policy for its replicas, null for none.
    public DeploymentSpec withScale(@Nullable ScaleSpec scale) {
        return new DeploymentSpec(name, endpoint, model, image, environment, instanceCount, requests, liveness,
                readiness, slipway.withScale(scale), routes, code);
    }

    /// `iris/blue`
    public String id() {
        return endpoint + "/" + name;
    }
}
