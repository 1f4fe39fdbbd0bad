package slipway.ui.checks;

import java.util.LinkedHashMap;
import java.util.Map;

import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;

import atlantafx.base.theme.Styles;

import slipway.rehearse.Sizes;
import slipway.ui.widget.Labels;
import slipway.ui.widget.TextScale;

/// Names with fields for numbers; a field whose text is none is marked. FX thread.
final class NumberForm extends GridPane {
    private final Map<String, TextField> fields = new LinkedHashMap<>();
    private final Runnable changed;

    NumberForm(Runnable changed) {
        this.changed = changed;
        getStyleClass().add("number-form");
        var names = new ColumnConstraints();
        names.minWidthProperty().bind(TextScale.times(148));
        var values = new ColumnConstraints();
        values.setHgrow(Priority.ALWAYS);
        getColumnConstraints().setAll(names, values);
    }

    /// A field with the id `id`, `text` in it at first; `hint` shows while it is empty.
    NumberForm field(String id, String title, String text, String hint) {
        var field = new TextField(text);
        field.setId(id);
        field.setPromptText(hint);
        field.setAccessibleText(title);
        field.prefWidthProperty().bind(TextScale.times(110));
        field.textProperty().addListener(observed -> changed.run());
        fields.put(id, field);
        return row(title, field);
    }

    NumberForm row(String title, Node value) {
        Label label = Labels.muted(title);
        label.setMinWidth(USE_PREF_SIZE);
        addRow(getRowCount(), label, value);
        return this;
    }

    void set(String id, String text) {
        field(id).setText(text);
    }

    boolean empty(String id) {
        return field(id).getText().isBlank();
    }

    /// 0 where it is empty or no amount of memory.
    long bytes(String id) {
        var bytes = Sizes.parse(field(id).getText());
        mark(id, bytes.isPresent() || empty(id));
        return bytes.orElse(0L);
    }

    /// 0 where it is no whole number that is sensible here.
    int count(String id) {
        boolean good = field(id).getText().strip().matches("\\d{1,6}");
        mark(id, good || empty(id));
        return good ? Integer.parseInt(field(id).getText().strip()) : 0;
    }

    /// NaN where it is no number.
    double number(String id) {
        boolean good = field(id).getText().strip().matches("\\d{1,9}(?:\\.\\d{1,9})?");
        mark(id, good || empty(id));
        return good ? Double.parseDouble(field(id).getText().strip()) : Double.NaN;
    }

    private TextField field(String id) {
        TextField field = fields.get(id);
        if (field == null) throw new IllegalArgumentException(id);
        return field;
    }

    private void mark(String id, boolean good) {
        field(id).pseudoClassStateChanged(Styles.STATE_DANGER, !good);
    }
}
