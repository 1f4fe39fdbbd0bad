package slipway.ui.settings;

import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.GridPane;

import slipway.base.Text;
import slipway.ui.Shortcuts;
import slipway.ui.widget.Labels;

/// Every key of the window, to search in. FX thread.
public final class ShortcutsSection implements SettingsSection {
    private final Supplier<List<String>> pages;
    private final GridPane grid = new GridPane(24, 8);

    /// @param pages the titles of the pages, in the rail’s order
    public ShortcutsSection(Supplier<List<String>> pages) {
        this.pages = pages;
    }

    @Override
    public String id() {
        return "shortcuts";
    }

    @Override
    public String icon() {
        return "fth-command";
    }

    @Override
    public String title() {
        return Text.of("settings.shortcuts");
    }

    @Override
    public String words() {
        return Shortcuts.all(pages.get()).stream().map(Shortcuts.Key::does).collect(Collectors.joining(" "));
    }

    @Override
    public Node build() {
        var search = new TextField();
        search.setId("shortcuts-search");
        search.setPromptText(Text.of("settings.shortcuts.search"));
        search.setAccessibleText(Text.of("settings.shortcuts.search"));
        search.textProperty().addListener((observed, old, query) -> show(query));
        show("");
        return SettingRows.column(Labels.wrapped(Text.of("settings.shortcuts.text"), "muted"), search, grid);
    }

    private void show(String query) {
        String wanted = query.strip().toLowerCase(Locale.ROOT);
        grid.getChildren().clear();
        String where = "";
        for (Shortcuts.Key key : Shortcuts.all(pages.get())) {
            String words = String.join(" ", key.where(), key.keys(), key.does());
            if (!words.toLowerCase(Locale.ROOT).contains(wanted)) continue;
            Label head = Labels.muted(key.where().equals(where) ? "" : key.where());
            where = key.where();
            head.setMinWidth(140);
            Label keys = Labels.of(key.keys(), "keys");
            keys.setMinWidth(Label.USE_PREF_SIZE);
            grid.addRow(grid.getRowCount(), head, keys, Labels.wrapped(key.does()));
        }
        if (where.isEmpty()) grid.add(Labels.muted(Text.of("settings.shortcuts.none")), 0, 0);
    }
}
