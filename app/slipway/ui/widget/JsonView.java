package slipway.ui.widget;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import javafx.collections.ObservableListBase;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.text.TextFlow;

import slipway.requests.BodyRows;

/// A body in numbered rows with JSON’s colours; only the rows in view are laid out, so large ones cost nothing. Ctrl+C
/// copies the row that is chosen. FX thread.
public final class JsonView extends ListView<BodyRows.Row> {
    private static final double ROW = 19;
    /// Pieces whose nodes a row keeps for the next.
    private static final int KEPT = 32;
    private static final JsonViewText.Piece NOTHING = new JsonViewText.Piece("", "");

    private boolean json;
    private String marked = "";

    /// Asks for a row when it comes into view and keeps none.
    private static final class Lazy extends ObservableListBase<BodyRows.Row> {
        private BodyRows rows;

        Lazy(BodyRows rows) {
            this.rows = rows;
        }

        /// The same rows, with more behind them.
        void grow(BodyRows more) {
            int before = rows.size();
            rows = more;
            beginChange();
            nextAdd(before, more.size());
            endChange();
        }

        @Override
        public BodyRows.Row get(int index) {
            return rows.get(index);
        }

        @Override
        public int size() {
            return rows.size();
        }

        /// Itself alone: whoever listens to the view’s items compares them with those before, millions of rows of them.
        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }

    public JsonView() {
        getStyleClass().add("json-view");
        fixedCellSizeProperty().bind(TextScale.times(ROW));
        setCellFactory(view -> new Line());
        setOnKeyPressed(event -> {
            BodyRows.Row chosen = getSelectionModel().getSelectedItem();
            if (!event.isShortcutDown() || event.getCode() != KeyCode.C || chosen == null) return;
            var content = new ClipboardContent();
            content.putString(chosen.text());
            Clipboard.getSystemClipboard().setContent(content);
            event.consume();
        });
    }

    /// Shows `rows` from the top; where they go on with those shown, what is in view stays.
    public void show(BodyRows rows, boolean goesOn) {
        boolean asBefore = json == (rows.kind() == BodyRows.Kind.JSON);
        if (goesOn && asBefore && getItems() instanceof Lazy lazy && lazy.size() < rows.size()) {
            lazy.grow(rows);
            return;
        }
        json = rows.kind() == BodyRows.Kind.JSON;
        marked = "";
        getSelectionModel().clearSelection();
        setItems(new Lazy(rows));
        scrollTo(0);
    }

    /// Brings `row` into view and marks where it holds `words`.
    public void reveal(int row, String words) {
        marked = words.toLowerCase(Locale.ROOT);
        getSelectionModel().select(row);
        scrollTo(Math.max(0, row - 5));
        refresh();
    }

    private List<JsonViewText.Piece> pieces(BodyRows.Row row) {
        List<JsonViewText.Piece> pieces = json
                ? JsonViewText.pieces(row.text(), row.goesOn())
                : List.of(new JsonViewText.Piece(row.text(), ""));
        return marked.isEmpty() ? pieces : JsonViewText.marked(pieces, marked);
    }

    private final class Line extends ListCell<BodyRows.Row> {
        private final Label number = Labels.of("", "line-number");
        private final TextFlow words = new TextFlow();
        private final HBox row = new HBox(number, words);
        private final List<javafx.scene.text.Text> shown = new ArrayList<>();

        @Override
        protected void updateItem(BodyRows.Row line, boolean empty) {
            super.updateItem(line, empty);
            setGraphic(empty || line == null ? null : row);
            if (empty || line == null) return;
            number.setText(String.valueOf(getIndex() + 1));
            List<JsonViewText.Piece> pieces = pieces(line);
            if (shown.size() > KEPT && pieces.size() < KEPT) {
                shown.subList(KEPT, shown.size()).clear();
                words.getChildren().setAll(shown);
            }
            for (int i = 0; i < Math.max(pieces.size(), shown.size()); i++)
                put(i, i < pieces.size() ? pieces.get(i) : NOTHING);
        }

        /// Styling new nodes is most of what a row costs: those of the row before are filled anew.
        private void put(int place, JsonViewText.Piece piece) {
            if (place == shown.size()) {
                var text = new javafx.scene.text.Text();
                text.getStyleClass().add("json-text");
                text.setUserData("");
                shown.add(text);
                words.getChildren().add(text);
            }
            javafx.scene.text.Text text = shown.get(place);
            text.setText(piece.text());
            String before = String.valueOf(text.getUserData());
            boolean unseen = piece.text().isEmpty() && !before.contains("json-found");
            if (unseen || piece.style().equals(before)) return;
            text.setUserData(piece.style());
            var classes = new ArrayList<>(List.of("json-text"));
            if (!piece.style().isEmpty()) classes.addAll(List.of(piece.style().split(" ")));
            text.getStyleClass().setAll(classes);
        }
    }
}
