package slipway.ui.requests;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import slipway.base.Live;
import slipway.base.Tasks;
import slipway.catalog.Model;
import slipway.contract.Signature;
import slipway.contract.Tensor;
import slipway.deploy.Deployment;
import slipway.deploy.DeploymentState;
import slipway.engine.Usage;
import slipway.observe.Health;
import slipway.requests.History;
import slipway.requests.Sender;
import slipway.spec.Workspace;
import slipway.store.Database;
import slipway.testkit.SayingDesk;
import slipway.testkit.StubUpstream;
import slipway.traffic.Gateway;
import slipway.traffic.Target;
import slipway.traffic.TrafficPolicy;
import slipway.ui.Desk;
import slipway.ui.Notices;

/// What the Requests page stands on in tests: a workspace in a folder, the gateway, history, and the endpoint `iris`
/// whose deployment `blue` is a stub.
final class RequestsGround implements AutoCloseable {
    final Tasks tasks = new Tasks();
    final Gateway gateway = new Gateway();
    final Live<List<Deployment>> deployments = new Live<>(List.of());
    final Sender sender = new Sender();
    /// Notices, problems and pages that were opened.
    final KeptRequests kept = new KeptRequests();
    final List<String> said = new CopyOnWriteArrayList<>();
    final Workspace workspace;
    final Database database;
    final History history;

    RequestsGround(Path folder) throws Exception {
        Path at = Files.createDirectories(folder.resolve("endpoints/iris"));
        Files.createDirectories(folder.resolve("models/iris"));
        Files.writeString(at.resolve("endpoint.yml"), "name: iris\nauth_mode: key\ntraffic:\n  blue: 100\n");
        Files.writeString(at.resolve("blue.yml"), """
                name: blue
                endpoint_name: iris
                model:
                  path: ../../models/iris
                x-slipway:
                  contract: mlflow
                  engine: embedded
                """);
        workspace = Workspace.open(folder, tasks);
        database = Database.open(folder.resolve(".slipway/state.db"));
        history = new History(database, folder.resolve("answers"));
    }

    /// The endpoint takes requests from now on, with a key; `server` answers them.
    RequestsGround serving(StubUpstream server) {
        return serving(server.url());
    }

    /// @param url of a server on this machine
    RequestsGround serving(URI url) {
        gateway.open("iris", 0, new TrafficPolicy(Map.of("blue", 100), null, 0, "k3y-k3y"));
        gateway.setTarget("iris", new Target("blue", 3, List.of(url), "mlflow", "/invocations"));
        var signature = new Signature(List.of(column("sepal length"), column("sepal width"), column("petal length"),
                column("petal width")), List.of(), true);
        var model = new Model(workspace.root(), "iris", "iris", "1", "mlflow", null, List.of(), List.of("mlflow"), 1,
                "0", signature, List.of(), null, null, null, Map.of(), List.of());
        var spec = workspace.spec().get().deployment("iris", "blue").orElseThrow();
        deployments.set(List.of(new Deployment(spec, "embedded", "mlflow", model, DeploymentState.READY, 3,
                List.of(url), List.of(), Health.UNKNOWN, Usage.NONE, 0, Instant.now(), Instant.now(), List
                        .of(),
                null, List.of())));
        return this;
    }

    /// On the FX thread.
    RequestsPage page() {
        return new RequestsPage(desk(), tasks, workspace, gateway, deployments, sender, history, kept);
    }

    private static Tensor column(String name) {
        return new Tensor(name, "float64", List.of(-1));
    }

    Desk desk() {
        return SayingDesk.of(tasks, said);
    }

    @Override
    public void close() {
        gateway.close();
        tasks.close();
        sender.close();
        database.close();
        workspace.close();
    }
}
