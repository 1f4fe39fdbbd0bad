package slipway.ui.widget;

import javafx.scene.control.Button;
import javafx.scene.control.Label;

/// A small rounded mark: a fact, or a flat button.
public final class Chip {
    private Chip() {}

    /// Says something only.
    public static Label of(String text) {
        Label chip = Labels.of(text, "chip");
        chip.setMinWidth(Label.USE_PREF_SIZE);
        return chip;
    }

    /// Does something.
    public static Button button(String icon, String text, Runnable action) {
        var chip = new Button(text, icon.isEmpty() ? null : Icons.of(icon));
        chip.setMnemonicParsing(false);
        chip.getStyleClass().add("chip");
        chip.setOnAction(event -> action.run());
        return chip;
    }
}
