package slipway.ui.checks;

import java.util.function.Consumer;
import java.util.stream.Collectors;

import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

import slipway.base.Problem;
import slipway.base.Text;
import slipway.base.Units;
import slipway.ui.widget.CodeBlock;
import slipway.ui.widget.CopyLabel;
import slipway.ui.widget.EmptyState;
import slipway.ui.widget.KeyValueGrid;
import slipway.ui.widget.Labels;
import slipway.ui.widget.Motion;
import slipway.ui.widget.ProblemBanner;
import slipway.ui.widget.StatusPill;
import slipway.ui.widget.Tone;
import slipway.validate.ValidationResult;

/// What came of a validation: nothing yet, how far it is, or the answer with where and how it came to be. FX thread.
final class ValidateOutcome extends VBox {
    private static final int ROWS = 8;

    private final Consumer<String> copy;
    private final Label stage = Labels.wrapped("", "muted");

    ValidateOutcome(Consumer<String> copy) {
        this.copy = copy;
        setId("validate-outcome");
        getStyleClass().add("validate-outcome");
        nothing();
    }

    void nothing() {
        getChildren().setAll(new EmptyState("fth-play-circle", Text.of("validate.dialog.empty"),
                Text.of("validate.dialog.empty.text")));
    }

    void running(Runnable cancel) {
        stage.setText(Text.of("validate.dialog.begin"));
        stage.setId("validate-stage");
        var bar = Motion.busy();
        bar.setMaxWidth(Double.MAX_VALUE);
        bar.setAccessibleText(Text.of("validate.dialog.begin"));
        var button = new Button(Text.of("validate.dialog.cancel"));
        button.setId("validate-cancel");
        button.setOnAction(event -> cancel.run());
        getChildren().setAll(bar, stage, button);
    }

    void stage(String text) {
        stage.setText(text);
    }

    void failed(Problem problem) {
        getChildren().setAll(new ProblemBanner(problem, copy));
    }

    void show(ValidationResult result) {
        Problem problem = result.problem();
        getChildren().clear();
        if (problem == null) {
            getChildren().addAll(new StatusPill(Tone.GOOD, "fth-check-circle", Text.of("validate.dialog.good")));
        } else {
            getChildren().add(new ProblemBanner(result.name(), problem, result.log(), copy));
        }
        if (!result.environment().place().isEmpty()) {
            getChildren().addAll(Labels.wrapped(result.strength().sentence(), "small",
                    "muted"), facts(result));
        }
        result.notes().forEach(note -> getChildren().add(Labels.wrapped(note, "small")));
        if (!result.answer().isEmpty()) block("validate-answer", Text.of("validate.dialog.answer"), result.answer());
        if (problem == null && !result.environment().packages().isEmpty()) {
            block("validate-packages", Text.of("validate.dialog.packages"), result.environment().packages().entrySet()
                    .stream().map(each -> each.getKey() + "==" + each.getValue()).collect(Collectors.joining("\n")));
        }
        if (problem == null && !result.log().isEmpty()) {
            block("validate-log", Text.of("validate.dialog.log"), String.join("\n", result.log()));
        }
    }

    private KeyValueGrid facts(ValidationResult result) {
        var place = new CopyLabel(copy);
        String where = result.environment().place();
        place.show(where, where);
        String python = result.environment().python();
        return new KeyValueGrid().row(Text.of("validate.dialog.place"), place)
                .row(Text.of("validate.dialog.python"), python.isEmpty() ? "–" : python)
                .row(Text.of("validate.dialog.times"), Text.of("validate.dialog.times.value", Units.nanos(result
                        .preparing().toNanos()), Units.nanos(result.starting().toNanos()), Units.nanos(
                                result
                                        .predicting().toNanos())));
    }

    private void block(String id, String title, String text) {
        var block = new CodeBlock(id, copy);
        block.show(text.stripTrailing());
        block.rows(Math.clamp(text.stripTrailing().lines().count() + 1, 2, ROWS));
        getChildren().addAll(Labels.strong(title), block);
    }
}
