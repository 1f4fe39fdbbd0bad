package slipway.ui;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import slipway.base.Activity;
import slipway.base.Live;
import slipway.base.Problem;
import slipway.base.Tasks;
import slipway.testkit.Contrast;
import slipway.testkit.FakeEngine;
import slipway.testkit.Keyboard;
import slipway.testkit.Opened;
import slipway.testkit.Samples;
import slipway.testkit.UiTest;
import slipway.ui.WindowSettings.Reading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// What comes up over the page is for everybody: read in both themes, used without a mouse, and with large text.
class OverlaysUiTest extends UiTest {
    private final Tasks tasks = new Tasks();
    private final Activity activity = new Activity();
    private final Button before = new Button("before");
    private final Set<String> looked = new HashSet<>();
    private Shell shell;

    @BeforeEach
    void open() {
        activity.add(Activity.Outcome.GOOD, "2.1 ms", "shell.help.tasks");
        activity.add(Activity.Outcome.BAD, "2.1 ms", "shell.help.tasks");
        tasks.start("shell.task.demo", List.of(), progress -> {});
        shell = fx(() -> new Shell(stage(), tasks, WindowSettings.DEFAULT, new Front()));
        fxRun(() -> {
            stage().setScene(new Scene(shell.root(), 1280, 800));
            stage().show();
            Theme.apply(stage().getScene(), false);
            shell.fill(new Shell.Feed(new Live<>(Samples.workspace()), List.of(FakeEngine.embedded(), FakeEngine.docker(
                    null)), new Live<>(List.of()), new Live<>(List.of()), Samples.traffic(), activity, Samples
                            .updates(),
                    settings -> {}), List.of(page()));
        });
        settle();
    }

    @AfterEach
    void asBefore() {
        tasks.close();
        fxRun(() -> ReadingKeys.apply(Reading.PLAIN));
    }

    @Test
    void everythingOverThePage() {
        everybodyCanUseOver("Palette", shell::openPalette);
        everybodyCanUseOver("TaskCentre", shell::openTasks);
        everybodyCanUseOver("EnginePanel", () -> lookup("#engine-chip").<ButtonBase>query().fire());
        everybodyCanUseOver("ActivitySheet", () -> lookup("#bell").<ButtonBase>query().fire());
        everybodyCanUseOver("ShortcutHelp", shell::openHelp);
        everybodyCanUseOver("ProblemSheet", () -> shell.notices().problem(problem()));
    }

    @Test
    void arrowsScrollWhatIsLongerThanItsSheet() {
        fxRun(() -> ReadingKeys.apply(new Reading(2, "full")));
        resize(1024, 400);
        Region over = opened(shell::openHelp);
        ScrollPane pane = fx(() -> (ScrollPane) over.lookup(".scroll-pane"));
        assertEquals(0, fx(pane::getVvalue));
        push(KeyCode.DOWN);
        double step = fx(pane::getVvalue);
        assertTrue(step > 0, "DOWN moves nothing");
        push(KeyCode.PAGE_DOWN);
        assertTrue(fx(pane::getVvalue) > 2 * step, "a page is more than a line");
        push(KeyCode.END);
        assertEquals(1, fx(pane::getVvalue));
        push(KeyCode.UP);
        assertTrue(fx(pane::getVvalue) < 1, "UP moves nothing");
        push(KeyCode.HOME);
        assertEquals(0, fx(pane::getVvalue));
    }

    @Test
    void keysAreLeftAloneWhereAllOfASheetIsSeen() {
        Region over = opened(shell::openTasks);
        assertFalse(fx(() -> ScrollKeys.pressed(over, KeyCode.DOWN)));
    }

    @Test
    void aQuestion() {
        everybodyCanUse("Asker", () -> Asker.dialog().ask(new Asker.Question("Delete iris/blue?",
                "The file of the deployment goes. What it has answered so far stays in the history.", "Delete", true),
                () -> {}));
    }

    @Test
    void toastsAreReadAndReached() {
        fxRun(() -> {
            shell.notices().done("Saved as iris.http");
            shell.notices().undoable("Deleted", () -> {});
            ((Toasts) shell.notices()).news("iris", "iris/blue has ended", false, "Show", () -> {});
        });
        settle();
        var faults = new ArrayList<String>();
        Node toasts = lookup(".toasts").query();
        contrast(toasts, faults);
        faults.addAll(Keyboard.faults(stage().getScene(), toasts, new HashSet<>()));
        assertEquals("", String.join("\n", faults));
        shot("toasts");
    }

    private void everybodyCanUseOver(String source, Runnable open) {
        var faults = new ArrayList<String>();
        fxRun(before::requestFocus);
        Region over = opened(open);
        if (!inside(over)) faults.add("does not take the focus");
        if (over.getAccessibleText() == null || over.getAccessibleText().isBlank()) faults.add("has no name");
        contrast(over, faults);
        shot("over-" + source);
        faults.addAll(Keyboard.faults(stage().getScene(), over, looked));
        fxRun(over::requestFocus);
        var stops = new HashSet<Node>();
        do {
            push(KeyCode.TAB);
            if (!inside(over)) faults.add("Tab leaves it");
        } while (stops.add(fx(() -> stage().getScene().getFocusOwner())));
        push(KeyCode.SHIFT, KeyCode.TAB);
        if (!inside(over)) faults.add("Shift and Tab leave it");
        closed(faults);
        large(open, faults, source);
        assertEquals("", String.join("\n", faults.stream().distinct().map(fault -> source + " " + fault).toList()));
    }

    private void large(Runnable open, List<String> faults, String source) {
        fxRun(() -> ReadingKeys.apply(new Reading(2, "full")));
        resize(1280, 800);
        if (!fx(before::isFocused)) faults.add("larger text takes the focus away");
        Region over = opened(open);
        shot("over-" + source + "-200");
        faults.addAll(fx(() -> Opened.cut(over)));
        closed(faults);
        fxRun(() -> ReadingKeys.apply(Reading.PLAIN));
        settle();
    }

    private Region opened(Runnable open) {
        fxRun(open);
        settle();
        return lookup(".over-paper").query();
    }

    private void closed(List<String> faults) {
        push(KeyCode.ESCAPE);
        settle();
        if (lookup(".over-paper").tryQuery().isPresent()) faults.add("stays at Escape");
        if (!fx(before::isFocused)) faults.add("leaves the focus on " + fx(() -> stage().getScene().getFocusOwner()));
    }

    private void contrast(Node within, List<String> faults) {
        for (boolean dark : new boolean[]{false, true}) {
            theme(dark);
            fx(() -> Contrast.faults(stage().getScene(), within))
                    .forEach(fault -> faults.add((dark ? "dark " : "light ")
                            + fault));
        }
        theme(false);
    }

    private boolean inside(Node over) {
        return fx(() -> {
            for (Node at = stage().getScene().getFocusOwner(); at != null; at = at.getParent())
                if (at.equals(over)) return true;
            return false;
        });
    }

    private static Problem problem() {
        return Problem.of("docker.disk-full").withDetail("no space left on device");
    }

    private Page page() {
        var view = new VBox(before);
        return new Page() {
            @Override
            public String id() {
                return "overview";
            }

            @Override
            public String icon() {
                return "fth-home";
            }

            @Override
            public Region view() {
                return view;
            }
        };
    }
}
