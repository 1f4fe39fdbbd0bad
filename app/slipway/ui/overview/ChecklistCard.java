package slipway.ui.overview;

import java.util.List;
import java.util.function.Consumer;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

import slipway.base.Text;
import slipway.ui.widget.Icons;
import slipway.ui.widget.Labels;
import slipway.ui.widget.Tone;

/// The steps of [Checklist] with their buttons; the first open one stands out. FX thread.
final class ChecklistCard extends VBox {
    private final Consumer<Checklist.Step> go;
    private final VBox rows = new VBox(16);
    private List<Checklist.Step> shown = List.of();

    ChecklistCard(Consumer<Checklist.Step> go) {
        this.go = go;
        getStyleClass().add("card");
        setMinWidth(0);
        getChildren().addAll(Labels.heading(Text.of("overview.checklist")), rows);
    }

    void show(List<Checklist.Step> steps) {
        if (steps.equals(shown)) return;
        shown = steps;
        Checklist.Step next = steps.stream().filter(step -> !step.done()).findFirst().orElse(null);
        rows.getChildren().clear();
        for (Checklist.Step step : steps)
            rows.getChildren().add(row(step, step.equals(next)));
    }

    private Node row(Checklist.Step step, boolean next) {
        var mark = new StackPane(step.done()
                ? Icons.of("fth-check", Tone.GOOD.style())
                : Labels.of(String.valueOf(shown.indexOf(step) + 1), "strong", "small"));
        mark.getStyleClass().addAll("step-mark", step.done() ? "step-done" : "step-open");
        mark.setAccessibleText(Text.of(step.done() ? "overview.step.is-done" : "overview.step.is-open"));
        Label state = Labels.wrapped(step.state(), "muted");
        var words = new VBox(2, Labels.strong(step.title()), state);
        words.setMinWidth(0);
        HBox.setHgrow(words, javafx.scene.layout.Priority.ALWAYS);
        var button = new Button(step.button());
        button.setMnemonicParsing(false);
        button.setMinWidth(USE_PREF_SIZE);
        if (next) button.getStyleClass().add("accent");
        button.setOnAction(event -> go.accept(step));
        var row = new HBox(12, mark, words, button);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }
}
