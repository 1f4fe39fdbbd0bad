package slipway.ui.endpoints;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.Activity;
import slipway.base.Live;
import slipway.base.Tasks;
import slipway.compare.ShadowView;
import slipway.deploy.Deployment;
import slipway.deploy.DeploymentState;
import slipway.deploy.WorkloadFaults;
import slipway.engine.Usage;
import slipway.load.LoadRunner;
import slipway.load.SavedRuns;
import slipway.observe.Health;
import slipway.requests.Sender;
import slipway.rollout.FakeStage;
import slipway.rollout.Rollouts;
import slipway.spec.DeploymentSpec;
import slipway.spec.Workspace;
import slipway.store.Database;
import slipway.testkit.Covers;
import slipway.testkit.SayingDesk;
import slipway.testkit.StubUpstream;
import slipway.testkit.UiTest;
import slipway.traffic.Fault;
import slipway.traffic.Gateway;
import slipway.traffic.RequestRecord;
import slipway.traffic.Target;
import slipway.traffic.TrafficPolicy;
import slipway.ui.Desk;
import slipway.ui.LabParts;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class EndpointsPageUiTest extends UiTest {
    @TempDir
    Path folder;

    private final Tasks tasks = new Tasks();
    private final Gateway gateway = new Gateway();
    private final Live<List<Deployment>> deployments = new Live<>(List.of());
    private final List<String> said = new CopyOnWriteArrayList<>();
    private final LoadRunner load = new LoadRunner();
    private EndpointTools tools;
    private volatile Map<String, ShadowView> shadows = Map.of();
    private StubUpstream server;
    private Database readings;

    @BeforeEach
    void serve() {
        readings = Database.open(folder.resolve("metrics.db"));
        var stage = new FakeStage();
        var lab = new LabParts(load, new SavedRuns(folder, 5), new Rollouts(tasks, stage, folder), stage,
                endpoint -> shadows,
                new WorkloadFaults(tasks, new Activity(), id -> List.of(), (name, each) -> () -> {}),
                folder);
        tools = new EndpointTools(tasks, new Sender(), new EndpointHabits(Map.of(), all -> {}), lab,
                (endpoint, deployment) -> said.add("export " + endpoint + " " + deployment), ScaleSamples.ground(
                        readings),
                new SafeRuns());
        server = StubUpstream.answering("{\"predictions\": [0]}");
    }

    @AfterEach
    void end() throws Exception {
        load.close();
        gateway.close();
        readings.close();
        server.close();
        tasks.close();
    }

    @Test
    @Covers("A211")
    void showsTrafficAndChangesTheSplit() throws Exception {
        endpoint("iris", Map.of("blue", 90, "green", 10), "shadow", 25);
        try (Workspace workspace = Workspace.open(folder, tasks)) {
            open("iris", workspace);
            send("iris", 200);
            var page = fx(() -> new EndpointsPage(desk(), workspace, gateway, deployments, tools));
            show(fx(page::view), 1440, 900);
            await().atMost(Duration.ofSeconds(10)).until(() -> table().getItems().size() >= 200);
            assertTrue(lookup("2 live · 1 mirror").tryQuery().isPresent());
            send("iris", 100);
            shots("endpoints");
            assertTrue(
                    lookup(".label").queryAllAs(Label.class).stream().map(Label::getText).anyMatch(
                            text -> text
                                    .equals("asked 90 / 10 · seen 90.00 / 10.00 % ± 3.41 (95 %) over 300 requests")),
                    () -> lookup(".label").queryAllAs(Label.class).stream().map(Label::getText).toList().toString());
            resize(1440, 900);
            verifiesTheMirror();
            showsOneAlone();
            showsDisagreement();
            fxRun(() -> lookup(".flow-address").<javafx.scene.control.Hyperlink>query().fire());
            assertEquals(gateway.endpoints().get().getFirst().url(), said.getLast());
            fxRun(() -> lookup("#safe-rollout").<Button>query().fire());
            await().until(() -> lookup("#safe-begin").tryQuery().isPresent());
            shot("endpoints-safe");
            fxRun(() -> javafx.stage.Window.getWindows().stream().filter(window -> !window.equals(stage())).toList()
                    .forEach(
                            javafx.stage.Window::hide));
            clickOn("#preset-50");
            assertEquals(50.0, lookup("#split-blue").<Slider>query().getValue());
            clickOn("#apply-split");
            await().until(() -> Map.of("blue", 50, "green", 50).equals(live(workspace)));
            await().until(() -> said.contains("The split of iris is changed"));
            await().until(() -> lookup("#apply-split").<Button>query().isDisabled());
        }
    }

    /// Twenty requests of the example: at 25 % the spread is even, so five are copied.
    private void verifiesTheMirror() {
        clickOn("#verify-mirror");
        await().atMost(Duration.ofSeconds(20)).until(() -> lookup("#mirror-verified").<Label>query().getText()
                .startsWith("20 sent, 20 answered right. 5 copied to shadow, 0 copies failed."));
        assertTrue(lookup("#mirror-verified").<Label>query().getText().contains("0.32 %"));
    }

    @Test
    @Covers("A211")
    void everyMirrorOfFreeModeIsTriedAndPracticeFaultsAreMarked() throws Exception {
        endpoint("iris", Map.of("blue", 100), "twin", 0);
        Path file = folder.resolve("endpoints/iris/endpoint.yml");
        Files.writeString(file, Files.readString(file)
                + "x-slipway:\n  traffic: {mode: free, mirrors: {green: 80, twin: 100}, twin: twin}\n");
        try (Workspace workspace = Workspace.open(folder, tasks)) {
            open("iris", workspace);
            gateway.setPolicy("iris", new TrafficPolicy(Map.of("blue", 100), null, 0, "secret-key")
                    .withMirrors(Map.of("green", 80, "twin", 100)));
            var page = fx(() -> new EndpointsPage(desk(), workspace, gateway, deployments, tools));
            show(fx(page::view), 1440, 900);
            clickOn("#verify-mirror");
            await().atMost(Duration.ofSeconds(20)).until(() -> lookup("#mirror-verified").<Label>query().getText()
                    .startsWith("20 sent, 20 answered right. 16 copied to green, 0 copies failed."));
            assertTrue(lookup("#mirror-verified").<Label>query().getText()
                    .endsWith("20 copied to twin, 0 copies failed."));
            assertFalse(lookup("#endpoint-faults").query().isVisible());
            gateway.setFaults("iris", List.of(new Fault("green", 0.5, new Fault.Failure(503))));
            await().until(() -> lookup("#endpoint-faults").query().isVisible());
            shots("endpoints-faults");
            gateway.remove("iris");
            open("iris", workspace);
            await().until(() -> lookup("#endpoint-faults").query().isVisible());
            gateway.setFaults("iris", List.of());
            await().until(() -> !lookup("#endpoint-faults").query().isVisible());
        }
    }

    private void showsDisagreement() {
        RequestRecord copied = gateway.recent("iris", 500).stream().filter(each -> each.mirrored() != null).findFirst()
                .orElseThrow();
        var none = new ShadowView.Latency(0, 0, 0, 0);
        shadows = Map.of("shadow", new ShadowView(5, 4, 0, 0, 0, 0, List.of(), 0, List.of(new ShadowView.Example(copied
                .requestId(), 1, List.of())), none, none));
        await().until(() -> lookup("disagree with mirror 1").tryQuery().isPresent());
        // it may lie below what a window of this size shows
        fxRun(() -> lookup("disagree with mirror 1").<javafx.scene.control.ButtonBase>query().fire());
        await().until(() -> table().getItems().equals(List.of(copied)));
        shot("endpoints-disagree");
    }

    private void showsOneAlone() {
        FlowView flow = lookup(".flow").query();
        var box = lookup(".flow-end").queryAll().stream().filter(node -> node instanceof FlowBox each && each.name()
                .equals("green")).findFirst().orElseThrow();
        fxRun(box::requestFocus);
        type(KeyCode.ENTER);
        await().until(() -> table().getItems().stream().allMatch(request -> request.deployment().equals("green")));
        fxRun(() -> lookup("#latency-limit").<javafx.scene.control.TextField>query().setText("12.5"));
        fxRun(() -> lookup("#latency-limit").<javafx.scene.control.TextField>query().fireEvent(
                new javafx.event.ActionEvent()));
        await().until(() -> lookup("– – your limit 12.5 ms").tryQuery().isPresent());
        assertEquals(12.5, tools.habits().limit("iris"));
        shots("endpoints-one");
        resize(1440, 900);
        theme(false);
        type(KeyCode.ENTER);
        await().until(() -> table().getItems().stream().anyMatch(request -> request.deployment().equals("blue")));
        assertTrue(flow.width("shadow") > 0);
        assertTrue(String.valueOf(box.getAccessibleText()).startsWith("green: 10."), box.getAccessibleText());
    }

    @Test
    void asksBeforeOneTakesAll() throws Exception {
        endpoint("iris", Map.of("blue", 90, "green", 10), "", 0);
        try (Workspace workspace = Workspace.open(folder, tasks)) {
            open("iris", workspace);
            var page = fx(() -> new EndpointsPage(desk(), workspace, gateway, deployments, tools));
            show(fx(page::view), 1200, 900);
            clickOn("#preset-0");
            everybodyCanUse("EndpointsPage", () -> lookup("#apply-split").<Button>query().fire());
            clickOn("#preset-0");
            clickOn("#apply-split");
            shot("endpoints-confirm");
            assertTrue(lookup("Every request to iris goes to green from now on. The others get none.").tryQuery()
                    .isPresent());
            type(KeyCode.ESCAPE);
            settle();
            assertEquals(Map.of("blue", 90, "green", 10), live(workspace));
            clickOn("#undo-split");
            assertEquals(90.0, lookup("#split-blue").<Slider>query().getValue());
        }
    }

    @Test
    void typedPercentMovesTheOthersAndTheKeyIsHidden() throws Exception {
        endpoint("iris", Map.of("blue", 100), "", 0);
        try (Workspace workspace = Workspace.open(folder, tasks)) {
            open("iris", workspace);
            var page = fx(() -> new EndpointsPage(desk(), workspace, gateway, deployments, tools));
            show(fx(page::view), 1200, 900);
            doubleClickOn("#percent-green").eraseText(5).write("30").type(KeyCode.ENTER);
            assertEquals(70.0, lookup("#split-blue").<Slider>query().getValue());
            assertTrue(lookup("secret-key").tryQuery().isEmpty());
            clickOn("#copy-command");
            assertTrue(said.getLast().startsWith("slipway endpoint update iris --traffic \"blue=100"), said
                    .toString());
            clickOn("#endpoint-export");
            assertEquals("export iris null", said.removeLast());
            press(KeyCode.CONTROL).type(KeyCode.E).release(KeyCode.CONTROL);
            assertEquals("export iris null", said.getLast());
        }
    }

    @Test
    void emptyWorkspaceSaysWhatToDo() {
        try (Workspace workspace = Workspace.open(folder, tasks)) {
            var page = fx(() -> new EndpointsPage(desk(), workspace, gateway, deployments, tools));
            show(fx(page::view), 1024, 700);
            assertTrue(lookup("No endpoints yet").tryQuery().isPresent());
            shot("endpoints-empty");
        }
    }

    @Test
    void takenPortIsSaid() throws Exception {
        endpoint("iris", Map.of("blue", 100), "", 0);
        try (Workspace workspace = Workspace.open(folder, tasks)) {
            gateway.open("iris", server.port(), new TrafficPolicy(Map.of("blue", 100), null, 0, null));
            var page = fx(() -> new EndpointsPage(desk(), workspace, gateway, deployments, tools));
            show(fx(page::view), 1024, 700);
            assertFalse(lookup(".problem").queryAll().isEmpty());
            shot("endpoints-port-taken");
        }
    }

    private static Map<String, Integer> live(Workspace workspace) {
        var spec = workspace.spec().get().endpoint("iris").orElseThrow().spec();
        return spec == null ? Map.of() : spec.traffic();
    }

    private TableView<RequestRecord> table() {
        return lookup("#request-table").query();
    }

    private void endpoint(String name, Map<String, Integer> traffic, String mirror, int share) throws Exception {
        Path at = Files.createDirectories(folder.resolve("endpoints").resolve(name));
        var yaml = new StringBuilder("name: " + name + "\nauth_mode: key\ntraffic:\n");
        traffic.forEach((deployment, weight) -> yaml.append("  ").append(deployment).append(": ").append(weight).append(
                "\n"));
        if (share > 0) yaml.append("mirror_traffic:\n  ").append(mirror).append(": ").append(share).append("\n");
        Files.writeString(at.resolve("endpoint.yml"), yaml);
        for (String deployment : mirror.isEmpty() ? List.of("blue", "green") : List.of("blue", "green", mirror)) {
            Files.createDirectories(folder.resolve("models/iris"));
            Files.writeString(at.resolve(deployment + ".yml"), "name: " + deployment + "\nendpoint_name: " + name
                    + "\nmodel:\n  path: ../../models/iris\nx-slipway:\n  contract: mlflow\n  engine: embedded\n");
        }
    }

    private void open(String name, Workspace workspace) {
        var endpoint = workspace.spec().get().endpoint(name).orElseThrow();
        var spec = endpoint.spec();
        if (spec == null) throw new AssertionError(workspace.spec().get().problems().toString());
        var mirror = spec.mirror().entrySet().stream().findFirst();
        gateway.open(name, 0, new TrafficPolicy(spec.traffic(), mirror.map(Map.Entry::getKey).orElse(null), mirror.map(
                Map.Entry::getValue).orElse(0), "secret-key"));
        var all = new ArrayList<Deployment>();
        for (DeploymentSpec each : endpoint.deployments()) {
            gateway.setTarget(name, new Target(each.name(), 1, List.of(server.url()), "mlflow", "/invocations"));
            all.add(new Deployment(each, "embedded", "mlflow", null, DeploymentState.READY, 1, List.of(server.url()),
                    List.of(), Health.UNKNOWN, Usage.NONE, 0, Instant.now(), Instant.now(), List.of(), null,
                    List.of()));
        }
        deployments.set(List.copyOf(all));
    }

    private void send(String name, int count) throws Exception {
        URI url = URI.create(gateway.endpoints().get().stream().filter(view -> view.name().equals(name)).findFirst()
                .orElseThrow().url() + "/invocations");
        try (var client = HttpClient.newHttpClient()) {
            for (int i = 0; i < count; i++) {
                client.send(HttpRequest.newBuilder(url).header("Authorization", "Bearer secret-key").POST(
                        HttpRequest.BodyPublishers.ofString("{\"inputs\": []}")).build(), HttpResponse.BodyHandlers
                                .ofString());
            }
        }
    }

    private Desk desk() {
        return SayingDesk.of(tasks, said);
    }
}
