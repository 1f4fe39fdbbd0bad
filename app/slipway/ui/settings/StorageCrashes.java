package slipway.ui.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

import slipway.base.Live;
import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.base.Text;
import slipway.housekeeping.CrashReports;
import slipway.ui.fx.Fx;
import slipway.ui.widget.Icons;
import slipway.ui.widget.Labels;

/// The reports of crashes of this workspace, the newest first: to be copied, and their folder. FX thread.
final class StorageCrashes extends VBox {
    private static final int SHOWN = 5;

    private final StorageGround ground;
    private final Live<List<Path>> found = new Live<>(List.of());

    StorageCrashes(StorageGround ground) {
        super(8);
        this.ground = ground;
        setId("storage-crashes");
        Fx.follow(this, found, this::show);
    }

    void refresh() {
        ground.desk().work().run(() -> {
            try {
                found.set(CrashReports.in(ground.state()).list());
            } catch (IOException e) {
                throw unreadable(ground.state(), e);
            }
        }, () -> {});
    }

    private static StudioException unreadable(Path path, IOException e) {
        return new StudioException(Problem.of("housekeeping.unreadable", path, String.valueOf(e.getMessage())), e);
    }

    private void show(List<Path> reports) {
        getChildren()
                .setAll(Labels.wrapped(Text.of(reports.isEmpty() ? "storage.crashes.none" : "storage.crashes.text"),
                        "muted"));
        for (Path each : reports.subList(0, Math.min(SHOWN, reports.size())))
            getChildren().add(row(each));
        if (reports.isEmpty()) return;
        var folder = new Button(Text.of("housekeeping.crash.folder"), Icons.of("fth-folder"));
        folder.setOnAction(event -> ground.desk().work().run(() -> ground.opener().accept(reports.getFirst()
                .getParent()), () -> {}));
        getChildren().add(folder);
    }

    private HBox row(Path report) {
        String name = String.valueOf(report.getFileName());
        var copy = Icons.button("fth-copy", Text.of("storage.crashes.copy", name), () -> copy(report));
        copy.setId("copy-" + name.replace('.', '-'));
        var row = new HBox(12, Labels.mono(name), Labels.gap(), copy);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private void copy(Path report) {
        ground.desk().work().run(() -> {
            try {
                String text = Files.readString(report);
                Fx.later(() -> ground.desk().notices().copied(text));
            } catch (IOException e) {
                throw unreadable(report, e);
            }
        }, () -> {});
    }
}
