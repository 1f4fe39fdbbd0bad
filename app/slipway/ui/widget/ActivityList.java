package slipway.ui.widget;

import java.util.List;

import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

import slipway.base.Activity;
import slipway.base.Text;

/// What was done and how it went, newest first. FX thread.
public final class ActivityList extends VBox {
    private final int most;

    public ActivityList(int most) {
        this.most = most;
        getStyleClass().add("activity");
        setMinWidth(0);
    }

    public void show(List<Activity.Entry> entries) {
        if (entries.isEmpty()) {
            getChildren().setAll(Labels.wrapped(Text.of("widget.activity.none"), "muted"));
            return;
        }
        getChildren().setAll(entries.stream().limit(most).map(ActivityList::row).toList());
    }

    private static Node row(Activity.Entry entry) {
        var when = new Ago();
        when.show(entry.at());
        when.minWidthProperty().bind(TextScale.times(48));
        Label what = Labels.of(entry.text());
        what.setMinWidth(0);
        Node mark = switch (entry.outcome()) {
            case GOOD -> Icons.of("fth-check", Tone.GOOD.style());
            case BAD -> Icons.of("fth-alert-circle", Tone.BAD.style());
            case NEUTRAL -> Icons.of("fth-minus");
        };
        Tone tone = switch (entry.outcome()) {
            case GOOD -> Tone.GOOD;
            case BAD -> Tone.BAD;
            case NEUTRAL -> Tone.NEUTRAL;
        };
        var row = new HBox(8, when, mark, what, Labels.gap());
        if (!entry.result().isEmpty()) row.getChildren().add(StatusPill.word(tone, entry.result()));
        row.getStyleClass().add("activity-row");
        return row;
    }
}
