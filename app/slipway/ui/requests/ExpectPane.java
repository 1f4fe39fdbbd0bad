package slipway.ui.requests;

import java.util.List;
import java.util.Optional;

import javafx.scene.control.TextArea;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import slipway.base.Text;
import slipway.requests.Expectation;
import slipway.requests.Judge;
import slipway.ui.widget.DetailPane;
import slipway.ui.widget.Labels;
import slipway.ui.widget.StatusPill;
import slipway.ui.widget.Tone;

/// What is expected of the answer, one line each, and what became of it after the last answer. FX thread.
final class ExpectPane {
    private final TextArea lines = new TextArea();
    private final VBox list = new VBox(8);
    private final VBox node;
    private List<Judge.Outcome> outcomes = List.of();

    ExpectPane() {
        lines.setId("request-expect");
        lines.getStyleClass().addAll("mono", "body-area");
        lines.setPromptText(Text.of("requestedit.expect.prompt"));
        lines.setPrefRowCount(6);
        list.setId("expect-outcomes");
        var scrolled = DetailPane.scrolled(list);
        VBox.setVgrow(scrolled, Priority.ALWAYS);
        node = new VBox(8, lines, Labels.wrapped(Text.of("requestedit.expect.rule"), "muted", "small"), scrolled);
        node.setPadding(new javafx.geometry.Insets(8, 0, 0, 0));
    }

    Region node() {
        return node;
    }

    void onChange(Runnable changed) {
        lines.textProperty().addListener(observed -> {
            outcomes = List.of();
            faults();
            changed.run();
        });
    }

    /// Those lines that can be read.
    List<Expectation> expectations() {
        return lines.getText().lines().map(Expectation::parse).flatMap(Optional::stream).toList();
    }

    void expectations(List<Expectation> expected) {
        lines.setText(String.join("\n", expected.stream().map(Expectation::text).toList()));
    }

    void show(List<Judge.Outcome> judged) {
        outcomes = judged;
        faults();
        list.getChildren().addAll(0, judged.stream().map(ExpectPane::row).toList());
    }

    /// `Expect 3`, or after an answer `Expect 2/3`.
    String title() {
        long all = lines.getText().lines().filter(line -> !line.isBlank()).count();
        if (all == 0) return Text.of("requestedit.expect.title");
        long held = outcomes.stream().filter(Judge.Outcome::holds).count();
        // a line that nobody understands does not hold
        return outcomes.isEmpty()
                ? Text.of("requestedit.expect.count", all)
                : Text.of("requestedit.expect.held", held, all);
    }

    private static HBox row(Judge.Outcome outcome) {
        return row(outcome.holds() ? Tone.GOOD : Tone.BAD, outcome.holds()
                ? Text.of("requestedit.expect.holds")
                : Text.of("requestedit.expect.fails"), outcome.expectation().text(), outcome.found());
    }

    private void faults() {
        list.getChildren().setAll(lines.getText().lines().filter(line -> !line.isBlank() && Expectation.parse(line)
                .isEmpty()).map(line -> row(Tone.WARN, Text.of("requestedit.expect.unknown"), line, "")).toList());
    }

    private static HBox row(Tone tone, String word, String line, String found) {
        var pill = new StatusPill();
        pill.show(tone, tone == Tone.GOOD ? "fth-check" : "fth-x-circle", word);
        pill.setMinWidth(Region.USE_PREF_SIZE);
        var words = new VBox(2, Labels.wrapped(line, "mono", "small"));
        if (!found.isEmpty()) words.getChildren().add(Labels.wrapped(found, "muted", "small"));
        HBox.setHgrow(words, Priority.ALWAYS);
        return new HBox(8, pill, words);
    }
}
