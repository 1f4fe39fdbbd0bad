package slipway.ui.widget;

import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;

/// Names at the left, what they are at the right.
public final class KeyValueGrid extends GridPane {
    public KeyValueGrid() {
        getStyleClass().add("key-values");
        var keys = new ColumnConstraints();
        keys.minWidthProperty().bind(TextScale.times(90));
        var values = new ColumnConstraints();
        values.setHgrow(Priority.ALWAYS);
        values.setMinWidth(0);
        getColumnConstraints().addAll(keys, values);
    }

    public KeyValueGrid row(String key, String value) {
        return row(key, Labels.wrapped(value, "medium"));
    }

    public KeyValueGrid row(String key, Node value) {
        Label name = Labels.of(key, "key");
        name.setMinWidth(USE_PREF_SIZE);
        setValignment(name, VPos.TOP);
        addRow(getRowCount(), name, value);
        return this;
    }

    public void clear() {
        getChildren().clear();
    }
}
