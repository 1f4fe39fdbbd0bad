package slipway.ui.widget;

import java.util.List;

import javafx.collections.FXCollections;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;

import org.jspecify.annotations.Nullable;

import slipway.base.Text;

/// A unified diff line by line, in the colours of adding and taking away; a carriage return is shown as `^M`. FX thread.
public final class DiffView extends ListView<String> {
    private static final List<String> STYLES = List.of("diff-added", "diff-removed", "diff-head");

    public DiffView(String diff) {
        super(FXCollections.observableArrayList(diff.split("\n", -1)));
        getItems().removeLast();
        getStyleClass().add("diff");
        setAccessibleText(Text.of("widget.diff"));
        setCellFactory(list -> new Line());
    }

    private static final class Line extends ListCell<String> {
        @Override
        protected void updateItem(@Nullable String line, boolean empty) {
            super.updateItem(line, empty);
            getStyleClass().removeAll(STYLES);
            setText(line == null || empty ? null : line.replace("\r", "^M").replace('\t', '→'));
            if (line == null || empty) return;
            if (line.startsWith("---") || line.startsWith("+++") || line.startsWith("@@") || line.startsWith("diff ")
                    || line.startsWith("\\"))
                getStyleClass().add("diff-head");
            else if (line.matches("(?s)(\\+|new mode|rename to).*")) getStyleClass().add("diff-added");
            else if (line.matches("(?s)(-|old mode|rename from|delete ).*")) getStyleClass().add("diff-removed");
        }
    }
}
