package slipway.ui;

import java.util.List;

import javafx.scene.control.ScrollPane;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import slipway.base.Text;
import slipway.ui.widget.Labels;
import slipway.ui.widget.TextScale;

/// The keys that work everywhere in the window, on Shift+F1 and Ctrl+/. FX thread.
final class ShortcutHelp extends VBox {
    ShortcutHelp(List<Rail.Entry> pages) {
        getStyleClass().add("over-paper");
        setAccessibleText(Text.of("shell.help"));
        prefWidthProperty().bind(TextScale.times(420));
        setFocusTraversable(true);
        var grid = new GridPane(24, 8);
        var keys = new ColumnConstraints();
        // a key that is cut is no help
        keys.setMinWidth(USE_PREF_SIZE);
        grid.getColumnConstraints().setAll(keys, new ColumnConstraints());
        for (Shortcuts.Key key : Shortcuts.everywhere(pages.stream().map(Rail.Entry::title).toList())) {
            grid.addRow(grid.getRowCount(), Labels.of(key.keys(), "keys"), Labels.of(key.does()));
        }
        var scroll = new ScrollPane(grid);
        scroll.setFitToWidth(true);
        scroll.prefHeightProperty().bind(grid.heightProperty().add(4));
        scroll.getStyleClass().add("page-scroll");
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().addAll(Labels.heading(Text.of("shell.help")), scroll);
    }
}
