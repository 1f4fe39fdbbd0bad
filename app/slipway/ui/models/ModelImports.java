package slipway.ui.models;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

import javafx.scene.Node;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.ToggleGroup;
import javafx.stage.Window;

import org.jspecify.annotations.Nullable;

import slipway.base.Deed;
import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.base.Text;
import slipway.base.Twin;
import slipway.catalog.ModelImport;
import slipway.ui.Desk;
import slipway.ui.fx.Fx;
import slipway.ui.widget.FolderTarget;
import slipway.ui.widget.Icons;
import slipway.ui.widget.OpenTarget;

/// Brings into the workspace what people choose or drop: each a task of its own, with progress, to be cancelled. FX
/// thread.
public final class ModelImports {
    private final Tasks tasks;
    private final Supplier<Path> root;
    private final Runnable rescan;
    private final Desk desk;
    private final OpenTarget files;
    private final FolderTarget folders;
    private ModelImport.How how = ModelImport.How.COPY;

    /// @param root where imported models go, asked each time
    public ModelImports(Tasks tasks, Supplier<Path> root, Runnable rescan, Desk desk, OpenTarget files,
            FolderTarget folders) {
        this.tasks = tasks;
        this.root = root;
        this.rescan = rescan;
        this.desk = desk;
        this.files = files;
        this.folders = folders;
    }

    /// What offers it on a page.
    MenuButton button() {
        var folder = new MenuItem(Text.of("models.import.folder"), Icons.of("fth-folder"));
        var file = new MenuItem(Text.of("models.import.file"), Icons.of("fth-file"));
        var button = new MenuButton(Text.of("models.import"), Icons.of("fth-download"), folder, file,
                new SeparatorMenuItem());
        button.getItems().addAll(ways());
        button.setId("models-import");
        button.setMinWidth(MenuButton.USE_PREF_SIZE);
        folder.setOnAction(event -> take(folders.ask(owner(button), Text.of("models.import.title")), how));
        file.setOnAction(event -> take(files.ask(owner(button), Text.of("models.import.title"),
                Text.of("models.import.kind"), List.of("*")), how));
        return button;
    }

    /// How what is chosen comes in; what is dropped is always copied.
    private List<RadioMenuItem> ways() {
        var group = new ToggleGroup();
        return Arrays.stream(ModelImport.How.values()).map(way -> {
            var item = new RadioMenuItem(switch (way) {
                case COPY -> Text.of("models.import.copy");
                case LINK -> Text.of("models.import.link");
                case MOVE -> Text.of("models.import.move");
            });
            item.setToggleGroup(group);
            item.setSelected(way == how);
            item.setOnAction(event -> how = way);
            return item;
        }).toList();
    }

    private static @Nullable Window owner(Node node) {
        return node.getScene() == null ? null : node.getScene().getWindow();
    }

    /// Copies `source` into the workspace, null where nothing was chosen.
    public void take(@Nullable Path source) {
        take(source, ModelImport.How.COPY);
    }

    static String command(Path source, ModelImport.How way) {
        String how = way == ModelImport.How.COPY ? "" : " --" + way.name().toLowerCase(java.util.Locale.ROOT);
        return Twin.of("catalog import").add(source.toAbsolutePath().toString()) + how;
    }

    private void take(@Nullable Path source, ModelImport.How way) {
        if (source == null) return;
        tasks.start("models.task.import", List.of(String.valueOf(source.getFileName())), progress -> {
            Deed.twin(command(source, way));
            try {
                ModelImport.Imported done = ModelImport.run(source, root.get(), way, progress);
                rescan.run();
                Fx.later(() -> {
                    desk.notices().done(Text.of(done.known() ? "models.import.known" : "models.import.done",
                            done.model().title()));
                    desk.navigator().open("models", done.model().path().toString());
                });
            } catch (RuntimeException e) {
                Problem problem = StudioException.problemOf(e);
                Fx.later(() -> desk.notices().problem(problem));
                throw e;
            }
        });
    }
}
