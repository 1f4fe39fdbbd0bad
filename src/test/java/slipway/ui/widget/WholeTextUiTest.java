package slipway.ui.widget;

import java.util.List;

import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.VBox;
import javafx.stage.Window;

import org.junit.jupiter.api.Test;

import slipway.testkit.UiTest;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

/// A text that is cut is told whole under the mouse.
class WholeTextUiTest extends UiTest {
    private static final String LONG = "registry.example.org:5000/team/a-rather-long-name-of-an-image:2026-11-22";

    private final Label cut = label(LONG, 120);
    private final Label whole = label("iris", 120);
    private final Label own = label(LONG, 120);

    @Test
    void whatIsCutIsToldAndNothingElse() {
        own.setTooltip(new Tooltip("its own"));
        show(new VBox(30, cut, whole, own), 500, 300);
        moveTo(whole).moveTo(cut);
        await().until(() -> shown().equals(List.of(LONG)));
        assertNull(cut.getTooltip(), "who sets one later takes its place");
        moveTo(whole);
        await().until(() -> shown().isEmpty());
        moveTo(own);
        await().until(() -> shown().equals(List.of("its own")));
        fxRun(() -> cut.setText(LONG + "-debug"));
        moveTo(whole).moveTo(cut);
        await().until(() -> shown().equals(List.of(LONG + "-debug")));
    }

    @Test
    void whatIsNoLongerCutIsNotTold() {
        show(new VBox(30, cut, whole), 800, 300);
        moveTo(cut);
        await().until(() -> shown().equals(List.of(LONG)));
        moveTo(whole);
        await().until(() -> shown().isEmpty());
        fxRun(() -> cut.setMaxWidth(700));
        settle();
        moveTo(cut);
        settle();
        assertEquals(List.of(), fx(() -> cut.getProperties().values().stream().filter(Tooltip.class::isInstance)
                .toList()));
    }

    @Test
    void whatSomebodySetsLaterStays() {
        show(new VBox(30, cut, whole), 800, 300);
        moveTo(cut);
        await().until(() -> shown().equals(List.of(LONG)));
        fxRun(() -> cut.setTooltip(new Tooltip("later")));
        moveTo(whole);
        await().until(() -> shown().isEmpty());
        moveTo(cut);
        await().until(() -> shown().equals(List.of("later")));
    }

    private static Label label(String text, double width) {
        Label label = Labels.of(text);
        label.setMinWidth(0);
        label.setMaxWidth(width);
        return label;
    }

    private static List<String> shown() {
        return org.testfx.util.WaitForAsyncUtils.waitForAsyncFx(20_000, () -> Window.getWindows().stream().filter(
                Tooltip.class::isInstance).filter(Window::isShowing).map(each -> ((Tooltip) each).getText()).toList());
    }
}
