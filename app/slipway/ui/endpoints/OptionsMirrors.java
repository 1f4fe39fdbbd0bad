package slipway.ui.endpoints;

import java.util.LinkedHashMap;
import java.util.Map;

import javafx.geometry.Pos;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TextField;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

import slipway.base.Text;
import slipway.ui.widget.Labels;

/// Who gets copies of how many percent of the live requests, and which of them is the twin. FX thread.
final class OptionsMirrors extends VBox {
    private final Map<String, TextField> fields = new LinkedHashMap<>();
    private final ComboBox<String> twin = new ComboBox<>();
    private final HBox twinRow;

    /// `changed` is told of every key.
    OptionsMirrors(EndpointRow row, OptionsAsk ask, Runnable changed) {
        super(8);
        var grid = new GridPane();
        grid.getStyleClass().add("options-mirrors");
        for (EndpointRow.Part part : row.parts()) {
            int percent = ask.mirrors().getOrDefault(part.name(), 0);
            var field = new TextField(percent == 0 ? "" : String.valueOf(percent));
            field.setPromptText("0");
            field.setId("options-mirror-" + part.name());
            field.getStyleClass().addAll("mono", "percent-field");
            field.setAccessibleText(Text.of("endpoints.options.mirror-of", part.name()));
            field.textProperty().addListener(observed -> changed.run());
            fields.put(part.name(), field);
            int live = row.split().weight(part.name());
            grid.addRow(grid.getRowCount(), Labels.mono(part.name()), field, Labels.of("%", "muted"), Labels.of(
                    live == 0 ? part.model() : Text.of("endpoints.options.live", part.model(), live), "muted",
                    "small"));
        }
        String nobody = Text.of("endpoints.options.twin-none");
        twin.setId("options-twin");
        twin.getItems().add(nobody);
        twin.getItems().addAll(row.names());
        twin.setValue(ask.twin().isEmpty() ? nobody : ask.twin());
        twin.valueProperty().addListener(observed -> changed.run());
        twinRow = new HBox(8, Labels.of(Text.of("endpoints.options.twin")), twin);
        twinRow.setAlignment(Pos.CENTER_LEFT);
        getChildren().addAll(grid, twinRow, Labels.wrapped(Text.of("endpoints.options.twin-what"), "muted", "small"));
    }

    /// Without those of 0; what is no number from 0 to 100 as [OptionsAsk#UNREADABLE].
    Map<String, Integer> mirrors() {
        var all = new LinkedHashMap<String, Integer>();
        fields.forEach((name, field) -> all.put(name, OptionsForm.number(field.getText().replace("%", ""), 100)));
        return all;
    }

    /// Empty for none.
    String twin() {
        String name = String.valueOf(twin.getValue());
        return fields.containsKey(name) ? name : "";
    }

    /// A twin takes more than one mirror, which only free mode allows.
    void free(boolean free) {
        twinRow.setDisable(!free);
    }
}
