package slipway.ui.requests;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import org.jspecify.annotations.Nullable;

import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.base.Text;
import slipway.requests.BodyRows;
import slipway.requests.Exchange;
import slipway.ui.Desk;
import slipway.ui.fx.Fx;
import slipway.ui.widget.Icons;
import slipway.ui.widget.JsonView;
import slipway.ui.widget.Labels;

/// An answer’s body in rows, laid out or raw, with a search. FX thread; rows are indexed and searched on another.
final class BodyView extends VBox {
    private static final int MOST_FOUND = 10_000;
    /// Rows shown at once, while the rest of a long body is looked through.
    private static final int FIRST = 2_000;

    private final Desk desk;
    private final JsonView view = new JsonView();
    private final TextField search = new TextField();
    private final Label found = Labels.of("", "muted", "small");
    private final Label note = Labels.wrapped("", "muted", "small");
    private final ToggleButton raw = new ToggleButton(Text.of("requests.raw"));
    private @Nullable Exchange shown;
    private long indexing;
    /// The indexing whose rows are shown, the first of them or all.
    private long begun;
    private @Nullable BodyRows rows;
    private List<Integer> places = List.of();
    private String sought = "";
    private int place;

    BodyView(Desk desk) {
        super(6);
        this.desk = desk;
        view.setId("answer-body");
        view.setAccessibleText(Text.of("requests.body"));
        VBox.setVgrow(view, Priority.ALWAYS);
        raw.setId("answer-raw");
        raw.getStyleClass().add("chip");
        raw.setMinWidth(ToggleButton.USE_PREF_SIZE);
        raw.setOnAction(event -> index());
        search.setId("answer-search");
        search.setPromptText(Text.of("answers.find"));
        search.setAccessibleText(Text.of("answers.find"));
        search.setMinWidth(60);
        HBox.setHgrow(search, Priority.ALWAYS);
        search.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ENTER) find(event.isShiftDown() ? -1 : 1);
        });
        found.setId("answer-found");
        found.setMinWidth(Label.USE_PREF_SIZE);
        note.setId("answer-note");
        var line = new HBox(6, search, found, Icons.button("fth-chevron-up", Text.of("answers.find.previous"),
                () -> find(-1)), Icons.button("fth-chevron-down", Text.of("answers.find.next"), () -> find(1)), raw);
        line.setAlignment(Pos.CENTER_LEFT);
        getChildren().addAll(line, note, view);
        note("");
    }

    void show(Exchange exchange) {
        shown = exchange;
        index();
    }

    private void index() {
        Exchange exchange = shown;
        if (exchange == null) return;
        boolean pretty = !raw.isSelected();
        long number = ++indexing;
        var made = new AtomicReference<@Nullable BodyRows>();
        desk.work().run(() -> {
            ByteBuffer bytes = bytes(exchange);
            Charset charset = BodyRows.charset(exchange.header("content-type"));
            BodyRows first = BodyRows.beginning(bytes, charset, pretty, FIRST);
            if (!first.whole()) Fx.later(() -> {
                if (number != indexing || begun == number) return;
                begun = number;
                show(first, false);
            });
            made.set(BodyRows.of(bytes, charset, pretty));
        }, () -> {
            BodyRows ready = made.get();
            if (ready == null || number != indexing) return;
            show(ready, begun == number);
            begun = number;
        });
    }

    static ByteBuffer bytes(Exchange exchange) {
        try {
            return BodyRows.bytes(exchange);
        } catch (IOException e) {
            throw new StudioException(Problem.of("answers.body-gone", String.valueOf(exchange.received().file())), e);
        }
    }

    private void show(BodyRows ready, boolean goesOn) {
        rows = ready.whole() ? ready : null;
        places = List.of();
        sought = "";
        found.setText("");
        view.show(ready, goesOn);
        if (!ready.whole()) note(Text.of("answers.note.reading"));
        else if (ready.kind() == BodyRows.Kind.HEX) note(Text.of("answers.note.bytes"));
        else if (ready.fault() >= 0) note(Text.of("answers.note.fault", ready.fault()));
        else if (ready.open()) note(Text.of("answers.note.open"));
        else
            note(ready.malformed() ? Text.of("answers.note.malformed") : "");
    }

    private void note(String text) {
        note.setText(text);
        note.setVisible(!text.isEmpty());
        note.setManaged(!text.isEmpty());
    }

    /// The next place, or the one before; searches first where the words are new.
    private void find(int step) {
        BodyRows here = rows;
        String words = search.getText();
        if (here == null || words.isEmpty()) return;
        if (words.equals(sought)) {
            if (places.isEmpty()) return;
            place = Math.floorMod(place + step, places.size());
            reveal(here);
            return;
        }
        var all = new AtomicReference<List<Integer>>(List.of());
        desk.work().run(() -> all.set(here.find(words, MOST_FOUND)), () -> {
            if (here != rows) return;
            sought = words;
            places = all.get();
            place = 0;
            found.setText(places.isEmpty() ? Text.of("answers.find.none") : "");
            if (!places.isEmpty()) reveal(here);
        });
    }

    private void reveal(BodyRows here) {
        found.setText(Text.of("answers.find.place", Labels.count(place + 1), Labels.count(places.size()) + (places
                .size() == MOST_FOUND ? "+" : "")));
        view.reveal(here.rowAt(places.get(place)), sought);
    }
}
