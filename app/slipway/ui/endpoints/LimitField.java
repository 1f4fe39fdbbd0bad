package slipway.ui.endpoints;

import javafx.geometry.Pos;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;

import slipway.base.Text;
import slipway.ui.widget.Decimals;
import slipway.ui.widget.Labels;

/// The person’s own latency limit of an endpoint, typed in milliseconds; empty for none. FX thread.
final class LimitField extends HBox {
    private final EndpointHabits habits;
    private final Runnable changed;
    private final TextField field = new TextField();
    private String endpoint = "";

    LimitField(EndpointHabits habits, Runnable changed) {
        super(8);
        this.habits = habits;
        this.changed = changed;
        setAlignment(Pos.CENTER_LEFT);
        field.setId("latency-limit");
        field.getStyleClass().addAll("mono", "limit-field");
        field.setPromptText("–");
        field.setAccessibleText(Text.of("endpoints.limit.accessible"));
        field.setOnAction(event -> typed());
        field.focusedProperty().addListener((observed, old, focused) -> {
            if (!focused) typed();
        });
        getChildren().addAll(Labels.of(Text.of("endpoints.limit"), "muted", "small"), field,
                Labels.of("ms", "muted", "small"));
    }

    /// NaN for none.
    double millis() {
        return habits.limit(endpoint);
    }

    void show(String name) {
        if (name.equals(endpoint)) return;
        endpoint = name;
        write();
    }

    private void typed() {
        String text = field.getText().replace("ms", "").strip();
        double value = Decimals.read(text, 6, 3).orElse(Double.NaN);
        boolean none = text.isEmpty() || value == 0;
        if ((none || !Double.isNaN(value)) && Double.compare(none ? Double.NaN : value, millis()) != 0) {
            habits.limit(endpoint, none ? Double.NaN : value);
            changed.run();
        }
        write();
    }

    private void write() {
        double now = millis();
        field.setText(Double.isNaN(now)
                ? ""
                : now == Math.rint(now) ? String.valueOf((long) now) : String.valueOf(now));
    }
}
