package slipway.ui.requests;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;

import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import slipway.base.Text;
import slipway.requests.Exchange;
import slipway.requests.History;
import slipway.ui.Desk;
import slipway.ui.fx.Fx;
import slipway.ui.widget.Card;
import slipway.ui.widget.EmptyState;
import slipway.ui.widget.Icons;
import slipway.ui.widget.Labels;
import slipway.ui.widget.StatusPill;
import slipway.ui.widget.Tone;

/// Sent requests, found as you type; a click opens one again, pin keeps it, delete takes it away. FX thread; the
/// database is asked on another.
final class HistoryCard {
    private static final int SHOWN = 200;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId
            .systemDefault());

    private final Desk desk;
    private final History history;
    private final Function<Exchange, String> hue;
    private final TextField search = new TextField();
    private final ListView<Exchange> list = new ListView<>();
    private final Card card = new Card(Text.of("requests.history"));
    private boolean asking;
    private boolean again;

    HistoryCard(Desk desk, History history, Function<Exchange, String> hue, Consumer<Exchange> open) {
        this.desk = desk;
        this.history = history;
        this.hue = hue;
        search.setId("history-search");
        search.setPromptText(Text.of("requests.history.search"));
        search.textProperty().addListener(observed -> ask());
        list.setId("history-list");
        list.getStyleClass().add("history");
        list.setCellFactory(view -> new Row());
        list.setPlaceholder(new EmptyState("fth-clock", Text.of("requests.history.none"), Text.of(
                "requests.history.none-text")));
        list.setOnMouseClicked(event -> openSelected(open));
        list.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ENTER) openSelected(open);
        });
        VBox.setVgrow(list, Priority.ALWAYS);
        card.with(search, list);
        Fx.follow(list, history.changes(), count -> ask());
    }

    Card node() {
        return card;
    }

    private void openSelected(Consumer<Exchange> open) {
        Exchange chosen = list.getSelectionModel().getSelectedItem();
        if (chosen == null) return;
        var whole = new AtomicReference<Exchange>(chosen);
        desk.work().run(() -> history.get(chosen.id()).ifPresent(whole::set), () -> open.accept(whole.get()));
    }

    /// One search at a time; what was typed meanwhile is searched after it.
    private void ask() {
        if (asking) {
            again = true;
            return;
        }
        asking = true;
        String words = search.getText();
        var found = new AtomicReference<List<Exchange>>(List.of());
        desk.work().run(() -> {
            try {
                found.set(history.search(words, SHOWN));
            } finally {
                Fx.later(() -> asking = false);
            }
        }, () -> {
            if (!found.get().equals(list.getItems())) list.getItems().setAll(found.get());
            if (again) {
                again = false;
                ask();
            }
        });
    }

    private final class Row extends ListCell<Exchange> {
        private final Label time = Labels.of("", "mono", "muted");
        private final Label name = Labels.of("", "medium");
        private final Label by = Labels.of("", "strong", "small");
        private final StatusPill status = new StatusPill();
        private final javafx.scene.control.Button pin = Icons.button("fth-bookmark", Text.of("requests.pin"),
                this::pin);
        private final javafx.scene.control.Button delete = Icons.button("fth-trash-2", Text.of("requests.delete"),
                this::delete);
        private final VBox box;

        Row() {
            name.setMinWidth(0);
            time.setMinWidth(USE_PREF_SIZE);
            pin.getStyleClass().add("tight");
            delete.getStyleClass().add("tight");
            var first = new HBox(8, name, Labels.gap(), status);
            var second = new HBox(8, time, by, Labels.gap(), pin, delete);
            first.setAlignment(Pos.CENTER_LEFT);
            second.setAlignment(Pos.CENTER_LEFT);
            box = new VBox(2, first, second);
            setPrefWidth(0);
        }

        @Override
        protected void updateItem(Exchange exchange, boolean empty) {
            super.updateItem(exchange, empty);
            setGraphic(empty || exchange == null ? null : box);
            if (empty || exchange == null) return;
            time.setText(TIME.format(Instant.ofEpochMilli(exchange.epochMillis())));
            name.setText(exchange.draft().name().isEmpty()
                    ? exchange.draft().method() + " " + RequestPlan.path(exchange.draft().url())
                    : exchange.draft().name());
            by.setText(exchange.servedBy());
            by.getStyleClass().setAll("label", "strong", "small", hue.apply(exchange));
            int code = exchange.status();
            status.show(code == 0 || code >= 500 ? Tone.BAD : code >= 400 ? Tone.WARN : Tone.GOOD, "", code == 0
                    ? Text.of("requests.status-none")
                    : String.valueOf(code));
            pin.getStyleClass().remove("pinned");
            if (exchange.pinned()) pin.getStyleClass().add("pinned");
        }

        private void pin() {
            Exchange exchange = getItem();
            if (exchange != null) desk.work().run(() -> history.pin(exchange.id(), !exchange.pinned()), () -> {});
        }

        private void delete() {
            Exchange exchange = getItem();
            if (exchange == null) return;
            // the list leaves long bodies out: what Undo puts back is read whole first
            var whole = new AtomicReference<Exchange>(exchange);
            desk.work().run(() -> {
                history.get(exchange.id()).ifPresent(whole::set);
                history.delete(exchange.id());
            }, () -> desk.notices().undoable(Text.of("requests.deleted"), () -> desk.work().run(() -> history.add(whole
                    .get()), () -> {})));
        }
    }
}
