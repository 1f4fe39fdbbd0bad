package slipway.ui.endpoints;

import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

import slipway.base.Text;
import slipway.ui.widget.Icons;
import slipway.ui.widget.Labels;
import slipway.ui.widget.Tone;

/// Says that practice faults are on at the endpoint shown, so that nobody takes them for real ones; they stay while the
/// studio runs. FX thread.
final class FaultMark extends HBox {
    private final Label words = Labels.wrapped("");

    /// `open` leads to where they are switched off.
    FaultMark(Runnable open) {
        super(12);
        setId("endpoint-faults");
        getStyleClass().addAll("problem", "warning", "chips");
        HBox.setHgrow(words, Priority.ALWAYS);
        var lab = new Button(Text.of("endpoints.faults.open"));
        lab.setMinWidth(USE_PREF_SIZE);
        lab.setOnAction(event -> open.run());
        getChildren().setAll(Icons.of("fth-alert-triangle", Tone.WARN.style()), words, lab);
        show(0);
    }

    /// `on` of them; not there with none.
    void show(int on) {
        setVisible(on > 0);
        setManaged(on > 0);
        words.setText(Text.of("endpoints.faults", on));
    }
}
