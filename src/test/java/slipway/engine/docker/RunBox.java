package slipway.engine.docker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

import slipway.engine.ContainerSettings;
import slipway.engine.Workload;
import slipway.testkit.TestDocker;

/// Workloads of the tests' tiny image, which has a shell and a web server.
final class RunBox {
    static final String IMAGE = TestDocker.busybox();
    static final DockerAddress ADDRESS = new DockerAddress(TestDocker.host(), "test", null);

    private RunBox() {}

    /// What a shell of this machine writes.
    static String sh(String script) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("sh", "-c", script).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(60, TimeUnit.SECONDS)) process.destroyForcibly();
        return said.strip();
    }

    static String inspect(String id, String format) throws IOException, InterruptedException {
        return sh("docker inspect -f '" + format + "' " + id);
    }

    static ContainerSettings settings(String... arguments) {
        return new ContainerSettings(IMAGE, List.of(), List.of(arguments), 8080, 8080, "/model", 0, null,
                ContainerSettings.NETWORK_DEFAULT, null, "spec-1");
    }

    static ContainerSettings health(ContainerSettings s, ContainerSettings.HealthCheck health) {
        return new ContainerSettings(s.image(), s.entrypoint(), s.arguments(), s.port(), s.healthPort(), s.modelPath(),
                s.cpus(), s.gpus(), s.network(), health, s.specHash());
    }

    static ContainerSettings network(ContainerSettings s, String network) {
        return new ContainerSettings(s.image(), s.entrypoint(), s.arguments(), s.port(), s.healthPort(), s.modelPath(),
                s.cpus(), s.gpus(), network, s.health(), s.specHash());
    }

    static Workload workload(ContainerSettings settings) {
        return workload(settings, Map.of(), null, 0, 0);
    }

    static Workload workload(ContainerSettings settings, Map<String, String> environment, @Nullable Path model,
            int port, long memory) {
        return new Workload("iris/blue", 0, 1, List.of(), environment, model, port, memory, null, settings);
    }

    /// Runs `script` in the container's shell.
    static Workload script(String script) {
        return workload(settings("sh", "-c", script));
    }

    static Workload server() {
        return script("echo begin; exec httpd -f -p ${port} -h /www");
    }

    static Workload with(Workload workload, UnaryOperator<ContainerSettings> change) {
        ContainerSettings settings = java.util.Objects.requireNonNull(workload.container());
        return new Workload(workload.key(), workload.replica(), workload.revision(), workload.command(),
                workload.environment(), workload.modelFolder(), workload.port(), workload.memoryBytes(), null,
                change.apply(settings));
    }
}
