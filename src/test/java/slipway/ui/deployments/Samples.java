package slipway.ui.deployments;

import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import slipway.base.Problem;
import slipway.catalog.Model;
import slipway.contract.Signature;
import slipway.deploy.Deployment;
import slipway.deploy.Deployment.Step;
import slipway.deploy.Deployment.StepState;
import slipway.deploy.DeploymentState;
import slipway.deploy.ImageUse;
import slipway.engine.ContainerFacts;
import slipway.engine.ContainerUsage;
import slipway.engine.Usage;
import slipway.engine.docker.EngineCalls;
import slipway.observe.Health;

/// Deployments and models as the features would publish them.
final class Samples {
    private static final long NOW = System.currentTimeMillis();

    private Samples() {}

    static Model model(String name, String version) {
        return new Model(Path.of("/models/" + name + "-" + version), name + "-" + version, name, version, "mlflow",
                "scikit-learn 1.2.1", List.of("onnx"), List.of("mlflow", "oci-byoc"), 4_321, "00", Signature.UNKNOWN,
                List.of(), null, null, null, Map.of(), List.of());
    }

    static Deployment deployment(String endpoint, String name, String version, DeploymentState state) {
        boolean runs = state == DeploymentState.READY || state == DeploymentState.UNHEALTHY;
        var spec = new DeployForm(model(endpoint, version), endpoint, name, "oci-byoc", "embedded", "", "1", "", "512m",
                "").deployment();
        Health.Answer answer = runs ? Health.Answer.YES : Health.Answer.UNKNOWN;
        boolean failed = state == DeploymentState.FAILED;
        return new Deployment(spec, "embedded", "oci-byoc", model(endpoint, version), state, 3,
                runs ? List.of(URI.create("http://127.0.0.1:4915" + name.length())) : List.of(), List.of(),
                new Health(answer, answer, answer, runs || failed ? probes(failed) : List.of()),
                runs ? new Usage(NOW, 0.031, 61_200_000) : Usage.NONE, failed ? 2 : 0, Instant.now().minusSeconds(720),
                null, state == DeploymentState.STOPPED ? List.of() : story(state),
                failed ? Problem.of("base.unforeseen", "ExitCode 1", "The server ended before it was ready.") : null,
                failed
                        ? List.of("Loading /models/tiny/model.onnx", "Error: file is truncated at byte 4096")
                        : List.of());
    }

    /// One that runs as a container, whose tag has moved.
    static Deployment container(String endpoint, String name) {
        Deployment plain = deployment(endpoint, name, "1", DeploymentState.READY);
        var spec = new DeployForm(model(endpoint, "1"), endpoint, name, "oci-byoc", "docker", "", "1", "", "512m", "",
                new ContainerForm(ContainerForm.Source.IMAGE, "registry:5000/iris:2", "2", "all", false, "none", "",
                        ""),
                "").deployment();
        String id = "sha256:" + "9f2c41abd07e8e90".repeat(4);
        return new Deployment(spec, "docker", plain.contract(), plain.model(), plain.state(), 3, plain.urls(),
                List.of(), plain.health(), plain.usage(), 0, plain.since(), null, plain.story(), null, List.of(),
                new ImageUse("registry:5000/iris:2", id, id, null, true));
    }

    static List<ContainerFacts> containers() {
        return List.of(new ContainerFacts("4711".repeat(16), "slipway-iris-blue-0", "sha256:" + "9f2c41abd07e8e90"
                .repeat(4), ContainerFacts.Health.HEALTHY, List.of(), false, """
                        docker run --detach --init \\
                          --cap-drop ALL --security-opt no-new-privileges \\
                          --pids-limit 512 --shm-size 67108864 \\
                          --cpus 2.0 \\
                          --memory 536870912 --memory-swap 536870912 \\
                          --gpus all \\
                          --network slipway-closed \\
                          --mount type=bind,source=/models/iris-1,target=/opt/ml/model,readonly \\
                          --env API_KEY=*** \\
                          registry:5000/iris@sha256:9f2c41ab"""));
    }

    static List<EngineCalls.Call> calls() {
        Instant now = Instant.ofEpochMilli(NOW);
        return List.of(new EngineCalls.Call(now, "docker inspect", 2_310_000, 14, null, ""),
                new EngineCalls.Call(now.minusSeconds(3), "docker create", 48_000_000, 1, "docker.refused",
                        "could not select device driver \"\" with capabilities: [[gpu]]"),
                new EngineCalls.Call(now.minusSeconds(4), "docker ps --all", 3_900_000, 1, null, ""));
    }

    static List<Usage> containerUsage() {
        return usage(0.4).stream().map(each -> new Usage(each.epochMillis(), each.cpu(), each.memoryBytes(),
                new ContainerUsage(536_870_912, 12_000_000, 48_000_000, 3_400_000, 120_000, 23))).toList();
    }

    private static List<Health.Probed> probes(boolean bad) {
        var probes = new ArrayList<Health.Probed>();
        for (int i = 0; i < 45; i++) {
            boolean good = !(bad && i > 36) && i != 30;
            probes.add(new Health.Probed(NOW - (45 - i) * 10_000L, i % 3 == 0 ? Health.Kind.ALIVE : Health.Kind.READY,
                    good, good ? 200 : 0,
                    2_310_000L + i * 9_000L, good ? "" : "Connection refused"));
        }
        return probes;
    }

    private static List<Step> story(DeploymentState state) {
        return switch (state) {
            case STARTING -> List.of(new Step("resolve", StepState.DONE, 12, "mlflow folder, 4.32 kB"),
                    new Step("launch", StepState.DONE, 240, "process 4711 on port 49157"),
                    new Step("alive", StepState.RUNNING, -1, "GET /health"),
                    new Step("ready", StepState.WAITING, -1, ""), new Step("prove", StepState.WAITING, -1, ""));
            case FAILED -> List.of(new Step("resolve", StepState.DONE, 12, "mlflow folder, 4.32 kB"),
                    new Step("launch", StepState.DONE, 240, "process 4711 on port 49157"),
                    new Step("alive", StepState.FAILED, 1_830, "the process ended with exit code 1"),
                    new Step("ready", StepState.SKIPPED, -1, ""), new Step("prove", StepState.SKIPPED, -1, ""));
            default -> List.of(new Step("resolve", StepState.DONE, 12, "mlflow folder, 4.32 kB"),
                    new Step("launch", StepState.DONE, 240, "process 4711 on port 49153"),
                    new Step("alive", StepState.DONE, 610, "GET /health 200"),
                    new Step("ready", StepState.DONE, 35, "GET /ready 200"),
                    new Step("prove", StepState.DONE, 4, "POST /predict 200, 3 rows"));
        };
    }

    static List<Usage> usage(double around) {
        var readings = new ArrayList<Usage>();
        for (int i = 0; i < 90; i++) {
            readings.add(new Usage(NOW - (90 - i) * 10_000L, around * (1 + 0.5 * Math.sin(i / 7.0)),
                    60_000_000L + i * 40_000L));
        }
        return readings;
    }
}
