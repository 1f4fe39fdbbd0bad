package slipway.ui.requests;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.SeparatorMenuItem;

import slipway.base.Text;
import slipway.requests.Environments;
import slipway.ui.Desk;
import slipway.ui.widget.Icons;

/// Whose variables requests are filled with: the environments of the workspace’s files, of which one is chosen and
/// remembered, and the way to their variables. FX thread; the files are read on another.
final class EnvironmentMenu {
    private final Desk desk;
    private final Environments environments;
    private final MenuButton button = new MenuButton("", Icons.of("fth-layers"));

    /// What stands in the files.
    private record Known(String chosen, List<String> names) {}

    EnvironmentMenu(Desk desk, Environments environments) {
        this.desk = desk;
        this.environments = environments;
        button.setId("environment-menu");
        button.setAccessibleText(Text.of("requestedit.environment.choose"));
        button.setMinWidth(MenuButton.USE_PREF_SIZE);
        button.setMnemonicParsing(false);
        button.setOnShowing(event -> read());
        show(new Known(Environments.FIRST, List.of(Environments.FIRST)));
    }

    MenuButton button() {
        return button;
    }

    void read() {
        var found = new AtomicReference<>(new Known(Environments.FIRST, List.of(Environments.FIRST)));
        desk.work().run(() -> found.set(new Known(environments.chosen(), environments.names())), () -> show(found
                .get()));
    }

    private void show(Known known) {
        button.setText(known.chosen());
        var items = new ArrayList<MenuItem>();
        for (String name : known.names()) {
            var item = new RadioMenuItem(name);
            item.setId("environment-" + name);
            item.setMnemonicParsing(false);
            item.setSelected(name.equals(known.chosen()));
            item.setOnAction(event -> choose(name));
            items.add(item);
        }
        items.add(new SeparatorMenuItem());
        items.add(item("requestedit.variables.of", () -> edit(known.chosen()), known.chosen()));
        items.add(item("requestedit.variables.shared", () -> edit(Environments.SHARED)));
        items.add(item("requestedit.environment.new", () -> NameDialog.ask(Text.of("requestedit.environment.new"),
                this::edit)));
        button.getItems().setAll(items);
    }

    private static MenuItem item(String key, Runnable act, Object... args) {
        var item = new MenuItem(Text.of(key, args));
        item.setId(key.replace('.', '-'));
        item.setMnemonicParsing(false);
        item.setOnAction(event -> act.run());
        return item;
    }

    private void choose(String name) {
        desk.work().run(() -> environments.choose(name), this::read);
    }

    /// Whose variables were just written are the ones that the person means to use.
    private void edit(String name) {
        VariablesDialog.ask(desk, environments, name, () -> {
            if (name.equals(Environments.SHARED)) read();
            else
                choose(name);
        });
    }
}
