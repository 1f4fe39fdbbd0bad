package slipway.ui;

import java.util.List;

import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.VBox;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import slipway.base.Activity;
import slipway.base.Live;
import slipway.base.Tasks;
import slipway.testkit.Samples;
import slipway.testkit.UiTest;
import slipway.ui.WindowSettings.Reading;
import slipway.ui.widget.Labels;
import slipway.ui.widget.Motion;
import slipway.ui.widget.Sheets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// How large the window’s text is, and whether anything in it moves.
class ReadingUiTest extends UiTest {
    private final Tasks tasks = new Tasks();
    private final Live<WindowSettings> saved = new Live<>(WindowSettings.DEFAULT);
    private final Label words = Labels.of("0.42 cores", "small");

    @AfterEach
    void asBefore() {
        tasks.close();
        fxRun(() -> ReadingKeys.apply(Reading.PLAIN));
    }

    @Test
    void keysMakeTextLargerAndSmallerAndItIsRemembered() {
        open(Reading.PLAIN);
        double drawn = size();
        push(KeyCode.CONTROL, KeyCode.PLUS);
        push(KeyCode.CONTROL, KeyCode.ADD);
        settle();
        assertEquals(1.2, saved.get().reading().textScale());
        assertEquals(drawn * 1.2, size(), 0.01);
        push(KeyCode.CONTROL, KeyCode.MINUS);
        settle();
        assertEquals(1.1, saved.get().reading().textScale());
        push(KeyCode.CONTROL, KeyCode.DIGIT0);
        settle();
        assertEquals(1, saved.get().reading().textScale());
        assertEquals(drawn, size());
    }

    @Test
    void whatIsRememberedIsThereFromTheFirstFrame() {
        open(new Reading(1.7, "reduced"));
        assertEquals(12 * 1.7, size(), 0.01);
        assertTrue(fx(() -> Motion.still().get()));
    }

    @Test
    void theWindowIsStillWhereWishedElseAsTheSystemIs() {
        open(new Reading(1, "reduced"));
        push(KeyCode.CONTROL, KeyCode.K);
        write("let the window");
        push(KeyCode.ENTER);
        settle();
        assertEquals("full", saved.get().reading().motion());
        assertFalse(fx(() -> Motion.still().get()));
        fxRun(() -> Theme.motion("system"));
        assertEquals(fx(() -> Platform.getPreferences().isReducedMotion()), fx(() -> Motion.still().get()));
    }

    @Test
    void keysAreNotCutInTheHelpHoweverLarge() {
        open(new Reading(2, "full"));
        push(KeyCode.F1);
        settle();
        shot("reading-help-200");
        for (javafx.scene.Node keys : fx(() -> lookup(".over-paper .keys").queryAll()))
            assertTrue(fx(() -> ((Label) keys).getWidth() >= keys.prefWidth(-1) - 1), ((Label) keys).getText());
    }

    @Test
    void sheetsOfWhatIsNotShownFollowToo() {
        open(Reading.PLAIN);
        var page = new VBox(new Label("log"));
        fxRun(() -> {
            Sheets.wear(page, "logs");
            page.getChildren().getFirst().getStyleClass().add("log-text");
            Theme.scale(1.5);
            ((VBox) words.getParent()).getChildren().add(page);
        });
        settle();
        assertEquals(18, fx(() -> ((Label) page.getChildren().getFirst()).getFont().getSize()));
        assertEquals(1, fx(() -> page.getStylesheets().size()));
    }

    private double size() {
        return fx(() -> words.getFont().getSize());
    }

    private void open(Reading reading) {
        fxRun(() -> {
            var shell = new Shell(stage(), tasks, WindowSettings.DEFAULT.withReading(reading), new Front());
            stage().setScene(new Scene(shell.root(), 1440, 900));
            shell.applyTheme();
            stage().show();
            shell.fill(new Shell.Feed(new Live<>(Samples.workspace()), List.of(), new Live<>(List.of()), new Live<>(List
                    .of()), Samples.traffic(), new Activity(), Samples.updates(), saved::set), List.of(page()));
        });
        settle();
    }

    private Page page() {
        var view = new VBox(words);
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
            public javafx.scene.layout.Region view() {
                return view;
            }
        };
    }
}
