package slipway.ui.lab;

import java.util.List;

import javafx.geometry.HPos;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;

import slipway.base.Text;
import slipway.rollout.Look;
import slipway.rollout.RolloutState;
import slipway.rollout.Words;
import slipway.rollout.stats.Finding;
import slipway.rollout.stats.Outcome;
import slipway.ui.widget.Card;
import slipway.ui.widget.Labels;
import slipway.ui.widget.StatusPill;
import slipway.ui.widget.TextScale;
import slipway.ui.widget.Tone;

/// What the evidence says, in words and measure by measure. FX thread.
final class VerdictCard {
    private static final List<String> FRAMES = List.of("verdict-good", "verdict-open", "verdict-bad");

    private final StatusPill pill = new StatusPill();
    private final Label words = Labels.wrapped("");
    private final GridPane table = new GridPane();
    private final Label note = Labels.wrapped("", "muted", "small");
    private final Card card = new Card(Text.of("lab.verdict.title"), pill);
    private List<Finding> drawn = List.of();

    VerdictCard() {
        table.getStyleClass().add("verdict-table");
        for (int i = 0; i < 5; i++) {
            var column = new ColumnConstraints();
            if (i > 0 && i < 4) column.setHalignment(HPos.RIGHT);
            if (i == 3) column.setHgrow(Priority.ALWAYS);
            column.minWidthProperty().bind(TextScale.times(i == 0 ? 70 : 50));
            table.getColumnConstraints().add(column);
        }
        words.setId("verdict-words");
        pill.setId("verdict-pill");
        card.with(words, table, note);
        card.setId("verdict-card");
    }

    Card node() {
        return card;
    }

    void show(RolloutState state) {
        Look look = state.looks().isEmpty() ? null : state.looks().getLast();
        Outcome outcome = look == null ? Outcome.OPEN : look.verdict().outcome();
        boolean ended = state.status().ended();
        if (ended) ended(state.status());
        else
            open(outcome);
        words.setText(VerdictWords.of(state));
        List<Finding> findings = look == null ? List.of() : look.verdict().findings();
        if (!findings.equals(drawn)) draw(state, findings);
        Fields.shown(table, !findings.isEmpty());
        note.setText(Text.of("lab.verdict.note", Fields.percent(state.plan().gates().alpha())));
    }

    private void open(Outcome outcome) {
        mark(pill, outcome);
        frame(switch (outcome) {
            case BETTER, NO_WORSE -> "verdict-good";
            case OPEN -> "verdict-open";
            case WORSE -> "verdict-bad";
        });
    }

    private void ended(RolloutState.Status status) {
        String word = Words.status(status);
        switch (status) {
            case DONE -> {
                pill.show(Tone.GOOD, "fth-check-circle", word);
                frame("verdict-good");
            }
            case ROLLED_BACK -> {
                pill.show(Tone.BAD, "fth-rotate-ccw", word);
                frame("verdict-bad");
            }
            case ABORTED, RUNNING, PAUSED, INTERRUPTED -> {
                pill.show(Tone.NEUTRAL, "fth-square", word);
                frame("");
            }
        }
    }

    private void frame(String style) {
        if (!style.isEmpty() && card.getStyleClass().contains(style)) return;
        card.getStyleClass().removeAll(FRAMES);
        if (!style.isEmpty()) card.getStyleClass().add(style);
    }

    private static void mark(StatusPill pill, Outcome outcome) {
        String word = Words.outcome(outcome);
        switch (outcome) {
            case BETTER -> pill.show(Tone.GOOD, "fth-trending-up", word);
            case NO_WORSE -> pill.show(Tone.GOOD, "fth-check", word);
            case WORSE -> pill.show(Tone.BAD, "fth-x-circle", word);
            case OPEN -> pill.show(Tone.WARN, "fth-help-circle", word);
        }
    }

    private void draw(RolloutState state, List<Finding> findings) {
        drawn = findings;
        table.getChildren().clear();
        int row = 0;
        table.addRow(row++, head(""), head(state.plan().baseline()), head(state.plan().candidate()), head(Text.of(
                "lab.verdict.difference")));
        for (Finding each : findings) {
            var line = Labels.rule();
            GridPane.setColumnSpan(line, 5);
            table.add(line, 0, row++);
            var outcome = new StatusPill();
            mark(outcome, each.outcome());
            if (each.outcome() == Outcome.OPEN) outcome.setText(Text.of("lab.verdict.open"));
            else if (each.measure().equals("agreement") && each.outcome() == Outcome.NO_WORSE) {
                outcome.setText(Text.of("lab.verdict.passes"));
            }
            table.addRow(row++, cell(Words.measure(each.measure())), cell(Words.value(each, each.baseline())),
                    cell(Words.value(
                            each, each.candidate())),
                    cell(Words.difference(each)), outcome);
        }
    }

    private static Label head(String text) {
        return Labels.of(text, "muted", "small");
    }

    private static Label cell(String text) {
        Label label = Labels.of(text);
        label.setMinWidth(Label.USE_PREF_SIZE);
        return label;
    }
}
