package slipway.ui.requests;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;

import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

import slipway.base.Text;
import slipway.requests.Past;
import slipway.ui.widget.Icons;
import slipway.ui.widget.Labels;
import slipway.ui.widget.StatusPill;
import slipway.ui.widget.Tone;

/// One request of the history: what it was called, how it went, who served, and what can be done with it. FX thread.
final class HistoryRow extends ListCell<Past> {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId
            .systemDefault());
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM HH:mm", java.util.Locale.ENGLISH)
            .withZone(ZoneId.systemDefault());

    private final BiFunction<String, String, String> hue;
    private final Label time = Labels.of("", "mono", "muted");
    private final Label name = Labels.of("", "medium");
    private final Label by = Labels.of("", "strong", "small");
    private final StatusPill status = new StatusPill();
    private final Button pin;
    private final VBox box;

    /// What can be done with a row.
    enum Act {
        AGAIN, NAME, PIN, DELETE
    }

    /// @param hue of an endpoint’s deployment
    HistoryRow(BiFunction<String, String, String> hue, BiConsumer<Act, Past> act) {
        this.hue = hue;
        pin = button("fth-bookmark", "requests.pin", Act.PIN, act);
        name.setMinWidth(0);
        time.setMinWidth(USE_PREF_SIZE);
        by.setMinWidth(0);
        var first = new HBox(8, name, Labels.gap(), status);
        var second = new HBox(4, time, by, Labels.gap(), button("fth-repeat", "answers.again", Act.AGAIN, act), button(
                "fth-edit-2", "answers.name", Act.NAME, act), pin,
                button("fth-trash-2", "requests.delete",
                        Act.DELETE, act));
        first.setAlignment(Pos.CENTER_LEFT);
        second.setAlignment(Pos.CENTER_LEFT);
        box = new VBox(2, first, second);
        setPrefWidth(0);
    }

    private Button button(String icon, String key, Act what, BiConsumer<Act, Past> act) {
        Button button = Icons.button(icon, Text.of(key), () -> {
            Past past = getItem();
            if (past != null) act.accept(what, past);
        });
        button.getStyleClass().add("tight");
        return button;
    }

    @Override
    protected void updateItem(Past past, boolean empty) {
        super.updateItem(past, empty);
        setGraphic(empty || past == null ? null : box);
        if (empty || past == null) return;
        Instant at = Instant.ofEpochMilli(past.epochMillis());
        boolean today = at.atZone(ZoneId.systemDefault()).toLocalDate().equals(LocalDate.now(ZoneId.systemDefault()));
        time.setText((today ? TIME : DAY).withLocale(Text.locale()).format(at));
        name.setText(past.name().isEmpty() ? past.method() + " " + RequestPlan.path(past.url()) : past.name());
        by.setText(past.servedBy());
        by.getStyleClass().setAll("label", "strong", "small", hue.apply(past.endpoint(), past.servedBy()));
        int code = past.status();
        status.show(code == 0 || code >= 500 ? Tone.BAD : code >= 400 ? Tone.WARN : Tone.GOOD, "", code == 0
                ? Text.of("requests.status-none")
                : String.valueOf(code));
        pin.getStyleClass().remove("pinned");
        if (past.pinned()) pin.getStyleClass().add("pinned");
    }
}
