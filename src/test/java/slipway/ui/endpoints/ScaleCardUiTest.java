package slipway.ui.endpoints;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.VBox;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.Live;
import slipway.base.Tasks;
import slipway.deploy.Deployment;
import slipway.deploy.DeploymentState;
import slipway.engine.Usage;
import slipway.observe.Health;
import slipway.spec.DeploymentSpec;
import slipway.spec.Workspace;
import slipway.store.Database;
import slipway.testkit.Covers;
import slipway.testkit.TestDesk;
import slipway.testkit.UiTest;
import slipway.ui.ScaleGround;
import slipway.ui.fx.Fx;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// Replicas by hand and by policy in the window, the hour that is shown of them, and the planner.
class ScaleCardUiTest extends UiTest {
    private static final String BLUE = """
            # serves
            name: blue # first
            endpoint_name: iris
            model:
              path: ../../models/iris
            instance_count: 1 # enough
            """;

    @TempDir
    private Path folder;
    private final Tasks tasks = new Tasks();
    private final TestDesk desk = new TestDesk();
    private final Live<List<Deployment>> deployments = new Live<>(List.of());
    private Database readings;
    private ScaleGround ground;
    private Workspace workspace;
    private Path blue;

    @BeforeEach
    void write() throws IOException {
        Path iris = Files.createDirectories(folder.resolve("endpoints/iris"));
        Files.createDirectories(folder.resolve("models/iris"));
        Files.writeString(iris.resolve("endpoint.yml"), "name: iris\ntraffic:\n  blue: 100\n");
        blue = Files.writeString(iris.resolve("blue.yml"), BLUE);
        Files.writeString(iris.resolve("green.yml"), BLUE.replace("blue", "green") + "x-slipway:\n"
                + "  engine: external\n  url: http://127.0.0.1:9000\n");
        readings = Database.open(folder.resolve("metrics.db"));
        ground = ScaleSamples.ground(readings);
        workspace = Workspace.open(folder, tasks);
    }

    @AfterEach
    void end() {
        workspace.close();
        readings.close();
        tasks.close();
    }

    @Test
    void aPolicyIsCheckedWrittenWithCommentsKeptAndUndone() throws Exception {
        open(DeploymentState.READY, 1);
        assertTrue(lookup("Nothing is scaled by its load").tryQuery().isPresent());
        assertTrue(button("scale-policy-green").isDisabled(), "somebody else’s server");
        everybodyCanUse("PolicyDialog", () -> lookup("Write a policy for blue…").<Button>query().fire());
        shots("scale-empty");
        fxRun(() -> lookup("Write a policy for blue…").<Button>query().fire());
        settle();
        type("policy-max", "2");
        type("policy-min", "3");
        assertEquals("3 to 2 replicas are no bounds. Choose other bounds.", wrong("policy-max"));
        type("policy-down", "soon");
        assertEquals("A time such as 30s, 5m or 2h, or nothing.", wrong("policy-down"));
        type("policy-plan", "25:00=1");
        assertTrue(wrong("policy-plan").contains("25:00"));
        assertTrue(button("policy-apply").isDisabled());
        shot("scale-policy-wrong");
        type("policy-min", "0");
        type("policy-max", "4");
        type("policy-concurrency", "2,5");
        type("policy-down", "2m");
        type("policy-plan", "08:00=2 20:00=0");
        assertEquals("slipway endpoint scale iris/blue --min 0 --max 4 --concurrency 2.5 --down-after 2m --plan"
                + " '08:00=2 20:00=0'", lookup("#policy-command").<Label>query().getText());
        shot("scale-policy-light");
        theme(true);
        shot("scale-policy-dark");
        theme(false);
        fxRun(() -> button("policy-apply").fire());
        await().until(() -> desk.done.contains("The scale policy of iris/blue is written"));
        String text = Files.readString(blue);
        assertTrue(text.startsWith(BLUE), text);
        assertTrue(text.contains("min: 0, max: 4, concurrency: 2.5, down_after: 2m"), text);
        await().until(() -> lookup(".label").<Label>queryAll().stream().anyMatch(label -> label.getText().startsWith(
                "0 to 4 replicas, each for 2.5 at once · fewer after 2 min 0 s · none after 30 min 0 s")));
        fxRun(() -> button("scale-copy-blue").fire());
        assertTrue(desk.copied.getLast().startsWith("slipway endpoint scale iris/blue --min 0"),
                desk.copied.toString());
        desk.undo();
        await().until(() -> !Files.readString(blue).contains("scale"));
    }

    @Test
    void replicasAreSetByHandWithTheKeyboardToo() throws Exception {
        open(DeploymentState.READY, 1);
        clickOn("#scale-more-blue");
        await().until(() -> Files.readString(blue).equals(BLUE.replace("count: 1", "count: 2")));
        assertEquals("iris/blue has 2 replicas from now on", desk.done.getLast());
        desk.undo();
        await().until(() -> Files.readString(blue).equals(BLUE));
        await().until(() -> "1".equals(lookup("#scale-count-blue").<TextField>query().getText()));
        assertTrue(button("scale-less-blue").isDisabled());
        doubleClickOn("#scale-count-blue").eraseText(2).write("51").type(KeyCode.ENTER);
        assertEquals("1", lookup("#scale-count-blue").<TextField>query().getText(), "no more than 50");
        doubleClickOn("#scale-count-blue").eraseText(2).write("3").type(KeyCode.ENTER);
        await().until(() -> Files.readString(blue).contains("instance_count: 3 # enough"));
    }

    @Test
    void aPolicyLeavesTheNumberThatWasSetMeanwhile() throws Exception {
        open(DeploymentState.READY, 1);
        workspace.setInstanceCount("iris", "blue", 6);
        settle();
        fxRun(() -> lookup("Write a policy for blue…").<Button>query().fire());
        settle();
        assertEquals("6", lookup("#policy-max").<TextField>query().getText(), "of the number as it is now");
        assertTrue(button("policy-off").isDisabled());
        workspace.setInstanceCount("iris", "blue", 3);
        fxRun(() -> button("policy-apply").fire());
        await().until(() -> Files.readString(blue).contains("max: 6"));
        assertTrue(Files.readString(blue).contains("instance_count: 3 # enough"), Files.readString(blue));
        workspace.setInstanceCount("iris", "blue", 4);
        desk.undo();
        await().until(() -> !Files.readString(blue).contains("scale"));
        assertTrue(Files.readString(blue).contains("instance_count: 4 # enough"), Files.readString(blue));
    }

    @Test
    void anotherEndpointHasItsOwnOfferAndARefusedNumberIsTakenBack() throws Exception {
        open(DeploymentState.READY, 1);
        Path wine = Files.createDirectories(folder.resolve("endpoints/wine"));
        Files.writeString(wine.resolve("endpoint.yml"), "name: wine\ntraffic:\n  red: 100\n");
        Files.writeString(wine.resolve("red.yml"), BLUE.replace("blue", "red").replace("iris", "wine"));
        workspace.refresh();
        List<DeploymentSpec> red = workspace.spec().get().endpoint("wine").orElseThrow().deployments();
        assertTrue(lookup("Write a policy for blue…").tryQuery().isPresent());
        show(fx(() -> {
            var card = new ScaleCard(desk.desk(), workspace, ground, ScaleSamples.traffic());
            card.show("iris", specs(), deployments.get());
            card.show("wine", red, List.of());
            return card.node();
        }), 1200, 700);
        assertTrue(lookup("Write a policy for red…").tryQuery().isPresent());
        assertTrue(lookup("Write a policy for blue…").tryQuery().isEmpty());
        Files.delete(wine.resolve("red.yml"));
        fxRun(() -> button("scale-more-red").fire());
        await().until(() -> !desk.problems.isEmpty());
        await().until(() -> "1".equals(lookup("#scale-count-red").<TextField>query().getText()));
    }

    @Test
    @Covers({"A166", "A167"})
    void theLastHourIsShownWithItsDecisionsAndColdStarts() throws Exception {
        Files.writeString(blue, BLUE + "x-slipway:\n  scale: {min: 0, max: 8, concurrency: 1}\n");
        workspace.refresh();
        ScaleSamples.hour(ground, "iris/blue");
        open(DeploymentState.READY, 2);
        await().atMost(Duration.ofSeconds(40)).until(() -> {
            ScaleSamples.now(ground, "iris/blue");
            String said = said("#scale-replicas");
            return said.contains("wanted 2") && said.contains("running 2") && said.contains("cold start 3.20 s");
        });
        assertTrue(said("#scale-requests").contains("req/s"), said("#scale-requests"));
        List<String> words = fx(() -> lookup("#scale-decisions").query().lookupAll(".label").stream().map(
                label -> ((Label) label).getText()).toList());
        assertTrue(words.containsAll(List.of("0 → 1", "1 → 4", "4 → 3", "3 → 2", "cold start 3.20 s", "By hand.")),
                words.toString());
        assertTrue(words.contains("36.4 requests a second × 0.104 s are 3.79 at once."), words.toString());
        shots("scale-hour");
        open(DeploymentState.ASLEEP, 0);
        assertTrue(lookup("0 of 1 run").tryQuery().isPresent(), "it is being woken");
    }

    @Test
    @Covers("A165")
    void thePlannerBeginsWithWhatWasMeasuredAndNamesItsModelAndError() {
        open(DeploymentState.READY, 1);
        everybodyCanUse("WhatIfDialog", () -> button("scale-what-if-blue").fire());
        fxRun(() -> button("scale-what-if-blue").fire());
        settle();
        assertEquals("30", lookup("#what-if-qps").<TextField>query().getText());
        assertEquals("0.151", lookup("#what-if-seconds").<TextField>query().getText());
        String model = lookup("#what-if-model").<Label>query().getText();
        assertTrue(model.startsWith("M/G/c queue by the approximation of Allen and Cunneen"), model);
        assertTrue(model.contains("within 15.0 %, its p95 within 22.5 %"), model);
        type("what-if-spread", "1");
        type("what-if-at-once", "1");
        type("what-if-seconds", "0.1");
        assertTrue(lookup("#what-if-result .heading").<Label>query().getText().startsWith("5 replicas keep p95"),
                lookup("#what-if-result .heading").<Label>query().getText());
        assertTrue(lookup("#what-if-model").<Label>query().getText().contains("5.00 %"));
        assertEquals("slipway rehearse replicas --qps 30 --seconds 0.1 --spread 1 --per-replica 1 --wait 0.1",
                lookup("#what-if-command").<Label>query().getText());
        shot("scale-what-if-light");
        theme(true);
        assertTrue(lookup("#what-if-dialog").query().getScene().getRoot().getStyleClass().contains("dark"));
        shot("scale-what-if-dark");
        type("what-if-qps", "many");
        assertEquals("A number above 0, such as 0.5 or 10.", wrong("what-if-qps"));
        assertTrue(lookup("Fill in the figures to see how many replicas are enough.").tryQuery().isPresent());
        type("what-if-qps", "0");
        assertTrue(lookup("#what-if-result .warn-text").tryQuery().isPresent());
        assertFalse(lookup("#what-if-model").tryQuery().isPresent());
    }

    private void open(DeploymentState state, int running) {
        var all = new ArrayList<Deployment>();
        for (DeploymentSpec spec : specs()) {
            all.add(new Deployment(spec, "embedded", "mlflow", null, state, 1, Collections.nCopies(running,
                    URI.create("http://127.0.0.1:9")), List.of(), Health.UNKNOWN, Usage.NONE, 0,
                    Instant.now(), Instant.now(), List.of(), null, List.of()));
        }
        deployments.set(List.copyOf(all));
        int wanted = Math.max(1, running);
        var with = new ScaleGround(ground.story(), ground.series(), id -> wanted, ground.policies());
        show(fx(() -> {
            var card = new ScaleCard(desk.desk(), workspace, with, ScaleSamples.traffic());
            var page = new VBox(card.node());
            page.getStyleClass().add("page");
            page.getStylesheets().add(Objects.requireNonNull(ScaleCard.class.getResource("/css/endpoints.css"))
                    .toExternalForm());
            Fx.follow(page, workspace.spec(), spec -> card.show("iris", specs(), deployments.get()));
            return page;
        }), 1200, 700);
    }

    private List<DeploymentSpec> specs() {
        return workspace.spec().get().endpoint("iris").orElseThrow().deployments();
    }

    private String said(String chart) {
        return String.valueOf(fx(() -> lookup(chart).<Node>query().getAccessibleText()));
    }

    private Button button(String id) {
        return lookup("#" + id).query();
    }

    private void type(String id, String text) {
        fxRun(() -> lookup("#" + id).<TextField>query().setText(text));
        settle();
    }

    private String wrong(String id) {
        return lookup("#" + id + "-wrong").<Label>query().getText();
    }
}
