package slipway.ui;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

import javafx.geometry.Side;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;

import slipway.base.Text;
import slipway.ui.widget.FolderTarget;
import slipway.ui.widget.Icons;

/// The way to other workspaces, from the chip in the top line and as commands. FX thread.
///
/// @param root   the folder of the workspace that is shown
/// @param recent those that were open, newest first, as paths
/// @param go     shows the workspace of another folder in this window
/// @param copied copies a text and says so
record WorkspaceMenu(Path root, Supplier<List<String>> recent, FolderTarget folders, Consumer<Path> go,
        Consumer<String> copied) {

    void show(Node owner) {
        var items = new ArrayList<MenuItem>();
        items.add(item(Text.of("welcome.menu.copy"), "fth-copy", "workspace-copy", () -> copied.accept(root
                .toString())));
        List<Path> others = others();
        if (!others.isEmpty()) items.add(new SeparatorMenuItem());
        others.forEach(folder -> items.add(item(folder.toString(), "fth-clock", "", () -> go.accept(folder))));
        items.add(new SeparatorMenuItem());
        items.add(item(Text.of("welcome.menu.open"), "fth-folder", "workspace-open", this::ask));
        new ContextMenu(items.toArray(MenuItem[]::new)).show(owner, Side.BOTTOM, 0, 4);
    }

    List<Command> commands() {
        var all = new ArrayList<Command>();
        String group = Text.of("welcome.menu.group");
        all.add(new Command(group, Text.of("welcome.menu.open"), "fth-folder", "", this::ask));
        others().forEach(folder -> all.add(new Command(group, folder.toString(), "fth-clock", "", () -> go.accept(
                folder))));
        return all;
    }

    /// Whether they are still there is seen when one is opened: a share that is gone would hold the window here.
    private List<Path> others() {
        return recent.get().stream().map(Path::of).filter(folder -> !folder.equals(root)).toList();
    }

    private void ask() {
        Path folder = folders.ask(Asker.focused(), Text.of("welcome.menu.open"));
        if (folder != null) go.accept(folder);
    }

    private static MenuItem item(String text, String icon, String id, Runnable run) {
        var item = new MenuItem(text, Icons.of(icon));
        item.setMnemonicParsing(false);
        if (!id.isEmpty()) item.setId(id);
        item.setOnAction(event -> run.run());
        return item;
    }
}
