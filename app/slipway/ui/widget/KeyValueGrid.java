package slipway.ui.widget;

import java.util.Optional;

import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.ComboBoxBase;
import javafx.scene.control.Label;
import javafx.scene.control.TextInputControl;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/// Names at the left, what they are at the right.
public final class KeyValueGrid extends GridPane {
    /// As wide as most names are, so that grids under each other stand alike. A least width of the column itself would
    /// let longer names run into what they are.
    private final Region strut = new Region();
    private int rows;

    public KeyValueGrid() {
        getStyleClass().add("key-values");
        strut.minWidthProperty().bind(TextScale.times(90));
        add(strut, 0, 0);
        var values = new ColumnConstraints();
        values.setHgrow(Priority.ALWAYS);
        values.setMinWidth(0);
        getColumnConstraints().addAll(new ColumnConstraints(), values);
    }

    public KeyValueGrid row(String key, String value) {
        return row(key, Labels.wrapped(value, "medium"));
    }

    public KeyValueGrid row(String key, Node value) {
        Label name = Labels.of(key, "key");
        name.setMinWidth(USE_PREF_SIZE);
        asked(value).ifPresent(name::setLabelFor);
        setValignment(name, VPos.TOP);
        add(name, 0, rows);
        add(value, 1, rows++);
        return this;
    }

    /// What is filled in there, if it has no name of its own: a screen reader calls it as the row is called.
    private static Optional<Node> asked(Node value) {
        if (value instanceof TextInputControl || value instanceof ComboBoxBase || value instanceof ChoiceBox)
            return value.getAccessibleText() == null ? Optional.of(value) : Optional.empty();
        if (!(value instanceof Pane pane)) return Optional.empty();
        return pane.getChildren().stream().flatMap(each -> asked(each).stream()).findFirst();
    }

    public void clear() {
        getChildren().setAll(strut);
        rows = 0;
    }
}
