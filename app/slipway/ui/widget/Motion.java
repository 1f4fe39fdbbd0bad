package slipway.ui.widget;

import javafx.application.Platform;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.scene.control.ProgressBar;

/// Whether the window keeps still: nothing moves that is not moved by the person. One for the whole window, as the theme
/// is; FX thread.
public final class Motion {
    private static final ReadOnlyBooleanWrapper STILL = new ReadOnlyBooleanWrapper();

    private Motion() {}

    /// True while nothing may move by itself.
    public static ReadOnlyBooleanProperty still() {
        return STILL.getReadOnlyProperty();
    }

    /// A bar for work of unknown length: it runs to and fro, or stands empty while nothing may move.
    public static ProgressBar busy() {
        var bar = new ProgressBar();
        bar.progressProperty().bind(Bindings.when(STILL).then(0.0).otherwise(ProgressBar.INDETERMINATE_PROGRESS));
        return bar;
    }

    /// `choice` is `reduced`, `full`, or `system` for what the desktop asks for, now and whenever it changes.
    public static void become(String choice) {
        STILL.unbind();
        switch (choice) {
            case "reduced" -> STILL.set(true);
            case "full" -> STILL.set(false);
            default -> STILL.bind(Platform.getPreferences().reducedMotionProperty());
        }
    }
}
