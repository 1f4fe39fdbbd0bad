package slipway.ui.models;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;

import slipway.base.Text;
import slipway.base.Twin;
import slipway.base.Units;
import slipway.catalog.Catalog;
import slipway.catalog.Mark;
import slipway.catalog.Model;
import slipway.catalog.ModelRemoval;
import slipway.ui.Asker;
import slipway.ui.Desk;
import slipway.ui.fx.Fx;
import slipway.ui.widget.Icons;

/// What can be done with a model beside deploying it: put it away, tag it, delete it, forget that it is missing; each with
/// a way back. FX thread.
public final class ModelActs {
    private final Catalog catalog;
    private final Desk desk;
    private final Asker asker;
    private final Function<ModelRow, List<String>> usedBy;
    private final Consumer<Model> deploy;

    /// @param usedBy ids of the deployments that use a model
    ModelActs(Catalog catalog, Desk desk, Asker asker, Function<ModelRow, List<String>> usedBy,
            Consumer<Model> deploy) {
        this.catalog = catalog;
        this.desk = desk;
        this.asker = asker;
        this.usedBy = usedBy;
        this.deploy = deploy;
    }

    ContextMenu menu(ModelRow row) {
        var menu = new ContextMenu();
        menu.getItems().setAll(items(row));
        return menu;
    }

    List<MenuItem> items(ModelRow row) {
        var items = new ArrayList<MenuItem>();
        Model model = row.model();
        if (model != null && row.state() != ModelRow.State.MISSING)
            items.add(item("models.deploy", "fth-play", () -> deploy.accept(model)));
        switch (row.state()) {
            case ACTIVE -> items.add(item("models.archive", "fth-archive", () -> archive(row, true)));
            case ARCHIVED -> items.add(item("models.unarchive", "fth-rotate-ccw", () -> archive(row, false)));
            case BROKEN -> {
            }
            case MISSING -> items.add(item("models.forget", "fth-x", () -> desk.work().run(
                    () -> catalog.forget(row.path()), () -> {})));
        }
        items.add(item("models.tags", "fth-tag", () -> TagsDialog.ask(row, tags -> tag(row, tags))));
        items.add(new SeparatorMenuItem());
        items.add(item("models.copy.path", "fth-copy", () -> desk.notices().copied(row.path().toString())));
        items.add(item("models.copy.command", "fth-terminal", () -> desk.notices().copied(command(row))));
        if (row.state() != ModelRow.State.MISSING) {
            items.add(new SeparatorMenuItem());
            items.add(item("models.delete", "fth-trash-2", () -> delete(row)));
        }
        return items;
    }

    private static String command(ModelRow row) {
        return Twin.of("catalog scan").add(row.path().toString()).toString();
    }

    private static MenuItem item(String key, String icon, Runnable act) {
        var item = new MenuItem(Text.of(key), Icons.of(icon));
        item.setId(key.replace('.', '-'));
        item.setMnemonicParsing(false);
        item.setOnAction(event -> act.run());
        return item;
    }

    private void archive(ModelRow row, boolean away) {
        catalog.mark(row.path(), mark -> mark.archived(away));
        desk.notices().undoable(Text.of(away ? "models.archived" : "models.unarchived", row.title()),
                () -> catalog.mark(row.path(), mark -> mark.archived(!away)));
    }

    private void tag(ModelRow row, List<String> tags) {
        Mark before = row.mark();
        if (before.tags().equals(new Mark(false, tags).tags())) return;
        catalog.mark(row.path(), mark -> mark.tagged(tags));
        desk.notices().undoable(Text.of("models.tagged", row.title()),
                () -> catalog.mark(row.path(), mark -> mark.tagged(before.tags())));
    }

    /// Refused while a deployment uses it; else it lies aside for some days.
    private void delete(ModelRow row) {
        var question = new Asker.Question(Text.of("models.delete.title", row.title()),
                Text.of("models.delete.text", row.path(), Units.bytes(row.sizeBytes()), ModelRemoval.KEPT.toDays()),
                Text.of("models.delete.yes"), true);
        List<String> users = usedBy.apply(row);
        if (users.isEmpty()) asker.ask(question, () -> remove(row, users));
        else
            remove(row, users);
    }

    private void remove(ModelRow row, List<String> users) {
        Path root = catalog.rootOf(row.path());
        desk.work().run(() -> {
            catalog.leaving(row.path());
            ModelRemoval removal = ModelRemoval.of(row.path(), root, users);
            catalog.rescan();
            Fx.later(() -> desk.notices().undoable(Text.of("models.deleted", row.title()), () -> desk.work().run(() -> {
                removal.undo();
                catalog.rescan();
            }, () -> {})));
        }, () -> {});
    }
}
