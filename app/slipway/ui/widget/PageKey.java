package slipway.ui.widget;

import javafx.scene.Node;
import javafx.scene.input.KeyCombination;

/// A shortcut of a page: it works wherever the keyboard is in the window, while the page is shown. FX thread.
public final class PageKey {
    private PageKey() {}

    /// `keys` as [KeyCombination#valueOf] takes them (`Shortcut+E`).
    public static void on(Node page, String keys, Runnable run) {
        KeyCombination combination = KeyCombination.valueOf(keys);
        page.sceneProperty().addListener((observed, old, scene) -> {
            // only its own: the page that comes may have set it already
            if (old != null) old.getAccelerators().remove(combination, run);
            if (scene != null) scene.getAccelerators().put(combination, run);
        });
    }
}
