package slipway.ui;

import java.util.List;

import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;

import slipway.base.Text;
import slipway.ui.widget.Labels;

/// The keys that work everywhere in the window, on F1. FX thread.
final class ShortcutHelp extends VBox {
    ShortcutHelp(List<Rail.Entry> pages) {
        getStyleClass().add("over-paper");
        setPrefWidth(420);
        setFocusTraversable(true);
        var grid = new GridPane(24, 8);
        for (Shortcuts.Key key : Shortcuts.everywhere(pages.stream().map(Rail.Entry::title).toList())) {
            grid.addRow(grid.getRowCount(), Labels.of(key.keys(), "keys"), Labels.of(key.does()));
        }
        getChildren().addAll(Labels.heading(Text.of("shell.help")), grid);
    }
}
