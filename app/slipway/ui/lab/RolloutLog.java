package slipway.ui.lab;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;

import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;

import slipway.base.Text;
import slipway.rollout.Said;
import slipway.ui.widget.Card;
import slipway.ui.widget.Labels;

/// What a rollout did, newest first. FX thread.
final class RolloutLog {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss")
            .withZone(ZoneId.systemDefault());
    private static final int MOST = 8;

    private final GridPane lines = new GridPane();
    private final Card card = new Card(Text.of("lab.rollout.log"));
    private List<Said> shown = List.of();

    RolloutLog() {
        lines.getStyleClass().add("key-values");
        card.with(lines);
        card.setId("rollout-log");
    }

    Card node() {
        return card;
    }

    void show(List<Said> log) {
        Fields.shown(card, !log.isEmpty());
        if (log.equals(shown)) return;
        shown = List.copyOf(log);
        lines.getChildren().clear();
        for (Said line : log.reversed().stream().limit(MOST).toList()) {
            Label time = Labels.of(TIME.format(line.at()), "muted");
            time.setMinWidth(Label.USE_PREF_SIZE);
            GridPane.setValignment(time, javafx.geometry.VPos.TOP);
            lines.addRow(lines.getRowCount(), time, Labels.wrapped(line.text()));
        }
    }
}
