package slipway.ui.endpoints;

import java.util.LinkedHashMap;
import java.util.Map;

import javafx.geometry.Pos;
import javafx.geometry.VPos;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import atlantafx.base.theme.Styles;

import slipway.ui.widget.Labels;

/// Short fields with their names, what they mean beside them, and what is wrong with them below. FX thread.
final class AskGrid extends GridPane {
    private final Map<String, TextField> fields = new LinkedHashMap<>();
    private final Map<String, Label> reasons = new LinkedHashMap<>();
    private final Runnable changed;

    /// `changed` is told of every key.
    AskGrid(Runnable changed) {
        this.changed = changed;
        getStyleClass().add("ask-grid");
    }

    /// @param usual shown while it is empty
    void field(String id, String title, String text, String usual, String meaning, boolean wide) {
        var field = new TextField(text);
        field.setId(id);
        field.setPromptText(usual);
        field.setAccessibleText(title);
        field.getStyleClass().addAll("mono", wide ? "ask-wide" : "ask-short");
        field.textProperty().addListener(observed -> changed.run());
        fields.put(id, field);
        Label reason = Labels.wrapped("", "bad-text", "small");
        reason.setId(id + "-wrong");
        reason.setVisible(false);
        reason.setManaged(false);
        reasons.put(id, reason);
        Label what = Labels.wrapped(meaning, "muted", "small");
        what.setMinWidth(0);
        HBox.setHgrow(what, Priority.ALWAYS);
        var line = new HBox(12, field, what);
        line.setAlignment(Pos.CENTER_LEFT);
        Label name = Labels.muted(title);
        name.setMinWidth(USE_PREF_SIZE);
        name.getStyleClass().add("ask-name");
        name.setLabelFor(field);
        setValignment(name, VPos.TOP);
        var value = new VBox(4, line, reason);
        setHgrow(value, Priority.ALWAYS);
        addRow(getRowCount(), name, value);
    }

    String text(String id) {
        TextField field = fields.get(id);
        return field == null ? "" : field.getText();
    }

    /// Says it below its field; nothing takes the words away.
    void wrong(String id, String words) {
        TextField field = fields.get(id);
        Label reason = reasons.get(id);
        if (field == null || reason == null) return;
        field.pseudoClassStateChanged(Styles.STATE_DANGER, !words.isEmpty());
        field.setAccessibleHelp(words);
        reason.setText(words);
        reason.setVisible(!words.isEmpty());
        reason.setManaged(!words.isEmpty());
    }
}
