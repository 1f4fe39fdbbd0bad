package slipway.ui.settings;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

import javafx.collections.FXCollections;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;

import org.jspecify.annotations.Nullable;

import slipway.base.Live;
import slipway.ui.fx.Fx;
import slipway.ui.widget.Labels;

/// How settings stand in their sections: what it is and what it does at the left, the control at the right. FX thread.
final class SettingRows {
    private SettingRows() {}

    /// The control takes its name and its description for screen readers from the words beside it.
    static HBox row(String title, String text, Node control) {
        Label name = Labels.of(title, "medium");
        name.setLabelFor(control);
        var words = new VBox(2, name);
        if (!text.isEmpty()) words.getChildren().add(Labels.wrapped(text, "muted"));
        words.setMinWidth(0);
        HBox.setHgrow(words, Priority.ALWAYS);
        if (control.getAccessibleText() == null) control.setAccessibleText(title);
        control.setAccessibleHelp(text);
        if (control instanceof Region region) region.setMinWidth(Region.USE_PREF_SIZE);
        var row = new HBox(24, words, control);
        row.setAlignment(Pos.CENTER_LEFT);
        row.getStyleClass().add("setting-row");
        return row;
    }

    /// One of `all`, which shows what `seen` makes of `live` and calls `chosen` when a person picks another.
    static <S, T> ComboBox<T> choice(List<T> all, Function<T, String> words, Live<S> live, Function<S, T> seen,
            Consumer<T> chosen) {
        var box = new ComboBox<>(FXCollections.observableArrayList(all));
        box.setConverter(new StringConverter<>() {
            @Override
            public String toString(@Nullable T value) {
                return value == null ? "" : words.apply(value);
            }

            @Override
            public T fromString(String text) {
                throw new UnsupportedOperationException("nothing is typed here");
            }
        });
        Fx.follow(box, live, now -> box.setValue(seen.apply(now)));
        box.setOnAction(event -> {
            T value = box.getValue();
            if (value != null && !value.equals(seen.apply(live.get()))) chosen.accept(value);
        });
        return box;
    }

    /// The column that a section is.
    static VBox column(Node... parts) {
        var column = new VBox(16, parts);
        column.setFillWidth(true);
        return column;
    }
}
