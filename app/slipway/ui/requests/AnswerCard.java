package slipway.ui.requests;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

import org.jspecify.annotations.Nullable;

import slipway.base.Text;
import slipway.base.Units;
import slipway.requests.Exchange;
import slipway.ui.widget.Card;
import slipway.ui.widget.EmptyState;
import slipway.ui.widget.Icons;
import slipway.ui.widget.JsonView;
import slipway.ui.widget.JsonViewText;
import slipway.ui.widget.KeyValueGrid;
import slipway.ui.widget.Labels;
import slipway.ui.widget.ProblemBanner;
import slipway.ui.widget.Skeleton;
import slipway.ui.widget.StatusPill;
import slipway.ui.widget.Tone;

/// What came back: status, times, who served, the body as JSON or raw, the headers. FX thread.
final class AnswerCard {
    private final Consumer<String> copy;
    private final Card card = new Card(Text.of("requests.answer"));
    private final StackPane content = new StackPane();
    private final JsonView body = new JsonView();
    private final KeyValueGrid headers = new KeyValueGrid();
    private final Tab headersTab = new Tab();
    private final StatusPill status = new StatusPill();
    private final Label time = Labels.strong("");
    private final Label facts = Labels.of("", "muted");
    private final Label served = Labels.strong("");
    private final Label ids = Labels.of("", "mono", "muted");
    private final ToggleButton raw = new ToggleButton(Text.of("requests.raw"));
    private final VBox full;
    private @Nullable Exchange shown;

    AnswerCard(Consumer<String> copy) {
        this.copy = copy;
        raw.getStyleClass().add("chip");
        raw.setMinWidth(ToggleButton.USE_PREF_SIZE);
        raw.setOnAction(event -> showBody());
        body.setId("answer-body");
        status.setId("answer-status");
        served.setId("answer-served");
        var bodyTab = new Tab(Text.of("requests.body"), body);
        headers.setPadding(new javafx.geometry.Insets(8, 0, 8, 0));
        headersTab.setContent(slipway.ui.widget.DetailPane.scrolled(headers));
        var tabs = new TabPane(bodyTab, headersTab);
        tabs.getStyleClass().add("slim");
        tabs.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
        VBox.setVgrow(tabs, Priority.ALWAYS);
        var first = new HBox(10, status, time, Labels.gap(), raw, Icons.button("fth-copy", Text.of(
                "requests.copy-answer"), this::copyBody));
        first.setAlignment(Pos.CENTER_LEFT);
        facts.setMinWidth(0);
        status.setMinWidth(StatusPill.USE_PREF_SIZE);
        time.setMinWidth(Label.USE_PREF_SIZE);
        ids.setMinWidth(0);
        Label by = Labels.of(Text.of("requests.by"), "muted");
        by.setMinWidth(Label.USE_PREF_SIZE);
        served.setMinWidth(Label.USE_PREF_SIZE);
        var second = new HBox(6, by, served, facts);
        second.setAlignment(Pos.CENTER_LEFT);
        full = new VBox(8, first, second, ids, tabs);
        VBox.setVgrow(content, Priority.ALWAYS);
        card.with(content);
        nothing();
    }

    Card node() {
        return card;
    }

    void nothing() {
        content.getChildren().setAll(new EmptyState("fth-send", Text.of("requests.none.title"), Text.of(
                "requests.none.text")));
    }

    void waiting() {
        content.getChildren().setAll(new Skeleton(6));
    }

    /// `hue` of the deployment that served.
    void show(Exchange exchange, String hue) {
        shown = exchange;
        var problem = exchange.problem();
        if (exchange.status() == 0) {
            content.getChildren().setAll(new VBox(problem == null
                    ? new Label(Text.of("requests.no-answer"))
                    : new ProblemBanner(problem, copy)));
            return;
        }
        full.getChildren().removeIf(ProblemBanner.class::isInstance);
        if (problem != null) full.getChildren().add(3, new ProblemBanner(problem, copy).mild());
        int code = exchange.status();
        Tone tone = code < 400 ? Tone.GOOD : code < 500 ? Tone.WARN : Tone.BAD;
        status.show(tone, code < 400 ? "fth-check" : "fth-alert-triangle", Text.of("requests.status", code));
        time.setText(Units.nanos(exchange.totalNanos()));
        served.setText(exchange.servedBy().isEmpty() ? "–" : exchange.servedBy());
        served.getStyleClass().setAll("label", "strong", hue);
        var words = new ArrayList<String>();
        if (!exchange.revision().isEmpty()) words.add(Text.of("requests.revision", exchange.revision()));
        words.add(Text.of("requests.first-byte", Units.nanos(exchange.firstByteNanos()), Units.bytes(exchange.body()
                .length())));
        facts.setText("· " + String.join(" · ", words));
        ids.setText(exchange.requestId());
        ids.setVisible(!exchange.requestId().isEmpty());
        ids.setManaged(ids.isVisible());
        headers.clear();
        exchange.headers().forEach((name, values) -> headers.row(name, Labels.wrapped(String.join(", ", values),
                "mono")));
        headersTab.setText(Text.of("requests.headers-count", exchange.headers().size()));
        showBody();
        content.getChildren().setAll(List.of(full));
    }

    private void showBody() {
        Exchange exchange = shown;
        if (exchange == null) return;
        String text = exchange.body().text();
        body.show(raw.isSelected() ? text : JsonViewText.pretty(text));
    }

    private void copyBody() {
        Exchange exchange = shown;
        if (exchange != null) copy.accept(exchange.body().text());
    }
}
