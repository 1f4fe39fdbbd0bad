package slipway.ui.lab;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

import atlantafx.base.theme.Styles;

import slipway.ui.widget.Labels;
import slipway.ui.widget.TextScale;

/// Small fields for numbers, with their names and units; one whose text is none is marked. FX thread.
final class Fields {
    private Fields() {}

    /// A field of `width` pixels; `name` is what a screen reader says.
    static TextField number(String id, String name, String text, double width) {
        var field = new TextField(text);
        field.setId(id);
        field.setAccessibleText(name);
        field.prefWidthProperty().bind(TextScale.times(width));
        field.minWidthProperty().bind(TextScale.times(width));
        field.maxWidthProperty().bind(TextScale.times(width));
        field.getStyleClass().add("lab-number");
        return field;
    }

    /// `field` under its name, with its unit beside it.
    static VBox named(String name, Node field, String unit) {
        Label title = Labels.of(name, "muted", "small");
        title.setMinWidth(Label.USE_PREF_SIZE);
        title.setLabelFor(field);
        var row = new HBox(6, field);
        row.getStyleClass().add("chips");
        if (!unit.isEmpty()) row.getChildren().add(unit(unit));
        return new VBox(4, title, row);
    }

    static Label unit(String text) {
        Label label = Labels.of(text, "muted", "small");
        label.setMinWidth(Label.USE_PREF_SIZE);
        return label;
    }

    /// NaN where it is no number; the field is marked then.
    static double number(TextField field) {
        String text = field.getText().strip();
        boolean good = text.matches("\\d{1,9}(?:\\.\\d{1,6})?");
        field.pseudoClassStateChanged(Styles.STATE_DANGER, !good);
        return good ? Double.parseDouble(text) : Double.NaN;
    }

    /// The numbers between commas; empty where one is none.
    static List<Double> numbers(TextField field) {
        String text = field.getText().strip();
        boolean good = text.matches("\\d{1,9}(?:\\.\\d{1,6})?(?:\\s*,\\s*\\d{1,9}(?:\\.\\d{1,6})?)*");
        field.pseudoClassStateChanged(Styles.STATE_DANGER, !good);
        var all = new ArrayList<Double>();
        if (good) for (String each : text.split(",", -1))
            all.add(Double.parseDouble(each.strip()));
        return all;
    }

    /// `25 %`, `2.5 %`: a share that a person chose, without digits that say nothing.
    static String percent(double share) {
        return BigDecimal.valueOf(Math.round(share * 1e4) / 1e2).stripTrailingZeros().toPlainString() + " %";
    }

    /// A cell of a drop-down list, with the words for its value.
    static <T> ListCell<T> cell(Function<T, String> words) {
        return new ListCell<>() {
            @Override
            protected void updateItem(T item, boolean empty) {
                super.updateItem(item, empty);
                setText(empty || item == null ? "" : words.apply(item));
            }
        };
    }

    /// Shows or hides without a gap.
    static void shown(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }
}
