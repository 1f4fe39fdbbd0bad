package slipway.ui;

import java.util.List;

import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;

import slipway.base.Text;
import slipway.ui.widget.Labels;

/// The keys of the window, on Shift+F1 and Ctrl+/. FX thread.
final class ShortcutHelp extends VBox {
    ShortcutHelp(List<Rail.Entry> pages) {
        getStyleClass().add("over-paper");
        setPrefWidth(420);
        setFocusTraversable(true);
        var grid = new GridPane(24, 8);
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
        grid.addRow(row + 5, Labels.of(Text.of("shell.keys.guide"), "keys"), Labels.of(Text.of("shell.guide")));
        grid.addRow(row + 6, Labels.of(Text.of("shell.keys.help"), "keys"), Labels.of(Text.of("shell.help")));
        grid.addRow(row + 7, Labels.of(Text.of("shell.keys.close"), "keys"), Labels.of(Text.of("shell.help.close")));
        getChildren().addAll(Labels.heading(Text.of("shell.help")), grid);
    }
}
