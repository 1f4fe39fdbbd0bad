package slipway.ui.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

import slipway.base.Text;
import slipway.base.Twin;
import slipway.base.Units;
import slipway.bundle.Backup;
import slipway.bundle.BundleOpening;
import slipway.bundle.BundleWriter;
import slipway.ui.Asker;
import slipway.ui.widget.Icons;

/// Writes the workspace into one file and puts one back, each as a task with progress that can be cancelled and gone on
/// with. FX thread.
final class StorageBackups {
    private final StorageGround ground;

    StorageBackups(StorageGround ground) {
        this.ground = ground;
    }

    VBox rows() {
        var models = new CheckBox(Text.of("storage.backup.models"));
        models.setId("storage-models");
        models.setSelected(true);
        var write = new Button(Text.of("storage.backup.do"), Icons.of("fth-save"));
        write.setId("storage-backup");
        write.setOnAction(event -> write(models.isSelected()));
        var both = new HBox(12, models, write);
        both.setAlignment(Pos.CENTER_LEFT);
        var restore = new Button(Text.of("storage.restore.do"), Icons.of("fth-rotate-ccw"));
        restore.setId("storage-restore");
        restore.setOnAction(event -> restore());
        return new VBox(SettingRows.row(Text.of("storage.backup"), Text.of("storage.backup.text"), both), SettingRows
                .row(Text.of("storage.restore"), Text.of("storage.restore.text"), restore));
    }

    private void write(boolean models) {
        String name = ground.bundling().workspace().spec().get().name().replaceAll("[^\\p{L}\\p{N}._-]+", "-") + "-"
                + LocalDate.now(ZoneId.systemDefault()) + Backup.ENDING;
        Path file = ground.saving().ask(Asker.focused(), Text.of("storage.backup"), name);
        if (file == null) return;
        Twin twin = Twin.of("backup").add(file.toString());
        ground.acts().start("storage.task.backup", file.getFileName(), models ? twin : twin.add("--no-models"),
                progress -> {
                    BundleWriter.Written done = Backup.write(ground.bundling(), models, file, progress);
                    return Text.of("storage.backup.done", done.file(), Units.bytes(done.sizeBytes()));
                });
    }

    private void restore() {
        Path file = ground.opening().ask(Asker.focused(), Text.of("storage.restore"), Text.of("storage.backups"),
                List.of(
                        "*" + Backup.ENDING));
        if (file == null) return;
        Path chosen = ground.folders().ask(Asker.focused(), Text.of("storage.restore.where"));
        if (chosen == null) return;
        Path into = empty(chosen) ? chosen : chosen.resolve(file.getFileName().toString().replace(Backup.ENDING, ""));
        ground.acts().start("storage.task.restore", file.getFileName(), Twin.of("restore").add(file.toString()).add(into
                .toString()), progress -> {
                    BundleOpening.Opened done = Backup.restore(file, into, progress);
                    return Text.of("storage.restore.done", done.folder(), Twin.in(done.folder(), "slipway"));
                });
    }

    private static boolean empty(Path folder) {
        try (var inside = Files.list(folder)) {
            return inside.findAny().isEmpty();
        } catch (IOException e) {
            // whoever restores into it says why not
            return false;
        }
    }
}
