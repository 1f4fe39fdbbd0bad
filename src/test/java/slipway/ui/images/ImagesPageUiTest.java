package slipway.ui.images;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import slipway.base.Live;
import slipway.base.Problem;
import slipway.base.Tasks;
import slipway.deploy.Deployment;
import slipway.deploy.DeploymentState;
import slipway.deploy.ImageUse;
import slipway.engine.EngineInfo;
import slipway.engine.Engines;
import slipway.testkit.Covers;
import slipway.testkit.FakeEngine;
import slipway.testkit.FakeImages;
import slipway.testkit.FakeLeftOvers;
import slipway.testkit.Samples;
import slipway.testkit.TestDesk;
import slipway.testkit.UiTest;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ImagesPageUiTest extends UiTest {
    private static final String IRIS = "registry.example.org:5000/team/iris:2";

    private final TestDesk desk = new TestDesk();
    private final Tasks tasks = new Tasks();
    private final FakeImages images = FakeImages.full();
    private final FakeEngine docker = FakeEngine.docker(images);
    private final Live<List<Deployment>> deployments = new Live<>(List.of(runs("iris", "green", IRIS), runs("iris",
            "blue", IRIS)));
    private final List<String> questions = new ArrayList<>();

    @AfterEach
    void end() {
        tasks.close();
    }

    @Test
    void fullPageInBothThemes() {
        open();
        assertEquals(8, table().getItems().size());
        select(IRIS);
        await().until(() -> lookup("COPY server.jar /opt/server/").tryQuery().isPresent());
        clickOn("#layers-largest");
        settle();
        assertEquals("212 MB", lookup(".layer").<HBox>query().getChildren().get(1) instanceof Label size
                ? size.getText()
                : "");
        shots("images");
        for (String tab : List.of("config", "names", "command", "use")) {
            fxRun(() -> tabs().getSelectionModel().select(tabs().getTabs().stream()
                    .filter(each -> each.getId().equals("image-tab-" + tab)).findFirst().orElseThrow()));
            shot("images-" + tab);
        }
        clickOn("iris/blue");
        assertEquals(List.of("deployments iris/blue"), desk.opened);
    }

    @Test
    void leftOversAreOfferedAndOnlyTheTickedGo() {
        docker.left.all.addAll(List.of(FakeLeftOvers.container("slipway-iris-blue-0", "/gone/for/good"),
                FakeLeftOvers.network("slipway-9f2c", "/gone/for/good"),
                FakeLeftOvers.container("slipway-digits-green-0", System.getProperty("java.io.tmpdir"))));
        open();
        await().until(() -> lookup("3 left-overs of earlier runs…").tryQuery().isPresent());
        shots("images-left-line");
        clickOn("#left-overs");
        settle();
        assertTrue(lookup("#left-slipway-iris-blue-0").queryAs(CheckBox.class).isSelected());
        assertFalse(lookup("#left-slipway-digits-green-0").queryAs(CheckBox.class).isSelected());
        shots("images-left-dialog");
        clickOn("#left-slipway-9f2c").clickOn("#left-yes");
        await().until(() -> docker.left.names().equals(List.of("slipway-9f2c", "slipway-digits-green-0")));
        await().until(() -> lookup("2 left-overs of earlier runs…").tryQuery().isPresent());
    }

    @Test
    void itsDialogsAreForEverybody() {
        docker.left.all.addAll(List.of(FakeLeftOvers.container("slipway-iris-blue-0", "/gone/for/good"),
                FakeLeftOvers.network("slipway-9f2c", "/gone/for/good")));
        open();
        await().until(() -> lookup("#left-overs").tryQuery().isPresent());
        everybodyCanUse("LeftOversDialog", () -> lookup("#left-overs").<ButtonBase>query().fire());
        everybodyCanUse("CleanUpDialog", () -> lookup("#images-clean").<ButtonBase>query().fire());
        everybodyCanUse("ReferenceDialog", () -> lookup("#images-pull").<ButtonBase>query().fire());
    }

    @Test
    void searchAndChipsFilter() {
        open();
        clickOn("#images-search").write("python slim");
        settle();
        assertEquals(List.of("python:3.12-slim"), titles());
        clickOn("#images-search").eraseText(11);
        clickOn("unused 4");
        settle();
        assertEquals(4, table().getItems().size());
        clickOn("by Slipway 4");
        settle();
        assertTrue(titles().contains(IRIS), titles().toString());
        clickOn("#images-search").write("nothing like it");
        settle();
        assertEquals(0, table().getItems().size());
        shot("images-nomatch");
    }

    @Test
    @Covers("A034")
    void everyWayToRemoveOneInUseIsRefusedWithTheWayOut() {
        open();
        select(IRIS);
        type(KeyCode.DELETE);
        assertTrue(questions.getFirst().contains("iris/blue, iris/green"), questions.toString());
        assertEquals(List.of("deployments iris/blue"), desk.opened);
        select("postgres:16");
        clickOn("#image-remove");
        assertTrue(desk.copied.getFirst().startsWith("docker ps --all --filter ancestor=sha256:"));
        assertTrue(images.asked.stream().noneMatch(each -> each.startsWith("remove")), images.asked.toString());
    }

    @Test
    void removingSaysWhatIsLostAndDoesIt() {
        open();
        select("python:3.12-slim");
        type(KeyCode.DELETE);
        assertTrue(questions.getFirst().contains("124 MB"), questions.toString());
        await().until(() -> table().getItems().size() == 7);
        await().until(() -> desk.done.contains("Removed python:3.12-slim"));
    }

    @Test
    void pullShowsItsProgressAndIsCancelled() {
        images.gate = new CountDownLatch(1);
        open();
        clickOn("#images-pull");
        settle();
        assertTrue(lookup("#reference-yes").queryAs(Button.class).isDisabled());
        clickOn("#reference").write("Not A Name");
        assertTrue(lookup("#reference-yes").queryAs(Button.class).isDisabled());
        shot("images-pull-fault");
        clickOn("#reference").eraseText(10).write("debian:12");
        shot("images-pull");
        clickOn("#reference-yes");
        await().until(() -> !lookup(".under-way").queryAll().isEmpty());
        settle();
        assertTrue(lookup(".under-way .label").queryAllAs(Label.class).stream()
                .anyMatch(label -> label.getText().contains("31.0 MB of 62.0 MB")));
        shot("images-pulling");
        clickOn(".under-way .icon-button");
        await().until(() -> tasks.shown().get().getFirst().state() == Tasks.State.CANCELLED);
        await().until(() -> lookup(".under-way").queryAll().isEmpty());
        assertEquals(List.of(), desk.done);
    }

    @Test
    void aBuildForADeploymentLeadsToItsOutput() {
        open();
        var end = new CountDownLatch(1);
        tasks.start("deploy.task.deploy", List.of("iris/green"), progress -> {
            progress.stage("docker.build.step", 4, 7, "COPY jre/ /jre/");
            end.await();
        });
        await().until(() -> lookup("Open its output").tryQuery().isPresent());
        shot("images-building");
        clickOn("Open its output");
        assertEquals(List.of("deployments iris/green#logs"), desk.opened);
        end.countDown();
        await().until(() -> lookup(".under-way").queryAll().isEmpty());
    }

    @Test
    void aFailedTransferStandsOnThePage() {
        open();
        images.problem = Problem.of("base.unforeseen", "x509", "The registry is not trusted.");
        clickOn("#images-load");
        await().until(() -> lookup("The registry is not trusted.").tryQuery().isPresent());
        assertEquals(Tasks.State.FAILED, tasks.shown().get().getFirst().state());
        assertTrue(images.asked.contains("load /tmp/models.tar"), images.asked.toString());
        shot("images-failed");
    }

    @Test
    @Covers({"A062", "A063"})
    void tagsPushesAndSaves() {
        open();
        select("python:3.12-slim");
        clickOn("#image-push");
        clickOn("#reference").eraseText(20).write("localhost:5000/python:1");
        clickOn("#reference-yes");
        await().until(() -> desk.done.contains("localhost:5000/python:1 is at its registry"));
        assertTrue(images.asked.containsAll(List.of("tag localhost:5000/python:1", "push localhost:5000/python:1")));
        clickOn("#image-save");
        await().until(() -> images.asked.contains(
                "save [python:3.12-slim, localhost:5000/python:1] /tmp/python-3.12-slim.tar"));
        push(KeyCode.TAB);
        fxRun(() -> table().requestFocus());
        push(KeyCode.CONTROL, KeyCode.C);
        assertEquals(List.of("python:3.12-slim"), desk.copied);
    }

    @Test
    void cleanUpShowsWhatGoesAndDoesIt() {
        open();
        clickOn("#images-clean");
        settle();
        shot("images-clean");
        assertTrue(lookup("1 image goes, up to 380 MB come back.").tryQuery().isPresent());
        clickOn("#prune-ours");
        settle();
        assertTrue(lookup("2 images go, up to 402 MB come back.").tryQuery().isPresent());
        clickOn("#prune-yes");
        await().until(() -> images.asked.contains("prune false"));
        await().until(() -> table().getItems().size() == 6);
        assertEquals(List.of("402 MB free again, 2 removed"), desk.done);
    }

    @Test
    void loadingThenEmpty() {
        images.listing = new CountDownLatch(1);
        images.images.clear();
        show();
        assertFalse(lookup(".skeleton").queryAll().isEmpty());
        shot("images-loading");
        images.listing.countDown();
        await().until(() -> lookup("No images yet").tryQuery().isPresent());
        shots("images-empty");
    }

    @Test
    void anEngineThatIsDownSaysWhyAndIsTriedAgain() {
        images.problem = Problem.of("docker.down", "/var/run/docker.sock: connection refused");
        docker.info.set(FakeEngine.down(EngineInfo.State.DOWN, images.problem));
        show();
        await().until(() -> lookup("Docker cannot be reached").tryQuery().isPresent());
        shots("images-down");
        images.problem = null;
        clickOn("Try again");
        assertEquals(1, docker.reconnects.get());
        await().until(() -> lookup("#images-table").tryQuery().isPresent());
    }

    @Test
    void withoutDockerItSaysHowToGetOne() {
        show(fx(() -> new ImagesPage(desk.desk(), tasks, new Engines(List.of(FakeEngine.embedded())), deployments)
                .view()), 1440, 900);
        assertTrue(lookup("No Docker here").tryQuery().isPresent());
        shots("images-none");
    }

    private static Deployment runs(String endpoint, String name, String image) {
        Deployment plain = Samples.deployment(endpoint, name, DeploymentState.READY, Samples.model("iris", "1", 0.9,
                1_000, List.of()));
        return new Deployment(plain.spec(), "docker", plain.contract(), plain.model(), plain.state(), 1, plain.urls(),
                List.of(), plain.health(), plain.usage(), 0, plain.since(), null, List.of(), null, List.of(),
                new ImageUse(image, image, FakeImages.id(image), null, false));
    }

    private void open() {
        show();
        await().atMost(Duration.ofSeconds(5)).until(() -> lookup("#images-table").tryQuery().isPresent());
        settle();
    }

    private void show() {
        show(fx(() -> new ImagesPage(desk.desk(), tasks, new Engines(List.of(FakeEngine.embedded(), docker)),
                deployments, (question, go) -> {
                    questions.add(question.title() + " " + question.text());
                    go.run();
                }, (owner, title, name) -> Path.of("/tmp", name),
                (owner, title, kind, patterns) -> Path.of("/tmp/models.tar")).view()), 1440, 900);
    }

    private void select(String tag) {
        fxRun(() -> {
            table().getSelectionModel().select(table().getItems().stream()
                    .filter(row -> row.image().tags().contains(tag)).findFirst().orElseThrow());
            table().requestFocus();
        });
        settle();
    }

    private List<String> titles() {
        return table().getItems().stream().map(row -> row.image().title()).sorted().toList();
    }

    private TabPane tabs() {
        return lookup("#image-tabs").queryAs(TabPane.class);
    }

    private TableView<ImageRow> table() {
        return lookup("#images-table").query();
    }
}
