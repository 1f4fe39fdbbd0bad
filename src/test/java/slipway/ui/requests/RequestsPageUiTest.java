package slipway.ui.requests;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TextArea;
import javafx.scene.input.KeyCode;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.Live;
import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.catalog.Model;
import slipway.contract.Signature;
import slipway.contract.Tensor;
import slipway.deploy.Deployment;
import slipway.deploy.DeploymentState;
import slipway.engine.Usage;
import slipway.observe.Health;
import slipway.requests.Exchange;
import slipway.requests.History;
import slipway.requests.Sender;
import slipway.spec.Workspace;
import slipway.store.Database;
import slipway.testkit.StubUpstream;
import slipway.testkit.UiTest;
import slipway.traffic.Gateway;
import slipway.traffic.Target;
import slipway.traffic.TrafficPolicy;
import slipway.ui.Commands;
import slipway.ui.Desk;
import slipway.ui.Notices;
import slipway.ui.fx.Fx;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class RequestsPageUiTest extends UiTest {
    private static final String ANSWER = "{\"predictions\":[{\"label\":0,\"probabilities\":[0.981,0.018,0.001]},"
            + "{\"label\":2,\"probabilities\":[0.000,0.041,0.959]}],\"model\":\"iris\",\"ok\":true}";
    @TempDir
    Path folder;

    private final Tasks tasks = new Tasks();
    private final Gateway gateway = new Gateway();
    private final Live<List<Deployment>> deployments = new Live<>(List.of());
    private final List<String> said = new ArrayList<>();

    @AfterEach
    void end() {
        gateway.close();
        tasks.close();
    }

    @Test
    void sendsTheExampleAndKeepsIt() throws Exception {
        try (var server = StubUpstream.answering(ANSWER);
                var workspace = workspace();
                var sender = new Sender();
                var database = Database.open(folder.resolve(".slipway/state.db"))) {
            open(workspace, server);
            var page = fx(() -> new RequestsPage(desk(), tasks, workspace, gateway, deployments, sender, new History(
                    database)));
            show(fx(page::view), 1440, 900);
            assertTrue(lookup("#request-body").<TextArea>query().getText().contains("dataframe_split"));
            assertEquals("fits JSON", lookup("#body-valid").<Label>query().getText());
            assertTrue(lookup("k3y-k3y").tryQuery().isEmpty());
            clickOn("#request-body");
            press(KeyCode.CONTROL).type(KeyCode.ENTER).release(KeyCode.CONTROL);
            await().atMost(Duration.ofSeconds(10)).until(() -> lookup("HTTP 200").tryQuery().isPresent());
            assertEquals("blue", lookup("#answer-served").<Label>query().getText());
            await().until(() -> history().getItems().size() == 1);
            assertFalse(history().getItems().getFirst().draft().headers().toString().contains("k3y-k3y"));
            for (int i = 0; i < 3; i++) {
                clickOn("#send");
                int want = i + 2;
                await().until(() -> history().getItems().size() == want);
            }
            shots("requests");
            clickOn("#request-body").write("x");
            settle();
            assertTrue(lookup("#body-valid").<Label>query().getText().startsWith("no JSON: line "));
            clickOn("#history-search").write("no such thing");
            await().until(() -> history().getItems().isEmpty());
        }
    }

    @Test
    void saysWhyNoAnswerCame() throws Exception {
        try (var server = StubUpstream.answering(ANSWER);
                var workspace = workspace();
                var sender = new Sender();
                var database = Database.open(folder.resolve(".slipway/state.db"))) {
            open(workspace, server);
            var page = fx(() -> new RequestsPage(desk(), tasks, workspace, gateway, deployments, sender, new History(
                    database)));
            show(fx(page::view), 1024, 700);
            var plan = gateway.endpoints().get().getFirst();
            gateway.remove("iris");
            gateway.open("iris", 0, plan.policy());
            settle();
            clickOn("#send");
            await().atMost(Duration.ofSeconds(10)).until(() -> lookup("HTTP 503").tryQuery().isPresent() || !lookup(
                    ".problem").queryAll().isEmpty());
            shot("requests-error");
        }
    }

    @Test
    void nothingListens() throws Exception {
        try (var workspace = workspace();
                var sender = new Sender();
                var database = Database.open(folder.resolve(
                        ".slipway/state.db"))) {
            var page = fx(() -> new RequestsPage(desk(), tasks, workspace, gateway, deployments, sender, new History(
                    database)));
            show(fx(page::view), 1024, 700);
            assertTrue(lookup("No endpoint listens").tryQuery().isPresent());
        }
    }

    private ListView<Exchange> history() {
        return lookup("#history-list").query();
    }

    private Workspace workspace() throws Exception {
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
        return Workspace.open(folder, tasks);
    }

    private void open(Workspace workspace, StubUpstream server) {
        gateway.open("iris", 0, new TrafficPolicy(Map.of("blue", 100), null, 0, "k3y-k3y"));
        gateway.setTarget("iris", new Target("blue", 3, List.of(server.url()), "mlflow", "/invocations"));
        var signature = new Signature(List.of(column("sepal length"), column("sepal width"), column("petal length"),
                column("petal width")), List.of(), true);
        var model = new Model(folder, "iris", "iris", "1", "mlflow", null, List.of(), List.of("mlflow"), 1, "0",
                signature, List.of(), null, null, null, Map.of(), List.of());
        var spec = workspace.spec().get().deployment("iris", "blue").orElseThrow();
        deployments.set(List.of(new Deployment(spec, "embedded", "mlflow", model, DeploymentState.READY, 3,
                List.of(server
                        .url()),
                List.of(), Health.UNKNOWN, Usage.NONE, 0, Instant.now(), Instant.now(), List.of(), null, List
                        .of())));
    }

    private static Tensor column(String name) {
        return new Tensor(name, "float64", List.of(-1));
    }

    private Desk desk() {
        Notices notices = new Notices() {
            @Override
            public void done(String text) {
                said.add(text);
            }

            @Override
            public void undoable(String text, Runnable undo) {
                said.add(text);
            }

            @Override
            public void problem(Problem problem) {
                said.add(problem.what());
            }

            @Override
            public void copied(String text) {
                said.add(text);
            }
        };
        Desk.Work work = (body, then) -> tasks.quiet("test-work", progress -> {
            try {
                body.run();
                Fx.later(then);
            } catch (StudioException e) {
                said.add(e.problem().what());
            }
        });
        return new Desk((page, what) -> said.add(page + " " + what), notices, new Commands(), work);
    }
}
