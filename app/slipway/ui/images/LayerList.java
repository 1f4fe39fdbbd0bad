package slipway.ui.images;

import java.util.Comparator;
import java.util.List;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import slipway.base.Text;
import slipway.base.Units;
import slipway.engine.Images;
import slipway.ui.widget.Labels;
import slipway.ui.widget.Meter;
import slipway.ui.widget.TextScale;

/// The steps an image was made of, newest first, each with a bar as long as it is big. FX thread.
final class LayerList extends VBox {
    private static final double BAR = 72;

    LayerList() {
        getStyleClass().add("layers");
    }

    void show(List<Images.Layer> layers) {
        long most = layers.stream().mapToLong(Images.Layer::sizeBytes).max().orElse(0);
        long filled = layers.stream().filter(layer -> layer.sizeBytes() > 0).count();
        var rows = new VBox(6);
        var largest = new ToggleButton(Text.of("images.layers.largest"));
        largest.getStyleClass().add("chip");
        largest.setId("layers-largest");
        largest.setMinWidth(USE_PREF_SIZE);
        Label sum = Labels.muted(Text.of("images.layers.sum", layers.size(), filled));
        sum.setMinWidth(0);
        var head = new HBox(8, sum, Labels.gap(), largest);
        head.setAlignment(Pos.CENTER_LEFT);
        Runnable fill = () -> rows.getChildren().setAll((largest.isSelected()
                ? layers.stream().sorted(Comparator.comparingLong(Images.Layer::sizeBytes).reversed())
                : layers.stream()).map(layer -> row(layer, most)).toList());
        largest.setOnAction(event -> fill.run());
        fill.run();
        getChildren().setAll(head, rows);
    }

    private static Node row(Images.Layer layer, long most) {
        var bar = new Meter();
        bar.calm();
        bar.show(most == 0 ? 0 : (double) layer.sizeBytes() / (double) most);
        bar.setMinWidth(BAR);
        bar.setPrefWidth(BAR);
        bar.setMaxWidth(BAR);
        Label size = layer.sizeBytes() == 0 ? Labels.muted("0 B") : Labels.of(Units.bytes(layer.sizeBytes()));
        size.minWidthProperty().bind(TextScale.times(64));
        size.setAlignment(Pos.CENTER_RIGHT);
        String words = words(layer.madeBy());
        Label made = Labels.of(words, "mono");
        made.setMinWidth(0);
        var whole = new Tooltip(layer.madeBy());
        whole.setWrapText(true);
        whole.setMaxWidth(560);
        made.setTooltip(whole);
        HBox.setHgrow(made, Priority.ALWAYS);
        var row = new HBox(10, bar, size, made);
        row.getStyleClass().add("layer");
        row.setAccessibleText(Units.bytes(layer.sizeBytes()) + " " + words);
        return row;
    }

    /// The step as its Dockerfile has it, without the shell that the builder puts before.
    static String words(String madeBy) {
        String plain = madeBy.replaceAll("\\s+", " ").strip();
        if (plain.startsWith("/bin/sh -c #(nop) ")) return plain.substring("/bin/sh -c #(nop) ".length()).strip();
        if (plain.startsWith("/bin/sh -c ")) return "RUN " + plain.substring("/bin/sh -c ".length());
        return plain.isEmpty() ? "–" : plain.replace(" # buildkit", "");
    }
}
