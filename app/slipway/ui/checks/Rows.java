package slipway.ui.checks;

import javafx.geometry.HPos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;

import slipway.rehearse.Fit;
import slipway.ui.widget.Labels;
import slipway.ui.widget.StatusPill;
import slipway.ui.widget.Tone;

/// A small table of figures: words at the left, numbers to the right. FX thread.
final class Rows extends GridPane {
    /// The first column takes the room that is left.
    Rows(String... heads) {
        getStyleClass().add("figures");
        for (int i = 0; i < heads.length; i++) {
            var column = new ColumnConstraints();
            if (i == 0) column.setHgrow(Priority.ALWAYS);
            column.setHalignment(i == 0 ? HPos.LEFT : HPos.RIGHT);
            getColumnConstraints().add(column);
            Label head = Labels.of(heads[i], "muted", "small");
            head.setMinWidth(USE_PREF_SIZE);
            add(head, i, 0);
        }
    }

    /// Texts and nodes, one a column.
    Rows row(Object... cells) {
        int row = getRowCount();
        for (int i = 0; i < cells.length; i++) {
            Node cell = cells[i] instanceof Node node ? node : Labels.of(String.valueOf(cells[i]));
            if (cell instanceof Label label) label.setMinWidth(USE_PREF_SIZE);
            add(cell, i, row);
        }
        return this;
    }

    static StatusPill pill(Fit fit) {
        return switch (fit) {
            case GREEN -> new StatusPill(Tone.GOOD, "fth-check-circle", fit.text());
            case AMBER -> new StatusPill(Tone.WARN, "fth-alert-triangle", fit.text());
            case RED -> new StatusPill(Tone.BAD, "fth-x-circle", fit.text());
        };
    }
}
