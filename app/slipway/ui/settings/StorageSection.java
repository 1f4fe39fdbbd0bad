package slipway.ui.settings;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.stream.Collectors;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import slipway.base.Live;
import slipway.base.Text;
import slipway.base.Units;
import slipway.housekeeping.Held;
import slipway.housekeeping.Kind;
import slipway.ui.fx.Fx;
import slipway.ui.widget.Icons;
import slipway.ui.widget.Labels;

/// What the workspace takes on the disk by kind, with limits and a way to let go of it; backup and restore; reports of
/// crashes. Counted again after each change. FX thread.
public final class StorageSection implements SettingsSection {
    private final StorageGround ground;
    private final Live<List<Held>> held = new Live<>(List.of());

    public StorageSection(StorageGround ground) {
        this.ground = ground;
    }

    @Override
    public String id() {
        return "storage";
    }

    @Override
    public String icon() {
        return "fth-hard-drive";
    }

    @Override
    public String title() {
        return Text.of("storage.title");
    }

    @Override
    public String words() {
        return String.join(" ", Text.of("storage.backup"), Text.of("storage.restore"), Text.of("storage.crashes"), Text
                .of("storage.limit"),
                Arrays.stream(Kind.values()).map(each -> Text.of("housekeeping.kind." + each
                        .word())).collect(Collectors.joining(" ")));
    }

    @Override
    public Node build() {
        var total = Labels.wrapped(Text.of("storage.counting"), "muted");
        var again = new Button(Text.of("storage.again"), Icons.of("fth-refresh-cw"));
        again.setId("storage-again");
        again.setMinWidth(Region.USE_PREF_SIZE);
        again.setOnAction(event -> look());
        var head = new HBox(12, total, again);
        head.setAlignment(Pos.CENTER_LEFT);
        HBox.setHgrow(total, Priority.ALWAYS);
        var rows = new VBox();
        rows.setId("storage-rows");
        var backups = new StorageBackups(ground);
        var crashes = new StorageCrashes(ground);
        var all = new VBox(16, head, rows, Labels.strong(Text.of("storage.backups")), backups.rows(), Labels.strong(Text
                .of("storage.crashes")), crashes);
        Fx.follow(rows, held, now -> {
            fill(rows, now);
            if (!now.isEmpty())
                total.setText(Text.of("storage.total", Units.bytes(now.stream().mapToLong(Held::bytes)
                        .sum())));
        });
        Fx.follow(rows, ground.housekeeper().changes(), count -> {
            look();
            crashes.refresh();
        });
        return all;
    }

    /// A row stays the same one, since somebody may be typing in it.
    private void fill(VBox rows, List<Held> now) {
        var shown = new EnumMap<Kind, StorageRow>(Kind.class);
        for (Node each : rows.getChildren()) {
            if (each instanceof StorageRow row) shown.put(row.kind(), row);
        }
        for (Held each : now) {
            StorageRow row = shown.get(each.kind());
            if (row != null) row.show(each);
            else
                rows.getChildren().add(new StorageRow(each, ground));
        }
    }

    private void look() {
        ground.desk().work().run(() -> held.set(ground.housekeeper().look()), () -> {});
    }
}
