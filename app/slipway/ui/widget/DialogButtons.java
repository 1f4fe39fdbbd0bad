package slipway.ui.widget;

import javafx.scene.control.ButtonBar.ButtonData;
import javafx.scene.control.ButtonType;

import slipway.base.Text;

/// The buttons of every dialog, in the studio’s words: JavaFX’s own speak the system’s language, whatever is spoken
/// here. Each call makes a new one, which a dialog’s result is then compared with. Any thread.
public final class DialogButtons {
    private DialogButtons() {}

    /// Closes what only shows, or has done what it was asked.
    public static ButtonType close() {
        return new ButtonType(Text.of("shell.close"), ButtonData.CANCEL_CLOSE);
    }

    /// Closes a dialog without doing what it offers.
    public static ButtonType cancel() {
        return new ButtonType(Text.of("shell.cancel"), ButtonData.CANCEL_CLOSE);
    }

    /// Takes what was filled in.
    public static ButtonType ok() {
        return new ButtonType(Text.of("shell.ok"), ButtonData.OK_DONE);
    }
}
