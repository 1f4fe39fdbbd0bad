package slipway.ui;

import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;

/// A key as if the person had pressed it. Stateless; FX thread.
final class KeyPress {
    private KeyPress() {}

    /// Presses `keys` where the keyboard is now, on `root` where it is nowhere.
    static void fire(Node root, KeyCodeCombination keys) {
        Scene scene = root.getScene();
        if (scene == null) return;
        boolean shortcut = keys.getShortcut() == KeyCombination.ModifierValue.DOWN;
        Node owner = scene.getFocusOwner();
        // Ctrl here, Command on a Mac
        Event.fireEvent(owner == null ? root : owner, new KeyEvent(KeyEvent.KEY_PRESSED, KeyEvent.CHAR_UNDEFINED, "",
                keys.getCode(), keys.getShift() == KeyCombination.ModifierValue.DOWN, shortcut,
                keys.getAlt() == KeyCombination.ModifierValue.DOWN, shortcut));
    }
}
