package slipway.ui.lab;

import java.util.List;

import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

import slipway.base.Text;
import slipway.ui.widget.Icons;
import slipway.ui.widget.Labels;
import slipway.ui.widget.Tone;

/// Says over the whole page that practice faults are on, and which; one click ends them. FX thread.
final class FaultBanner extends HBox {
    private final Label words = Labels.wrapped("");

    FaultBanner(Runnable off) {
        super(12);
        setId("fault-banner");
        getStyleClass().addAll("problem", "warning", "chips");
        var title = Labels.of(Text.of("lab.fault.banner"), "problem-title");
        title.setMinWidth(USE_PREF_SIZE);
        var button = new Button(Text.of("lab.fault.all-off"));
        button.setId("fault-banner-off");
        button.setMinWidth(USE_PREF_SIZE);
        button.setOnAction(event -> off.run());
        HBox.setHgrow(words, Priority.ALWAYS);
        getChildren().setAll(Icons.of("fth-alert-triangle", Tone.WARN.style()), title, words, button);
        Fields.shown(this, false);
    }

    /// `faults` in words, one each.
    void show(List<String> faults) {
        Fields.shown(this, !faults.isEmpty());
        words.setText(String.join(" · ", faults));
    }
}
