package slipway.engine.docker;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HealthCheck;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LogConfig;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.MountType;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import com.github.dockerjava.api.model.RestartPolicy;
import org.jspecify.annotations.Nullable;

import slipway.engine.ContainerSettings;
import slipway.engine.Workload;

/// Writes down for the engine what a workload is run with. Stateless.
///
/// As tight as any platform's container may be: no capability, no new privileges, as much swap as memory minus
/// memory (none), loopback ports only (but see [EngineReach]), logs that rotate, and no restart by the engine, since the studio restarts.
final class ContainerCreate {
    static final long PIDS = 512;
    static final long SHM_BYTES = 64L << 20;
    static final String LOG_SIZE = "10m";
    static final String LOG_FILES = "3";

    private ContainerCreate() {}

    /// What the engine adds to a workload.
    ///
    /// @param name    of the container
    /// @param network name to join; null for the engine's default
    /// @param bind    address of the engine’s machine that ports are published on; null publishes none
    /// @param health  null leaves the image's own
    /// @param gpu     how GPUs are handed in; NONE without any
    /// @param resolver file that stands for `/etc/resolv.conf`; null for the engine's own
    /// @param init    whether the engine puts its init before the server, which passes signals on and reaps
    /// @param mounts  whether the model’s folder is mounted; else it is copied
    record Choices(String name, Map<String, String> labels, @Nullable String network, @Nullable String bind,
            @Nullable HealthCheck health, ContainerGpu.Way gpu, @Nullable Path resolver, boolean init,
            boolean mounts) {}

    static CreateContainerCmd command(DockerClient client, Workload workload, ContainerSettings settings,
            Choices choices) {
        var ports = Stream.of(settings.port(), settings.healthPort()).distinct().map(ExposedPort::tcp).toList();
        var command = client.createContainerCmd(settings.image()).withName(choices.name()).withLabels(choices.labels())
                .withEnv(environment(workload, settings, choices.gpu())).withExposedPorts(ports)
                .withHostConfig(host(workload, settings, choices, ports));
        // as with every Docker tool, an entrypoint of one's own drops the image's arguments too
        if (!settings.entrypoint().isEmpty()) command.withEntrypoint(filled(settings.entrypoint(), settings));
        if (!settings.arguments().isEmpty()) command.withCmd(filled(settings.arguments(), settings));
        if (choices.health() != null) command.withHealthcheck(choices.health());
        return command;
    }

    private static HostConfig host(Workload workload, ContainerSettings settings, Choices choices,
            List<ExposedPort> ports) {
        HostConfig host = HostConfig.newHostConfig().withCapDrop(Capability.ALL)
                .withSecurityOpts(List.of("no-new-privileges")).withPidsLimit(PIDS).withShmSize(SHM_BYTES)
                .withInit(choices.init()).withRestartPolicy(RestartPolicy.noRestart()).withLogConfig(new LogConfig(
                        LogConfig.LoggingType.JSON_FILE, Map.of("max-size", LOG_SIZE, "max-file", LOG_FILES)));
        // the model first: so it is found again
        var mounts = new ArrayList<Mount>();
        Path model = workload.modelFolder();
        if (model != null && choices.mounts()) mounts.add(mount(model, settings.modelPath()));
        if (choices.resolver() != null) mounts.add(mount(choices.resolver(), "/etc/resolv.conf"));
        if (!mounts.isEmpty()) host.withMounts(mounts);
        if (settings.cpus() > 0) host.withNanoCPUs(Math.round(settings.cpus() * 1e9));
        if (workload.memoryBytes() > 0) {
            host.withMemory(workload.memoryBytes()).withMemorySwap(workload.memoryBytes());
        }
        if (choices.network() != null) host.withNetworkMode(choices.network());
        String bind = choices.bind();
        if (bind != null)
            host.withPortBindings(ports.stream().map(port -> new PortBinding(
                    Ports.Binding.bindIpAndPort(bind, port.getPort() == settings.port() ? workload.port() : 0),
                    port)).toList());
        ContainerGpu.into(host, settings.gpus(), choices.gpu());
        return host;
    }

    /// As a mount and never as a bind: the engine would make a missing folder, as root.
    private static Mount mount(Path model, String target) {
        return new Mount().withType(MountType.BIND).withSource(model.toAbsolutePath().normalize().toString())
                .withTarget(target).withReadOnly(true);
    }

    private static List<String> environment(Workload workload, ContainerSettings settings, ContainerGpu.Way gpu) {
        var all = new TreeMap<String, String>(workload.environment());
        ContainerGpu.environment(settings.gpus(), gpu).forEach(all::putIfAbsent);
        var words = new ArrayList<String>();
        all.forEach((name, value) -> words.add(name + "=" + fill(value, settings)));
        return words;
    }

    static List<String> filled(List<String> words, ContainerSettings settings) {
        return words.stream().map(word -> fill(word, settings)).toList();
    }

    static String fill(String word, ContainerSettings settings) {
        return word.replace("${port}", String.valueOf(settings.port()));
    }
}
