package slipway.ui.monitor;

import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;

import org.jspecify.annotations.Nullable;

import slipway.base.Activity.Entry;
import slipway.ui.widget.Icons;
import slipway.ui.widget.Labels;
import slipway.ui.widget.StatusPill;

/// One line of the activity log: when, how it went, what it was, and its figure. FX thread.
final class ActivityCell extends ListCell<Entry> {
    private static final DateTimeFormatter TODAY = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter EARLIER = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

    ActivityCell() {
        setMinWidth(0);
        setPrefWidth(0);
    }

    @Override
    protected void updateItem(@Nullable Entry entry, boolean empty) {
        super.updateItem(entry, empty);
        setText(null);
        if (empty || entry == null) {
            setGraphic(null);
            return;
        }
        Label when = Labels.of(time(entry), "mono", "muted");
        when.setMinWidth(USE_PREF_SIZE);
        Label what = Labels.of(entry.text());
        what.setMinWidth(0);
        var mark = Icons.of(switch (entry.outcome()) {
            case GOOD -> "fth-check";
            case BAD -> "fth-alert-circle";
            case NEUTRAL -> "fth-minus";
        }, ActivityDetail.tone(entry).style());
        var row = new HBox(8, when, mark, what, Labels.gap());
        row.getStyleClass().add("activity-line");
        if (!entry.result().isEmpty()) {
            row.getChildren().add(StatusPill.word(ActivityDetail.tone(entry), entry.result()));
        }
        setGraphic(row);
        setAccessibleText(ActivityWords.outcome(entry.outcome()) + ", " + entry.text() + ", " + time(entry));
    }

    private static String time(Entry entry) {
        var at = entry.at().atZone(ZoneId.systemDefault());
        return (at.toLocalDate().equals(LocalDate.now(at.getZone())) ? TODAY : EARLIER).format(at);
    }
}
