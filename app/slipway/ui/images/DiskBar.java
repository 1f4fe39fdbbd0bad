package slipway.ui.images;

import java.util.ArrayList;
import java.util.List;

import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

import slipway.base.Text;
import slipway.base.Units;
import slipway.ui.widget.Labels;
import slipway.ui.widget.SplitBar;

/// Whose images take how much disk: ours, others', and those that nobody uses. FX thread.
final class DiskBar extends HBox {
    private final Label all = Labels.of("", "medium");
    private final SplitBar bar = new SplitBar();
    private final HBox legend = new HBox(16);

    DiskBar() {
        super(16);
        setId("images-disk");
        setAlignment(Pos.CENTER_LEFT);
        all.setMinWidth(USE_PREF_SIZE);
        all.setTooltip(new Tooltip(Text.of("images.disk.shared")));
        legend.setAlignment(Pos.CENTER_LEFT);
        legend.setMinWidth(USE_PREF_SIZE);
        HBox.setHgrow(bar, Priority.ALWAYS);
        getChildren().addAll(all, bar, legend);
    }

    /// Bytes by whose they are; those that nobody uses count only there.
    record Shares(long ours, long others, long unused) {
        static Shares of(List<ImageRow> rows) {
            long ours = 0;
            long others = 0;
            long unused = 0;
            for (ImageRow row : rows) {
                long size = row.image().sizeBytes();
                if (row.unused()) unused += size;
                else if (row.ours()) ours += size;
                else
                    others += size;
            }
            return new Shares(ours, others, unused);
        }

        long all() {
            return ours + others + unused;
        }
    }

    void show(List<ImageRow> rows) {
        Shares shares = Shares.of(rows);
        all.setText(Text.of("images.disk", Units.bytes(shares.all())));
        var parts = new ArrayList<SplitBar.Part>();
        legend.getChildren().clear();
        add(parts, Text.of("images.disk.ours"), shares.ours(), shares.all(), "hue-1");
        add(parts, Text.of("images.disk.others"), shares.others(), shares.all(), "hue-3");
        add(parts, Text.of("images.disk.unused"), shares.unused(), shares.all(), "hue-8");
        bar.show(parts);
    }

    private void add(List<SplitBar.Part> parts, String name, long bytes, long all, String hue) {
        parts.add(new SplitBar.Part(name, all == 0 ? 0 : 100.0 * (double) bytes / (double) all, hue));
        legend.getChildren().add(new HBox(6, Labels.of(name, "medium", hue), Labels.muted(Units.bytes(bytes))));
    }
}
