package slipway.ui.requests;

import java.util.ArrayList;
import java.util.List;

import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

import org.jspecify.annotations.Nullable;

import slipway.base.Text;
import slipway.base.Units;
import slipway.requests.Exchange;
import slipway.requests.Received;
import slipway.requests.Tokens;
import slipway.ui.Desk;
import slipway.ui.widget.Card;
import slipway.ui.widget.DetailPane;
import slipway.ui.widget.EmptyState;
import slipway.ui.widget.Icons;
import slipway.ui.widget.KeyValueGrid;
import slipway.ui.widget.Labels;
import slipway.ui.widget.ProblemBanner;
import slipway.ui.widget.SaveTarget;
import slipway.ui.widget.Skeleton;
import slipway.ui.widget.StatusPill;
import slipway.ui.widget.Tone;

/// What came back: status, times, who served; the body in rows, as a table, as images, as it streams in; headers and
/// where the time went. FX thread.
final class AnswerCard {
    private static final int MOST_COPIED = 10_000_000;

    private final Desk desk;
    private final AnswerViews views;
    private final Card card = new Card(Text.of("requests.answer"));
    private final StackPane content = new StackPane();
    private final BodyView body;
    private final GridView grid;
    private final PicturesView pictures = new PicturesView();
    private final StreamView stream = new StreamView();
    private final TimingView timing = new TimingView();
    private final KeyValueGrid headers = new KeyValueGrid();
    private final Tab bodyTab = new Tab(Text.of("requests.body"));
    private final Tab gridTab = new Tab(Text.of("answers.table"));
    private final Tab picturesTab = new Tab(Text.of("answers.images"));
    private final Tab streamTab = new Tab(Text.of("answers.stream"));
    private final Tab headersTab = new Tab();
    private final Tab timingTab = new Tab(Text.of("answers.timing"));
    private final TabPane tabs = new TabPane();
    private final StatusPill status = new StatusPill();
    private final Label time = Labels.strong("");
    private final Label facts = Labels.wrapped("", "muted");
    private final Label served = Labels.strong("");
    private final Label ids = Labels.of("", "mono", "muted");
    private final VBox full;
    private @Nullable Exchange shown;
    private long showing;
    private @Nullable Tokens arriving;

    AnswerCard(Desk desk, SaveTarget target) {
        this.desk = desk;
        views = new AnswerViews(desk, target);
        body = new BodyView(desk);
        grid = new GridView(desk.notices()::copied, views::saveCsv);
        status.setId("answer-status");
        served.setId("answer-served");
        bodyTab.setContent(body);
        gridTab.setContent(grid);
        picturesTab.setContent(pictures);
        streamTab.setContent(stream);
        timingTab.setContent(DetailPane.scrolled(timing));
        headers.setPadding(new Insets(8, 0, 8, 0));
        headersTab.setContent(DetailPane.scrolled(headers));
        body.setPadding(new Insets(8, 0, 0, 0));
        grid.setPadding(new Insets(8, 0, 0, 0));
        stream.setPadding(new Insets(8, 0, 0, 0));
        tabs.setId("answer-tabs");
        tabs.getStyleClass().add("slim");
        tabs.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
        VBox.setVgrow(tabs, Priority.ALWAYS);
        full = new VBox(8, first(), second(), ids, tabs);
        VBox.setVgrow(content, Priority.ALWAYS);
        card.with(content);
        nothing();
    }

    private HBox first() {
        var save = Icons.button("fth-download", Text.of("answers.save"), () -> with(views::save));
        save.setId("answer-save");
        var first = new HBox(10, status, time, Labels.gap(), save, Icons.button("fth-copy", Text.of(
                "requests.copy-answer"), () -> with(this::copyBody)));
        first.setAlignment(Pos.CENTER_LEFT);
        time.setMinWidth(Label.USE_PREF_SIZE);
        return first;
    }

    private HBox second() {
        Label by = Labels.of(Text.of("requests.by"), "muted");
        by.setMinWidth(Label.USE_PREF_SIZE);
        served.setMinWidth(Label.USE_PREF_SIZE);
        facts.setId("answer-facts");
        HBox.setHgrow(facts, Priority.ALWAYS);
        ids.setMinWidth(0);
        var second = new HBox(6, by, served, facts);
        second.setAlignment(Pos.TOP_LEFT);
        return second;
    }

    Card node() {
        return card;
    }

    void nothing() {
        shown = null;
        showing++;
        arriving = null;
        content.getChildren().setAll(new EmptyState("fth-send", Text.of("requests.none.title"), Text.of(
                "requests.none.text")));
    }

    /// Until something comes of the next answer.
    void waiting() {
        shown = null;
        showing++;
        arriving = null;
        stream.clear();
        content.getChildren().setAll(new Skeleton(6));
    }

    /// More of the answer has come; what streams is shown at once.
    void arriving(Tokens tokens) {
        Tokens.Count count = tokens.count();
        if (count.status() == 0) return;
        arriving = tokens;
        stream.show(tokens);
        if (content.getChildren().contains(stream)) return;
        content.getChildren().setAll(stream);
    }

    /// `hue` of the deployment that served.
    void show(Exchange exchange, String hue) {
        shown = exchange;
        showing++;
        var problem = exchange.problem();
        if (exchange.status() == 0) {
            content.getChildren().setAll(new VBox(problem == null
                    ? new Label(Text.of("requests.no-answer"))
                    : new ProblemBanner(problem, desk.notices()::copied)));
            return;
        }
        full.getChildren().removeIf(ProblemBanner.class::isInstance);
        if (problem != null) full.getChildren().add(3, new ProblemBanner(problem, desk.notices()::copied).mild());
        int code = exchange.status();
        Tone tone = code < 400 ? Tone.GOOD : code < 500 ? Tone.WARN : Tone.BAD;
        status.show(tone, code < 400 ? "fth-check" : "fth-alert-triangle", Text.of("requests.status", code));
        time.setText(Units.nanos(exchange.totalNanos()));
        served.setText(exchange.servedBy().isEmpty() ? "–" : exchange.servedBy());
        served.getStyleClass().setAll("label", "strong", hue);
        showFacts(exchange);
        headers.clear();
        exchange.headers().forEach((name, values) -> header(name, values));
        exchange.received().trailers().forEach((name, values) -> header(name + " (" + Text.of("answers.trailers") + ")",
                values));
        headersTab.setText(Text.of("requests.headers-count", exchange.headers().size()));
        timing.show(exchange);
        showTabs(exchange);
        content.getChildren().setAll(List.of(full));
    }

    private void header(String name, List<String> values) {
        headers.row(name, Labels.wrapped(String.join(", ", values), "mono"));
    }

    private void showFacts(Exchange exchange) {
        Received how = exchange.received();
        String size = how.encoding().isEmpty() || how.size() == how.wire()
                ? Units.bytes(how.size())
                : Text.of("answers.sizes", Units.bytes(how.size()), Units.bytes(how.wire()), how.encoding());
        var words = new ArrayList<String>();
        if (!exchange.revision().isEmpty()) words.add(Text.of("requests.revision", exchange.revision()));
        words.add(Text.of("requests.first-byte", Units.nanos(exchange.firstByteNanos()), size));
        facts.setText("· " + String.join(" · ", words));
        ids.setText(exchange.requestId());
        ids.setVisible(!exchange.requestId().isEmpty());
        ids.setManaged(ids.isVisible());
    }

    /// Body, headers and times at once; table and images when they are found.
    private void showTabs(Exchange exchange) {
        Tokens tokens = arriving;
        boolean streamed = false;
        if (tokens != null && tokens.count().pieces() > 0) {
            streamed = true;
            stream.show(tokens);
        }
        arriving = null;
        streamTab.setContent(stream);
        var now = new ArrayList<Tab>();
        if (streamed) now.add(streamTab);
        now.addAll(List.of(bodyTab, headersTab, timingTab));
        tabs.getTabs().setAll(now);
        tabs.getSelectionModel().selectFirst();
        body.show(exchange);
        long number = showing;
        views.find(exchange, found -> {
            if (number != showing) return;
            int place = tabs.getTabs().indexOf(bodyTab) + 1;
            if (!found.pictures().isEmpty()) {
                pictures.show(found.pictures());
                tabs.getTabs().add(place, picturesTab);
            }
            if (found.grid() != null) {
                grid.show(found.grid());
                tabs.getTabs().add(place, gridTab);
            }
            if (exchange.header("content-type").startsWith("image/") && !found.pictures().isEmpty()) {
                tabs.getSelectionModel().select(picturesTab);
            }
        });
    }

    private void with(java.util.function.Consumer<Exchange> use) {
        Exchange exchange = shown;
        if (exchange != null) use.accept(exchange);
    }

    /// More than [#MOST_COPIED] bytes belong into a file.
    private void copyBody(Exchange exchange) {
        if (exchange.received().size() > MOST_COPIED) {
            views.save(exchange);
            return;
        }
        var text = new java.util.concurrent.atomic.AtomicReference<String>("");
        desk.work().run(() -> text.set(decoded(exchange)), () -> desk.notices().copied(text.get()));
    }

    private static String decoded(Exchange exchange) {
        return slipway.requests.BodyRows.charset(exchange.header("content-type")).decode(BodyView.bytes(exchange))
                .toString();
    }
}
