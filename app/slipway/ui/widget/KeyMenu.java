package slipway.ui.widget;

import java.util.Optional;
import java.util.function.Supplier;

import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.input.ContextMenuEvent;

/// The menu of what is chosen in a list, by the menu key: it goes to the list, where the mouse goes to the row. FX
/// thread.
public final class KeyMenu {
    private KeyMenu() {}

    /// Opens it in the middle of `list`.
    ///
    /// @param menu of what is chosen in `list` now; empty where nothing is
    public static void of(Node list, Supplier<Optional<ContextMenu>> menu) {
        list.addEventHandler(ContextMenuEvent.CONTEXT_MENU_REQUESTED, event -> {
            if (!event.isKeyboardTrigger()) return;
            Bounds bounds = list.localToScreen(list.getLayoutBounds());
            menu.get().ifPresent(shown -> shown.show(list, bounds.getCenterX(), bounds.getCenterY()));
            event.consume();
        });
    }
}
