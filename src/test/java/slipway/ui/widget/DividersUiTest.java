package slipway.ui.widget;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SplitPane;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyCode;

import org.junit.jupiter.api.Test;

import slipway.testkit.UiTest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// What the mouse drags or clicks with its other button has its keys.
class DividersUiTest extends UiTest {
    @Test
    void arrowsMoveADividerAndTheEndHoldsIt() {
        var moved = new AtomicInteger();
        SplitPane split = fx(() -> {
            var made = new SplitPane(new ListView<>(), new ListView<>());
            made.setDividerPositions(0.5);
            Dividers.byKeyboard(made, moved::incrementAndGet);
            return made;
        });
        show(split, 600, 300);
        Node divider = lookup(".split-pane-divider").query();
        assertTrue(divider.isFocusTraversable());
        fxRun(divider::requestFocus);
        double before = fx(() -> split.getDividerPositions()[0]);
        push(KeyCode.RIGHT);
        assertEquals(before + 0.02, fx(() -> split.getDividerPositions()[0]), 0.005);
        push(KeyCode.UP);
        assertEquals(1, moved.get(), "that is the other direction");
        for (int i = 0; i < 60; i++)
            push(KeyCode.LEFT);
        assertEquals(0, fx(() -> split.getDividerPositions()[0]), 0.02);
    }

    @Test
    void theMenuKeyOpensTheMenuOfWhatIsChosen() {
        var menu = fx(() -> new ContextMenu(new MenuItem("Stop")));
        var list = fx(() -> {
            var made = new ListView<String>();
            made.getItems().add("iris/blue");
            KeyMenu.of(made, () -> Optional.ofNullable(made.getSelectionModel().getSelectedItem()).map(item -> menu));
            return made;
        });
        show(list, 300, 200);
        ask(list);
        assertFalse(fx(menu::isShowing), "nothing is chosen");
        fxRun(() -> list.getSelectionModel().select(0));
        ask(list);
        assertTrue(fx(menu::isShowing));
        fxRun(menu::hide);
    }

    private void ask(Node node) {
        fxRun(() -> Event.fireEvent(node, new ContextMenuEvent(ContextMenuEvent.CONTEXT_MENU_REQUESTED, 0, 0, 0, 0,
                true, null)));
        settle();
    }
}
