package slipway.ui.endpoints;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import javafx.scene.layout.StackPane;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.Activity;
import slipway.base.Tasks;
import slipway.deploy.DeploymentState;
import slipway.deploy.WorkloadFaults;
import slipway.load.LoadRunner;
import slipway.load.SavedRuns;
import slipway.requests.Sender;
import slipway.rollout.FakeStage;
import slipway.rollout.Rollouts;
import slipway.rollout.SafeRollout;
import slipway.rollout.SafeState;
import slipway.rollout.Split;
import slipway.store.Database;
import slipway.testkit.Covers;
import slipway.testkit.TestDesk;
import slipway.testkit.UiTest;
import slipway.ui.LabParts;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// The eight steps by a person’s hand over a fake endpoint: done, undone, and found again after a restart.
class SafeDialogUiTest extends UiTest {
    @TempDir
    Path folder;

    private final Tasks tasks = new Tasks();
    private final FakeStage stage = new FakeStage();
    private final LoadRunner load = new LoadRunner();
    private Database readings;
    private SafeRuns runs = new SafeRuns();

    @BeforeEach
    void begin() {
        readings = Database.open(folder.resolve("metrics.db"));
    }

    @AfterEach
    void end() throws Exception {
        load.close();
        readings.close();
        tasks.close();
    }

    @Test
    @Covers({"A173", "A174"})
    void goesThroughTheStepsAndIsResumed() {
        LabParts lab = new LabParts(load, new SavedRuns(folder, 5), new Rollouts(tasks, stage, folder), stage,
                endpoint -> Map.of(),
                new WorkloadFaults(tasks, new Activity(), id -> List.of(), (name, each) -> () -> {}),
                folder);
        show(fx(StackPane::new), 1440, 900);
        everybodyCanUse("SafeDialog", () -> show(lab));
        open(lab);
        lookup("#safe-mirror").<TextField>query().setText("70");
        fire("#safe-begin");
        await().until(() -> lookup(".problem").tryQuery().isPresent());
        fxRun(() -> lookup("#safe-mirror").<TextField>query().setText("25"));
        shot("safe-form");
        fire("#safe-begin");
        step("define-blue");
        step("scale-blue");
        step("deploy-green");
        step("test-green");
        step("mirror");
        assertEquals(new Split(Map.of("blue", 100), Map.of("green", 25)), stage.split("iris"));
        await().until(() -> lookup(".problem.warning").tryQuery().isPresent());
        shot("safe-steps-light");
        theme(true);
        fire("#safe-undo-mirror");
        await().until(() -> stage.split("iris").mirror().isEmpty());
        // a studio later
        open(lab);
        await().until(() -> lookup("4 of 8 done").tryQuery().isPresent());
        assertEquals(Optional.of("slipway endpoint update iris --mirror-traffic \"green=25\""), lookup(
                "#safe-step-mirror .mono").queryAllAs(javafx.scene.control.Label.class).stream().map(
                        javafx.scene.control.Label::getText)
                .findFirst());
        shot("safe-steps-dark");
        step("mirror");
        step("live-share");
        step("live-all");
        step("delete-blue");
        await().until(() -> lookup("green serves all of iris. The rollout is done.").tryQuery().isPresent());
        assertTrue(tasks.shown().get().stream().allMatch(task -> task.state() == Tasks.State.DONE));
    }

    @Test
    void aStepUnderWayIsTheSameOneOnAPageMadeAnew() {
        LabParts lab = new LabParts(load, new SavedRuns(folder, 5), new Rollouts(tasks, stage, folder), stage,
                endpoint -> Map.of(),
                new WorkloadFaults(tasks, new Activity(), id -> List.of(), (name, each) -> () -> {}),
                folder);
        show(fx(StackPane::new), 1440, 900);
        open(lab);
        fire("#safe-begin");
        step("define-blue");
        SafeRun going = Objects.requireNonNull(runs.of("iris"));
        openAgain(lab);
        await().until(() -> lookup("1 of 8 done").tryQuery().isPresent());
        assertSame(going, runs.of("iris"));
        assertSame(going, fx(() -> runs.keep("iris", SafeRun.unfinished(lab, tasks, "iris").orElseThrow())),
                "what is found late does not take its place");
        SafeState now = going.shown().get().state();
        var good = new SafeRollout.Check(null, null);
        assertTrue(new SafeRun.Shown(now, good, null, false).possible());
        var busy = new SafeState(now.id(), now.plan(), now.done(), now.next(), now.started(), now.log());
        assertFalse(new SafeRun.Shown(busy, good, null, false).possible());
    }

    private void open(LabParts lab) {
        runs = new SafeRuns();
        openAgain(lab);
    }

    /// With what goes on.
    private void openAgain(LabParts lab) {
        fxRun(() -> {
            javafx.stage.Window.getWindows().stream().filter(window -> !window.equals(stage())).toList().forEach(
                    javafx.stage.Window::hide);
            show(lab);
        });
        settle();
    }

    private void show(LabParts lab) {
        var tools = new EndpointTools(tasks, new Sender(), new EndpointHabits(Map.of(), all -> {}), lab,
                (endpoint, deployment) -> {}, ScaleSamples.ground(readings), runs);
        var parts = List.of(part("blue"), part("green"));
        var row = new EndpointRow("iris", "key", "http://127.0.0.1:8801", null, SplitModel.of(List.of("blue", "green"),
                Map.of("blue", 100), Map.of()), parts, null, true);
        new SafeDialog(new TestDesk().desk(), tools).show(stage(), lab, row);
    }

    private void step(String name) {
        await().atMost(Duration.ofSeconds(10)).until(() -> lookup("#safe-do-" + name).<Button>queryAll().stream()
                .anyMatch(button -> button.isVisible() && !button.isDisabled()));
        fire("#safe-do-" + name);
        await().atMost(Duration.ofSeconds(10)).until(() -> lookup("#safe-undo-" + name).<Button>queryAll().stream()
                .anyMatch(button -> button.isVisible() && !button.isDisabled()));
    }

    private void fire(String button) {
        fxRun(() -> lookup(button).<Button>query().fire());
    }

    private static EndpointRow.Part part(String name) {
        return new EndpointRow.Part(name, "iris", "mlflow", DeploymentState.READY, 1, 1, Duration.ofSeconds(5));
    }
}
