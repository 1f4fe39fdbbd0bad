package slipway.ui.settings;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import slipway.ui.widget.Labels;

/// How settings stand in their sections: what it is and what it does at the left, the control at the right.
final class SettingRows {
    private SettingRows() {}

    /// The control takes its name and its description for screen readers from the words beside it.
    static HBox row(String title, String text, Node control) {
        Label name = Labels.of(title, "medium");
        name.setLabelFor(control);
        var words = new VBox(2, name);
        if (!text.isEmpty()) words.getChildren().add(Labels.wrapped(text, "muted"));
        words.setMinWidth(0);
        HBox.setHgrow(words, Priority.ALWAYS);
        if (control.getAccessibleText() == null) control.setAccessibleText(title);
        control.setAccessibleHelp(text);
        if (control instanceof Region region) region.setMinWidth(Region.USE_PREF_SIZE);
        var row = new HBox(24, words, control);
        row.setAlignment(Pos.CENTER_LEFT);
        row.getStyleClass().add("setting-row");
        return row;
    }
}
