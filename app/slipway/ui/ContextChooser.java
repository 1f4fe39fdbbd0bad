package slipway.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;

import org.jspecify.annotations.Nullable;

import slipway.base.Text;
import slipway.engine.EngineContexts;
import slipway.engine.EngineContexts.Context;

/// The ways to one engine that a person can choose from, read each time the menu opens. FX thread.
public final class ContextChooser extends MenuButton {
    private final EngineContexts contexts;
    private final Desk.Work work;

    public ContextChooser(EngineContexts contexts, Desk.Work work) {
        this.contexts = contexts;
        this.work = work;
        setId("engine-context");
        setMnemonicParsing(false);
        setMaxWidth(USE_PREF_SIZE);
        getItems().setAll(reading());
        setOnShowing(event -> read());
        name();
    }

    private void name() {
        String chosen = contexts.chosen();
        setText(Text.of("shell.context", chosen == null ? Text.of("shell.context.usual") : chosen));
    }

    /// A menu without entries would not open.
    private static MenuItem reading() {
        var item = new MenuItem(Text.of("shell.opening"));
        item.setDisable(true);
        return item;
    }

    private void read() {
        var found = new AtomicReference<List<Context>>(List.of());
        work.run(() -> found.set(contexts.all()), () -> show(found.get()));
    }

    private void show(List<Context> all) {
        var items = new ArrayList<MenuItem>();
        items.add(item(Text.of("shell.context.usual"), null));
        all.forEach(each -> {
            RadioMenuItem item = item(text(each), each.name());
            item.setDisable(each.problem() != null);
            items.add(item);
        });
        getItems().setAll(items);
    }

    private static String text(Context each) {
        if (each.problem() != null) return Text.of("shell.context.entry", each.name(), each.problem().what());
        String address = each.address().isEmpty() ? Text.of("shell.context.none") : each.address();
        return each.elsewhere()
                ? Text.of("shell.context.elsewhere", each.name(), address)
                : Text.of("shell.context.entry", each.name(), address);
    }

    private RadioMenuItem item(String text, @Nullable String name) {
        var item = new RadioMenuItem(text);
        item.setMnemonicParsing(false);
        String chosen = contexts.chosen();
        item.setSelected(name == null ? chosen == null : name.equals(chosen));
        item.setOnAction(event -> work.run(() -> contexts.choose(name), this::name));
        return item;
    }
}
