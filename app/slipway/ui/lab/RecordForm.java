package slipway.ui.lab;

import java.util.Optional;

import javafx.scene.control.TextField;
import javafx.scene.layout.FlowPane;

import slipway.base.Text;
import slipway.ui.widget.TextScale;

/// Name, time, size and rules of a new recording. FX thread.
final class RecordForm extends FlowPane {
    private final TextField name = new TextField();
    private final TextField seconds = Fields.number("record-seconds", Text.of("lab.record.seconds"), "60", 64);
    private final TextField size = Fields.number("record-size", Text.of("lab.record.size"), "100", 72);
    private final TextField redact = new TextField();

    RecordForm() {
        super(16, 8);
        setId("record-form");
        setPrefWrapLength(640);
        words(name, "record-name", Text.of("lab.record.name"), Text.of("lab.record.name-hint"));
        words(redact, "record-redact", Text.of("lab.record.redact"), Text.of("lab.record.redact-hint"));
        getChildren().setAll(Fields.named(Text.of("lab.record.name"), name, ""), Fields.named(Text.of(
                "lab.record.seconds"), seconds, "s"), Fields.named(Text.of("lab.record.size"), size, "MB"),
                Fields.named(Text.of("lab.record.redact"), redact, ""));
    }

    private static void words(TextField field, String id, String name, String hint) {
        field.setId(id);
        field.setAccessibleText(name);
        field.setPromptText(hint);
        field.prefWidthProperty().bind(TextScale.times(170));
    }

    /// Empty where a field is marked.
    Optional<RecordAsk> ask(String endpoint) {
        double time = Fields.number(seconds);
        double most = Fields.number(size);
        if (Double.isNaN(time + most)) return Optional.empty();
        return Optional.of(new RecordAsk(endpoint, name.getText().strip(), time, most, redact.getText()));
    }

    /// Names are taken once.
    void begun() {
        name.clear();
    }
}
