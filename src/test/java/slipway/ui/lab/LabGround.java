package slipway.ui.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import slipway.base.Activity;
import slipway.base.Live;
import slipway.base.Tasks;
import slipway.deploy.Deployment;
import slipway.deploy.WorkloadFaults;
import slipway.load.LoadRunner;
import slipway.load.SavedRuns;
import slipway.rollout.Rollouts;
import slipway.spec.DeploymentSpec;
import slipway.spec.Workspace;
import slipway.testkit.BreakableServer;
import slipway.testkit.StubUpstream;
import slipway.testkit.TestDesk;
import slipway.traffic.Gateway;
import slipway.traffic.Target;
import slipway.traffic.TrafficPolicy;
import slipway.ui.LabParts;

/// A workspace with the endpoint iris (blue and green) behind a real gateway and a stub server, for tests of the Lab.
final class LabGround implements AutoCloseable {
    final Tasks tasks = new Tasks();
    final Gateway gateway = new Gateway();
    final LoadRunner runner = new LoadRunner();
    final StubUpstream server = StubUpstream.answering("{\"predictions\": [0]}");
    final TestDesk desk = new TestDesk();
    final LabRuns going = new LabRuns();
    final Activity activity = new Activity();
    final Live.Subscription deeds = activity.follow(tasks);
    final Live<List<Deployment>> deployments = new Live<>(List.of());
    final StagedRollouts stage = new StagedRollouts();
    final Path folder;
    final SavedRuns runs;
    final Workspace workspace;
    final Rollouts rollouts;
    final List<Path> opened = new java.util.concurrent.CopyOnWriteArrayList<>();
    final BreakableServer broken = new BreakableServer();
    final WorkloadFaults faults = new WorkloadFaults(tasks, new Activity(), id -> List.of(broken),
            (endpoint, each) -> gateway.onRequests(endpoint, request -> each.accept(request.deployment())));
    LabParts.Shadows shadows = endpoint -> Map.of();

    LabGround(Path folder, boolean withEndpoint) {
        this.folder = folder;
        if (withEndpoint) files();
        workspace = Workspace.open(folder, tasks);
        runs = SavedRuns.of(folder);
        if (withEndpoint) open();
        rollouts = new Rollouts(tasks, stage, folder.resolve(".slipway"));
    }

    LabPage page() {
        return new LabPage(desk.desk(), tasks, workspace, gateway, deployments, new LabParts(runner, runs, rollouts,
                stage, endpoint -> shadows.of(endpoint), faults, folder.resolve(".slipway")), going,
                (owner, title, kind, patterns) -> folder.resolve("rows.jsonl"),
                (owner, title, name) -> folder.resolve(name), opened::add);
    }

    private void files() {
        try {
            Path at = Files.createDirectories(folder.resolve("endpoints/iris"));
            Files.createDirectories(folder.resolve("models/iris"));
            Files.writeString(at.resolve("endpoint.yml"),
                    "name: iris\nauth_mode: key\ntraffic:\n  blue: 90\n  green: 10\n");
            for (String name : List.of("blue", "green")) {
                Files.writeString(at.resolve(name + ".yml"), "name: " + name
                        + "\nendpoint_name: iris\nmodel:\n  path: ../../models/iris\nx-slipway:\n  contract: mlflow\n"
                        + "  engine: embedded\n");
            }
            Path requests = Files.createDirectories(folder.resolve("requests/iris"));
            Files.writeString(requests.resolve("flower.http"), """
                    ### One flower
                    POST http://127.0.0.1:8801/invocations
                    Content-Type: application/json

                    {"dataframe_split": {"columns": ["a"], "data": [[1]]}}
                    """);
            Files.writeString(folder.resolve("rows.jsonl"), "{\"a\": 1}\n{\"a\": 2}\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void open() {
        gateway.open("iris", 0, new TrafficPolicy(Map.of("blue", 90, "green", 10), null, 0, "secret-key"));
        for (DeploymentSpec each : workspace.spec().get().endpoint("iris").orElseThrow().deployments()) {
            gateway.setTarget("iris", new Target(each.name(), 1, List.of(server.url()), "mlflow", "/invocations"));
        }
    }

    @Override
    public void close() {
        tasks.close();
        runner.close();
        gateway.close();
        server.close();
        workspace.close();
    }
}
