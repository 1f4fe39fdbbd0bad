package slipway.ui.widget;

import java.util.ArrayList;
import java.util.List;

import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.layout.HBox;
import javafx.scene.text.TextFlow;

/// A text in numbered lines with JSON’s colours; only the lines in view are built, so large ones cost nothing.
/// FX thread.
public final class JsonView extends ListView<String> {
    /// Longer lines go on in the next row.
    private static final int CUT = 400;

    public JsonView() {
        getStyleClass().add("json-view");
        setCellFactory(view -> new Line());
        setFocusTraversable(true);
    }

    /// Shows `text` line by line.
    public void show(String text) {
        var lines = new ArrayList<String>();
        text.lines().forEach(line -> {
            for (int at = 0; at < Math.max(1, line.length()); at += CUT)
                lines.add(line.substring(at, Math.min(line.length(), at + CUT)));
        });
        getItems().setAll(lines);
        scrollTo(0);
    }

    /// The lines as shown.
    public List<String> lines() {
        return List.copyOf(getItems());
    }

    private static final class Line extends ListCell<String> {
        private final Label number = Labels.of("", "line-number");
        private final TextFlow words = new TextFlow();
        private final HBox row = new HBox(number, words);

        @Override
        protected void updateItem(String line, boolean empty) {
            super.updateItem(line, empty);
            setGraphic(empty || line == null ? null : row);
            if (empty || line == null) return;
            number.setText(String.valueOf(getIndex() + 1));
            words.getChildren().clear();
            for (JsonViewText.Piece piece : JsonViewText.pieces(line)) {
                var text = new javafx.scene.text.Text(piece.text());
                text.getStyleClass().add("json-text");
                if (!piece.style().isEmpty()) text.getStyleClass().add(piece.style());
                words.getChildren().add(text);
            }
        }
    }
}
