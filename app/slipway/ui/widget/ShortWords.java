package slipway.ui.widget;

import javafx.beans.value.ChangeListener;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;

/// Buttons that lose their words in a narrow window and keep their icon; their tooltip and accessible text say the
/// rest. FX thread.
public final class ShortWords {
    private ShortWords() {}

    /// From now on `button` shows its icon alone where its window is narrower than `width` pixels.
    public static void below(Button button, double width) {
        ChangeListener<Number> fitting = (observed, old, now) -> fit(button, now.doubleValue() < width);
        // its page leaves the scene and comes back with every visit
        button.sceneProperty().addListener((observed, old, scene) -> {
            if (old != null) old.widthProperty().removeListener(fitting);
            if (scene == null) return;
            scene.widthProperty().addListener(fitting);
            fit(button, scene.getWidth() < width);
        });
    }

    private static void fit(Button button, boolean narrow) {
        button.setContentDisplay(narrow ? ContentDisplay.GRAPHIC_ONLY : ContentDisplay.LEFT);
    }
}
