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
import slipway.deploy.Past;
import slipway.engine.ContainerFacts;
import slipway.engine.ContainerUsage;
import slipway.engine.SwarmNode;
import slipway.engine.SwarmTask;
import slipway.engine.SwarmView;
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

    static Deployment onSwarm(String endpoint, String name) {
        Deployment plain = container(endpoint, name);
        return new Deployment(plain.spec(), "swarm", plain.contract(), plain.model(), plain.state(), 3,
                List.of(URI.create("http://192.0.2.11:32768"), URI.create("http://192.0.2.12:32768")), List.of(), plain
                        .health(),
                plain.usage(), 0, plain.since(), null, plain.story(), null, List.of(), plain.image());
    }

    /// `now` with a revision that it can go back to, or after it went back to one.
    static Deployment before(Deployment now, boolean back) {
        var earlier = new Past.Earlier(2, "sha256:" + "77aa01".repeat(10) + "77aa", "iris 1 · OCI Data Science",
                List.of("MODE", "OMP_NUM_THREADS"), 4);
        return new Deployment(now.spec(), now.engine(), now.contract(), now.model(), now.state(), 3, now.urls(),
                now.pids(), now.health(), now.usage(), 0, now.since(), null, now.story(), null, List.of(), now.image(),
                new Past(earlier, back));
    }

    /// Three machines, one of them lost, and four replicas of `key`, of which one cannot be placed and one was replaced.
    static SwarmView swarm(String key) {
        Instant now = Instant.ofEpochMilli(NOW);
        var nodes = List.of(node("k3v7m1a0zq", "ctrl-1", true, SwarmNode.State.READY, SwarmNode.Availability.ACTIVE, 0),
                node("9kq2xw4c7u", "gpu-node", false, SwarmNode.State.READY, SwarmNode.Availability.ACTIVE, 2),
                node("t5n8re6d1p", "gpu-node", false, SwarmNode.State.DOWN, SwarmNode.Availability.DRAINED, 2));
        return new SwarmView(nodes, List.of(
                task("a1", key, 1, "k3v7m1a0zq", "running", true, "", -1, 32768, now.minusSeconds(4_000)),
                task("b2", key, 2, "9kq2xw4c7u", "running", true, "", -1, 32768, now.minusSeconds(65)),
                task("b1", key, 2, "t5n8re6d1p", "failed", false,
                        "task: non-zero exit (137): dockerexec: unhealthy container, killed after 3 probes of"
                                + " http://127.0.0.1:8080/v2/health/ready said 503",
                        137, 0, now.minusSeconds(80)),
                task("c1", key, 3, "9kq2xw4c7u", "running", true, "", -1, 32769, now.minusSeconds(4_000)),
                task("d2", key, 4, "", "pending", true, "no suitable node (insufficient resources on 2 nodes)", -1, 0,
                        now.minusSeconds(12)),
                task("d1", key, 4, "k3v7m1a0zq", "rejected", false,
                        "No such image: registry:5000/iris@sha256:9f2c41abd07e8e90", -1, 0, now.minusSeconds(15)),
                task("e1", "iris/green", 1, "k3v7m1a0zq", "running", true, "", -1, 32770, now.minusSeconds(9_000))));
    }

    private static SwarmNode node(String id, String name, boolean manager, SwarmNode.State state,
            SwarmNode.Availability availability, int gpus) {
        boolean down = state == SwarmNode.State.DOWN;
        return new SwarmNode(id, name, manager ? "192.0.2.11" : down ? "192.0.2.13" : "192.0.2.12", manager, manager,
                state, availability, 8, 33_600_000_000L, gpus, "28.3.2",
                down ? "heartbeat failure for node in unknown state" : "");
    }

    private static SwarmTask task(String id, String key, int slot, String nodeId, String state, boolean wanted,
            String error, int exit, int port, Instant since) {
        String host = nodeId.startsWith("k") ? "192.0.2.11" : "192.0.2.12";
        return new SwarmTask(id, key, slot, nodeId, nodeId.startsWith("k")
                ? "ctrl-1"
                : nodeId.isEmpty() ? "" : "gpu-node", state, wanted, error, exit,
                port == 0 ? null : URI.create("http://" + host + ":" + port), since);
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
