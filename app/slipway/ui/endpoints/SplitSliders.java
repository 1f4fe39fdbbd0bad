package slipway.ui.endpoints;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import atlantafx.base.controls.ProgressSliderSkin;

import slipway.base.Text;
import slipway.ui.widget.Hues;
import slipway.ui.widget.Labels;
import slipway.ui.widget.TextScale;

/// A row of name, slider and typed percent for each deployment; it shows what it is told and reports moves. FX thread.
final class SplitSliders extends VBox {
    private final int max;
    private final BiConsumer<String, Integer> moved;
    private final Runnable rested;
    private final Map<String, Row> rows = new LinkedHashMap<>();
    private boolean showing;

    private record Row(HBox box, Slider slider, TextField field) {}

    /// `moved` gets a name and its percent (0 to `max`), `rested` the end of a move.
    SplitSliders(int max, BiConsumer<String, Integer> moved, Runnable rested) {
        super(8);
        this.max = max;
        this.moved = moved;
        this.rested = rested;
    }

    /// `names` to show with their percent; colours by position in `all`.
    void show(Map<String, Integer> values, List<String> all) {
        if (!List.copyOf(rows.keySet()).equals(List.copyOf(values.keySet()))) {
            rows.clear();
            values.keySet().forEach(name -> rows.put(name, row(name, Hues.of(name, all))));
            getChildren().setAll(rows.values().stream().map(Row::box).toList());
        }
        showing = true;
        values.forEach((name, value) -> {
            Row row = rows.get(name);
            if (row == null) return;
            row.slider.setValue(value);
            if (!row.field.isFocused() || !row.field.getText().equals(String.valueOf(value))) {
                row.field.setText(value + " %");
            }
        });
        showing = false;
    }

    private Row row(String name, String hue) {
        Label label = Labels.of(name, "strong", hue);
        label.prefWidthProperty().bind(TextScale.times(76));
        label.minWidthProperty().bind(TextScale.times(56));
        var slider = new Slider(0, max, 0);
        slider.setSkin(new ProgressSliderSkin(slider));
        slider.getStyleClass().addAll("split-slider", hue);
        slider.setId("split-" + name);
        slider.setBlockIncrement(1);
        slider.setMinWidth(40);
        slider.setAccessibleText(Text.of("endpoints.share-of", name));
        HBox.setHgrow(slider, Priority.ALWAYS);
        slider.valueProperty().addListener((observed, old, value) -> {
            if (!showing) moved.accept(name, (int) Math.round(value.doubleValue()));
        });
        slider.valueChangingProperty().addListener((observed, old, changing) -> {
            if (!changing) rested.run();
        });
        var field = new TextField();
        field.setId("percent-" + name);
        field.getStyleClass().addAll("mono", "percent-field");
        field.setAccessibleText(Text.of("endpoints.share-of", name));
        field.setOnAction(event -> typed(name, field));
        field.focusedProperty().addListener((observed, old, focused) -> {
            if (!focused) typed(name, field);
        });
        var box = new HBox(10, label, slider, field);
        box.setAlignment(Pos.CENTER_LEFT);
        return new Row(box, slider, field);
    }

    private void typed(String name, TextField field) {
        String digits = field.getText().replace("%", "").strip();
        Row row = rows.get(name);
        if (row == null) return;
        int now = (int) Math.round(row.slider.getValue());
        int value = digits.matches("\\d{1,3}") ? Math.min(max, Integer.parseInt(digits)) : now;
        if (value != now) {
            moved.accept(name, value);
            rested.run();
        }
        field.setText((int) Math.round(row.slider.getValue()) + " %");
    }
}
