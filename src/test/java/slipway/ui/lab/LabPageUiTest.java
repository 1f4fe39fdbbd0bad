package slipway.ui.lab;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.Quoted;
import slipway.load.SavedRun;
import slipway.testkit.UiTest;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class LabPageUiTest extends UiTest {
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
    void anEmptyWorkspaceSaysWhatToDo() {
        ground.close();
        ground = new LabGround(folder.resolve("models"), false);
        show(fx(() -> ground.page().view()), 1024, 700);
        shot("lab-empty");
        clickOn("Choose a model");
        assertEquals("models ", ground.desk.opened.getLast());
    }

    @Test
    void loadRunsIsShownAndKept() {
        open();
        set("#load-rate", "100");
        set("#load-seconds", "3");
        clickOn("#load-copy");
        await().until(() -> !ground.desk.copied.isEmpty());
        String command = ground.desk.copied.getLast();
        assertEquals("slipway --workspace " + Quoted.shell(folder.toString()) + " load iris --rate 100 --duration 3s"
                + " --connections 32 --body '{\"dataframe_split\": {\"columns\": [\"a\"], \"data\": [[1]]}}'"
                + " --content-type application/json --path /invocations", command);
        clickOn("#load-go");
        await().atMost(LIMIT).until(() -> !figures().isEmpty());
        assertEquals("Stop", lookup("#load-go").<Button>query().getText());
        await().atMost(LIMIT).until(() -> ground.runs.list().size() == 1);
        await().atMost(LIMIT).until(() -> runs().getItems().size() == 1);
        assertTrue(figures().contains("300"), figures());
        assertEquals(300, ground.runs.list().getFirst().result().ok());
        await().until(() -> !ground.activity.entries().get().isEmpty());
        assertEquals(command, ground.activity.entries().get().getFirst().command());
        shots("lab-load");
        deleteAndUndo();
    }

    private void deleteAndUndo() {
        SavedRun.Head before = ground.runs.list().getFirst();
        fxRun(() -> lookup(".run-delete").<Button>query().fire());
        settle();
        assertTrue(ground.runs.list().isEmpty());
        ground.desk.undo();
        settle();
        assertEquals(before, ground.runs.list().getFirst());
    }

    @Test
    void aLoadIsStoppedAtOnceAndNotKept() {
        open();
        clickOn("#load-go");
        await().atMost(LIMIT).until(() -> !figures().isEmpty());
        // a page made anew shows it and can stop it
        open();
        await().atMost(LIMIT).until(() -> lookup("#load-go").<Button>query().getText().equals("Stop"));
        await().atMost(LIMIT).until(() -> !figures().isEmpty());
        clickOn("#load-go");
        await().atMost(LIMIT).until(() -> lookup("stopped").tryQuery().isPresent());
        assertTrue(ground.runs.list().isEmpty());
    }

    @Test
    void twoRunsAreComparedRenamedAndExported() throws Exception {
        open();
        for (int i = 0; i < 2; i++) {
            int rate = 40 * (i + 1);
            int many = i + 1;
            set("#load-rate", String.valueOf(rate));
            set("#load-seconds", "1");
            await().atMost(LIMIT).until(() -> lookup("#load-go").<Button>query().getText().equals("Start"));
            clickOn("#load-go");
            await().atMost(LIMIT).until(() -> runs().getItems().size() == many);
        }
        fxRun(() -> runs().getSelectionModel().selectAll());
        settle();
        fxRun(() -> lookup("#runs-compare").<Button>query().fire());
        settle();
        shot("lab-compare");
        assertTrue(lookup("Two runs side by side").tryQuery().isPresent());
        fxRun(() -> lookup(".run-export").<Button>query().fire());
        await().until(() -> java.util.Arrays.stream(folder.toFile().list()).anyMatch(name -> name.endsWith(".csv")));
        everybodyCanUse("RunsCard", () -> lookup(".run-rename").<Button>query().fire());
        fxRun(() -> lookup(".run-rename").<Button>query().fire());
        settle();
        lookup("#run-name").<TextField>query();
        doubleClickOn("#run-name");
        push(KeyCode.CONTROL, KeyCode.A);
        write("before the change").push(KeyCode.ENTER);
        settle();
        assertTrue(ground.runs.list().stream().anyMatch(run -> run.name().equals("before the change")));
    }

    @Test
    void errorsAreSaidInWordsAndFilesAreSent() {
        open();
        clickOn("#fault-errors");
        clickOn("#load-data");
        fxRun(() -> {
            ComboBox<LoadData> data = lookup("#load-data").query();
            data.hide();
            data.setValue(data.getItems().getLast());
        });
        settle();
        set("#fault-errors-share", "100");
        clickOn("#fault-errors");
        clickOn("#fault-errors");
        set("#load-seconds", "1");
        clickOn("#load-go");
        await().atMost(LIMIT).until(() -> lookup("#load-errors .label").queryAllAs(Label.class).stream()
                .anyMatch(label -> label.getText().startsWith("503, unavailable: ")));
        shot("lab-load-errors");
    }

    @Test
    void faultsAreSwitchedAndMarked() {
        open();
        set("#fault-delay-share", "25");
        clickOn("#fault-delay");
        var fault = ground.gateway.faults("iris").getFirst();
        assertEquals("green", fault.deployment());
        assertEquals(0.25, fault.share());
        assertTrue(lookup("#fault-banner").query().isVisible());
        assertTrue(lookup("green: +20.0 ms on 25.0 %").tryQuery().isPresent());
        shots("lab-faults");
        clickOn("#fault-banner-off");
        settle();
        assertTrue(ground.gateway.faults("iris").isEmpty());
        assertFalse(lookup("#fault-banner").query().isVisible());
    }

    @Test
    void serversAreBrokenNowOrAfterAShareOfTheRequests() {
        open();
        clickOn("#fault-crash-now");
        settle();
        assertEquals(1, ground.broken.killed.get());
        assertTrue(lookup("once").tryQuery().isPresent());
        assertTrue(ground.desk.done.getLast().startsWith("Killed a server of iris/green"), ground.desk.done::toString);
        set("#fault-memory-share", "100");
        clickOn("#fault-memory");
        clickOn("#fault-delay");
        var fault = ground.faults.of("iris").getFirst();
        assertEquals("iris/green MEMORY 1.0", fault.id() + " " + fault.kind() + " " + fault.share());
        assertTrue(lookup("#fault-banner").query().isVisible());
        assertTrue(lookup("green: +20.0 ms on 10.0 % · green: out of memory after 100 % of its requests").tryQuery()
                .isPresent() || lookup("2 on").tryQuery().isPresent());
        set("#load-seconds", "1");
        clickOn("#load-go");
        await().atMost(LIMIT).until(() -> ground.broken.exhausted.get() > 0);
        await().atMost(LIMIT).until(() -> ground.faults.struck().get().size() == 2);
        settle();
        shots("lab-server-faults");
        clickOn("#fault-banner-off");
        settle();
        assertTrue(ground.faults.of("iris").isEmpty());
        ground.desk.undo();
        await().until(() -> ground.faults.of("iris").size() == 1);
    }

    @Test
    void aServerThatIsNotOursIsLeftAlone() {
        ground.broken.ours = false;
        open();
        clickOn("#fault-crash-now");
        clickOn("#fault-memory");
        settle();
        assertEquals(List.of("deploy.fault-foreign", "deploy.fault-foreign"),
                ground.desk.problems.stream().map(problem -> problem.code()).toList());
        assertEquals(0, ground.broken.killed.get());
        assertTrue(ground.faults.of("iris").isEmpty());
        assertFalse(lookup("#fault-memory").<javafx.scene.control.ToggleButton>query().isSelected());
    }

    @Test
    void aShareThatCannotBeIsSaid() {
        open();
        set("#fault-drop-share", "250");
        clickOn("#fault-drop");
        assertEquals("traffic.fault-share", ground.desk.problems.getLast().code());
        assertTrue(ground.gateway.faults("iris").isEmpty());
    }

    private void open() {
        show(fx(() -> ground.page().view()), 1240, 860);
    }

    private void set(String id, String text) {
        fxRun(() -> lookup(id).<TextField>query().setText(text));
    }

    private TableView<RunRow> runs() {
        return lookup("#runs-table").query();
    }

    private String figures() {
        return fx(() -> String.join(" | ", lookup("#load-figures .label").queryAllAs(Label.class).stream()
                .map(Label::getText).toList()));
    }
}
