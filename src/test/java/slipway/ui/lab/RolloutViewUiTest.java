package slipway.ui.lab;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.compare.Difference;
import slipway.compare.ShadowView;
import slipway.rollout.RolloutState.Status;
import slipway.testkit.UiTest;
import slipway.ui.widget.StatusPill;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class RolloutViewUiTest extends UiTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private LabGround ground;

    @BeforeEach
    void begin() {
        ground = new LabGround(folder, true);
    }

    @AfterEach
    void end() {
        ground.close();
    }

    @Test
    void aRolloutIsStartedFollowedPausedAndRolledBack() throws Exception {
        open();
        everybodyCanUse("RolloutDialog", () -> lookup("#rollout-new").<Button>query().fire());
        clickOn("#rollout-new");
        set("#rollout-mirror", "60");
        clickOn("#rollout-start");
        assertTrue(lookup("#rollout-wrong").<Label>query().getText().startsWith("A mirror of 60 %"));
        set("#rollout-mirror", "25");
        set("#rollout-agreement", "90");
        set("#rollout-steps", "10, 50, 100");
        set("#rollout-hold", "1");
        shot("lab-rollout-dialog");
        clickOn("#rollout-start");
        await().atMost(LIMIT).until(() -> ground.rollouts.all().get().stream().anyMatch(state -> state.step() >= 1));
        ground.stage.slower = 1.22;
        await().atMost(LIMIT).until(() -> words().contains("more requests") || words().contains("no worse"));
        clickOn("#rollout-pause");
        await().atMost(LIMIT).until(() -> status() == Status.PAUSED);
        await().atMost(LIMIT).until(() -> words().startsWith("A person paused it."));
        shots("lab-rollout");
        clickOn("#rollout-resume");
        await().atMost(LIMIT).until(() -> status() == Status.RUNNING);
        await().atMost(LIMIT).until(() -> fx(() -> lookup("#rollout-back").query().isVisible()));
        clickOn("#rollout-back");
        clickOn("#ask-yes");
        await().atMost(LIMIT).until(() -> status() == Status.ROLLED_BACK);
        assertEquals(Map.of("blue", 100), ground.stage.split("iris").live());
        await().atMost(LIMIT).until(() -> fx(() -> lookup("#rollout-new").query().isVisible()));
        settle();
        report();
    }

    private void report() throws Exception {
        clickOn("#rollout-report");
        await().atMost(LIMIT).until(() -> !ground.opened.isEmpty());
        Path reports = ground.opened.getFirst();
        String id = ground.rollouts.all().get().getFirst().id();
        assertTrue(Files.readString(reports.resolve(id + ".html")).contains("green"));
        assertTrue(Files.readString(reports.resolve(id + ".json")).contains("rolled-back"));
        shot("lab-rolled-back");
    }

    @Test
    void anInterruptedRolloutIsOffered() {
        ground.rollouts.start(new RolloutAsk("iris", "blue", "green", 0, List.of(10.0, 100.0), 100_000, 10, 600, 1, 25,
                0, 5, true).plan());
        await().atMost(LIMIT).until(() -> !ground.rollouts.all().get().getFirst().looks().isEmpty());
        ground.close();
        ground = new LabGround(folder, true);
        show(fx(() -> ground.page().view()), 1024, 700);
        assertTrue(lookup("#rollout-interrupted").query().isVisible());
        shot("lab-interrupted");
        clickOn("#rollout-end");
        await().atMost(LIMIT).until(() -> status() == Status.ABORTED);
        await().atMost(LIMIT).until(() -> fx(() -> !lookup("#rollout-interrupted").query().isVisible()));
    }

    @Test
    void shadowsAndSwapsAreShown() {
        var view = new ShadowView(500, 499, 500, 499, 0, 0, List.of(new ShadowView.Field("/predictions", 1, 0, 0.5,
                1)), 0, List.of(
                        new ShadowView.Example("7f3c-21", 1, List.of(new Difference("/predictions/0",
                                Difference.Kind.NUMBER, "0", "1", 1)))),
                new ShadowView.Latency(2_100_000, 2_500_000, 3_100_000, 4_000_000),
                new ShadowView.Latency(2_400_000, 2_900_000, 3_700_000, 5_000_000));
        ground.shadows = endpoint -> Map.of("green", view);
        ground.stage.setSplit("iris", ground.stage.split("iris").towards("green", 10));
        show(fx(() -> ground.page().view()), 1240, 900);
        await().atMost(LIMIT).until(() -> lookup("green agrees 99.8 %").tryQuery().isPresent());
        settle();
        assertTrue(lookup("nobody harmed").tryQuery().isPresent());
        assertTrue(lookup("7f3c-21").tryQuery().isPresent());
        shots("lab-proofs");
    }

    @Test
    void aTwinSaysWhatIsNoise() {
        var quick = new ShadowView.Latency(2_100_000, 2_500_000, 3_100_000, 4_000_000);
        var twin = new ShadowView(500, 20, 500, 500, 0, 0, List.of(new ShadowView.Field("/id", 480, 0, 0, 0)), 0,
                List.of(), quick, quick);
        var view = new ShadowView(500, 15, 500, 440, 0, 0, List.of(new ShadowView.Field("/id", 478, 0, 0, 0),
                new ShadowView.Field("/predictions/*/label", 60, 0, 0, 0)), 0, List.of(), quick, quick).against("twin",
                        twin);
        ground.shadows = endpoint -> Map.of("green", view);
        ground.stage.setSplit("iris", ground.stage.split("iris").towards("green", 10));
        show(fx(() -> ground.page().view()), 1240, 900);
        await().atMost(LIMIT).until(() -> lookup("green agrees 3.00 %").tryQuery().isPresent());
        settle();
        // any field and /id are as different at the twin; the label is not
        assertEquals(2, lookup("noise").match(StatusPill.class::isInstance).queryAll().size());
        assertEquals(1, lookup("real").match(StatusPill.class::isInstance).queryAll().size());
        shots("lab-noise");
    }

    private void open() {
        show(fx(() -> ground.page().view()), 1240, 900);
        assertTrue(lookup("#rollout-new").<Button>query().isVisible());
    }

    private Status status() {
        return ground.rollouts.all().get().getFirst().status();
    }

    private String words() {
        return fx(() -> lookup("#verdict-words").<Label>query().getText());
    }

    private void set(String id, String text) {
        fxRun(() -> lookup(id).<TextField>query().setText(text));
        settle();
    }
}
