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

/// The keys of the window, on F1. FX thread.
final class ShortcutHelp extends VBox {
    ShortcutHelp(List<Rail.Entry> pages) {
        getStyleClass().add("over-paper");
        prefWidthProperty().bind(TextScale.times(420));
        setFocusTraversable(true);
        var grid = new GridPane(24, 8);
        var keys = new ColumnConstraints();
        // a key that is cut is no help
        keys.setMinWidth(USE_PREF_SIZE);
        grid.getColumnConstraints().setAll(keys, new ColumnConstraints());
        int row = 0;
        for (Rail.Entry page : pages) {
            row++;
            grid.addRow(row, Labels.of(Shell.pageKeys(row), "keys"), Labels.of(page.title()));
        }
        grid.addRow(row + 1, Labels.of(Text.of("shell.keys.palette"), "keys"),
                Labels.of(Text.of("shell.help.palette")));
        grid.addRow(row + 2, Labels.of(Text.of("shell.keys.tasks"), "keys"), Labels.of(Text.of("shell.help.tasks")));
        grid.addRow(row + 3, Labels.of(Text.of("shell.keys.theme"), "keys"), Labels.of(Text.of("shell.theme.switch")));
        grid.addRow(row + 4, Labels.of(Text.of("shell.keys.rail"), "keys"), Labels.of(Text.of("shell.rail.toggle")));
        grid.addRow(row + 5, Labels.of(Text.of("shell.keys.larger"), "keys"), Labels.of(Text.of("shell.text.larger")));
        grid.addRow(row + 6, Labels.of(Text.of("shell.keys.smaller"), "keys"),
                Labels.of(Text.of("shell.text.smaller")));
        grid.addRow(row + 7, Labels.of(Text.of("shell.keys.first"), "keys"), Labels.of(Text.of("shell.text.first")));
        grid.addRow(row + 8, Labels.of(Text.of("shell.keys.help"), "keys"), Labels.of(Text.of("shell.help")));
        grid.addRow(row + 9, Labels.of(Text.of("shell.keys.leave"), "keys"), Labels.of(Text.of("shell.help.leave")));
        grid.addRow(row + 10, Labels.of(Text.of("shell.keys.close"), "keys"), Labels.of(Text.of("shell.help.close")));
        var scroll = new ScrollPane(grid);
        scroll.setFitToWidth(true);
        scroll.prefHeightProperty().bind(grid.heightProperty().add(4));
        scroll.getStyleClass().add("page-scroll");
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().addAll(Labels.heading(Text.of("shell.help")), scroll);
    }
}
