package slipway.ui.widget;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.SelectionMode;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.text.TextFlow;

import org.jspecify.annotations.Nullable;

import slipway.export.ExportFile.Language;

/// A file to read, its lines numbered and in colours. Ctrl+A chooses all lines, Ctrl+C copies those chosen. FX thread.
public final class CodeView extends ListView<CodeText.Line> {
    private static final double ROW = 19;

    /// `copy` takes the text for the clipboard: [slipway.ui.Notices#copied].
    public CodeView(Consumer<String> copy) {
        getStyleClass().add("code-view");
        fixedCellSizeProperty().bind(TextScale.times(ROW));
        setCellFactory(view -> new Row());
        getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        setOnKeyPressed(event -> {
            if (!event.isShortcutDown() || event.isShiftDown() || event.getCode() != KeyCode.C) return;
            String chosen = chosen();
            if (!chosen.isEmpty()) copy.accept(chosen);
            event.consume();
        });
    }

    /// Shows `text` from the top.
    public void show(String text, Language language) {
        getSelectionModel().clearSelection();
        getItems().setAll(CodeText.lines(text, language));
        scrollTo(0);
    }

    private String chosen() {
        return getSelectionModel().getSelectedIndices().stream().sorted().map(index -> getItems().get(index).text())
                .collect(Collectors.joining("\n"));
    }

    private static final class Row extends ListCell<CodeText.Line> {
        private final Label number = Labels.of("", "line-number");
        private final TextFlow words = new TextFlow();
        private final HBox row = new HBox(number, words);

        Row() {
            words.setMinWidth(Region.USE_PREF_SIZE);
        }

        @Override
        protected void updateItem(CodeText.@Nullable Line line, boolean empty) {
            super.updateItem(line, empty);
            setGraphic(line == null || empty ? null : row);
            if (line == null || empty) return;
            number.setText(String.valueOf(getIndex() + 1));
            words.getChildren().setAll(line.pieces().stream().map(Row::piece).toList());
            setAccessibleText(line.text());
        }

        private static javafx.scene.text.Text piece(JsonViewText.Piece piece) {
            var text = new javafx.scene.text.Text(piece.text());
            text.getStyleClass().add("code-text");
            if (!piece.style().isEmpty()) text.getStyleClass().add(piece.style());
            return text;
        }
    }
}
