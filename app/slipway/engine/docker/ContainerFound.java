package slipway.engine.docker;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.Ports;
import org.jspecify.annotations.Nullable;

import slipway.engine.ContainerSettings;
import slipway.engine.Workload;

/// Reads back, from its labels and from what the engine says, what a container was started with. Stateless.
final class ContainerFound {
    private ContainerFound() {}

    /// Empty where it does not carry what we label.
    ///
    /// @param imageEnvironment what the image brings, which is not the workload's
    static Optional<Workload> workload(InspectContainerResponse seen, List<String> imageEnvironment) {
        Map<String, String> labels = seen.getConfig().getLabels();
        if (labels == null) return Optional.empty();
        try {
            // its ledger ended with the studio that opened it
            if (ContainerNames.isLedger(label(labels, ContainerLabels.NETWORK))) return Optional.empty();
            String key = label(labels, ContainerLabels.ENDPOINT) + "/" + label(labels, ContainerLabels.DEPLOYMENT);
            int port = Integer.parseInt(label(labels, ContainerLabels.PORT));
            Model model = model(seen, labels);
            ContainerSettings settings = settings(seen, labels, port, model == null ? "" : model.target());
            Long memory = seen.getHostConfig().getMemory();
            return Optional.of(new Workload(key, Integer.parseInt(label(labels, ContainerLabels.REPLICA)),
                    Long.parseLong(label(labels, ContainerLabels.REVISION)), List.of(),
                    environment(seen, imageEnvironment), model == null ? null : Path.of(model.source()),
                    wantedPort(seen, port), memory == null ? 0 : memory, null, settings));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static ContainerSettings settings(InspectContainerResponse seen, Map<String, String> labels, int port,
            String target) {
        Long cpus = seen.getHostConfig().getNanoCPUs();
        return new ContainerSettings(String.valueOf(seen.getConfig().getImage()),
                words(seen.getConfig().getEntrypoint()), words(seen.getConfig().getCmd()), port,
                Integer.parseInt(label(labels, ContainerLabels.HEALTH_PORT)), target,
                cpus == null ? 0 : cpus / 1e9, labels.get(ContainerLabels.GPUS), label(labels, ContainerLabels.NETWORK),
                null,
                label(labels, ContainerLabels.SPEC));
    }

    private static String label(Map<String, String> labels, String name) {
        String value = labels.get(name);
        if (value == null) throw new IllegalArgumentException(name);
        return value;
    }

    /// Where the model is from and where it is.
    private record Model(String source, String target) {}

    private static @Nullable Model model(InspectContainerResponse seen, Map<String, String> labels) {
        String copied = labels.get(ContainerLabels.MODEL);
        if (copied != null) return new Model(copied, label(labels, ContainerLabels.MODEL_PATH));
        List<Mount> mounts = seen.getHostConfig().getMounts();
        if (mounts == null || mounts.isEmpty()) return null;
        Mount first = mounts.getFirst();
        return new Model(String.valueOf(first.getSource()), String.valueOf(first.getTarget()));
    }

    private static List<String> words(String @Nullable [] words) {
        return words == null ? List.of() : Arrays.asList(words);
    }

    private static Map<String, String> environment(InspectContainerResponse seen, List<String> imageEnvironment) {
        var brought = new HashSet<>(imageEnvironment);
        var result = new HashMap<String, String>();
        for (String pair : words(seen.getConfig().getEnv())) {
            int equals = pair.indexOf('=');
            if (equals > 0 && !brought.contains(pair))
                result.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
        return result;
    }

    /// What the image brings; nothing where it is not there any more.
    static List<String> imageEnvironment(DockerClient client, InspectContainerResponse seen) {
        try {
            var config = client.inspectImageCmd(String.valueOf(seen.getImageId())).exec().getConfig();
            return config == null ? List.of() : words(config.getEnv());
        } catch (NotFoundException e) {
            return List.of();
        }
    }

    private static int wantedPort(InspectContainerResponse seen, int port) {
        Ports ports = seen.getHostConfig().getPortBindings();
        return ports == null ? 0 : published(ports, port).orElse(0);
    }

    /// The port of this machine that stands for `port` of the container.
    static Optional<Integer> published(@Nullable Ports ports, int port) {
        if (ports == null || ports.getBindings() == null) return Optional.empty();
        Ports.Binding[] bindings = ports.getBindings().get(ExposedPort.tcp(port));
        if (bindings == null || bindings.length == 0) return Optional.empty();
        String text = bindings[0].getHostPortSpec();
        return text == null || text.isEmpty() ? Optional.empty() : Optional.of(Integer.parseInt(text));
    }
}
