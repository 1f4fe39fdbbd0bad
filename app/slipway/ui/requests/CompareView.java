package slipway.ui.requests;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import org.jspecify.annotations.Nullable;

import slipway.base.Bytes;
import slipway.base.Text;
import slipway.base.Units;
import slipway.compare.Answer;
import slipway.compare.Answers;
import slipway.compare.Comparison;
import slipway.compare.SideBySide;
import slipway.compare.Tolerance;
import slipway.requests.Exchange;
import slipway.ui.Desk;
import slipway.ui.widget.Card;
import slipway.ui.widget.Labels;
import slipway.ui.widget.StatusPill;
import slipway.ui.widget.TextScale;
import slipway.ui.widget.Tone;

/// Two answers beside each other: what agrees, what differs beyond the tolerance, and which took longer. FX thread;
/// they are compared on another.
final class CompareView {
    private final Desk desk;
    private final ToleranceBar tolerance = new ToleranceBar("compare", this::compare);
    private final StatusPill verdict = new StatusPill();
    private final Label summary = Labels.wrapped("", "muted");
    private final Label left = Labels.of("", "medium");
    private final Label right = Labels.of("", "medium");
    private final ListView<SideBySide.Line> list = new ListView<>();
    private final Card card = new Card(Text.of("answers.compare.title"));
    private @Nullable Exchange one;
    private long comparing;
    private @Nullable Exchange other;

    private record Found(Comparison comparison, List<SideBySide.Line> lines, boolean cut) {}

    CompareView(Desk desk, Runnable back) {
        this.desk = desk;
        var close = new Button(Text.of("answers.compare.back"));
        close.setId("compare-back");
        close.setMinWidth(Region.USE_PREF_SIZE);
        close.setOnAction(event -> back.run());
        verdict.setId("compare-verdict");
        summary.setId("compare-summary");
        list.setId("compare-lines");
        list.getStyleClass().addAll("json-view", "side-by-side");
        list.fixedCellSizeProperty().bind(TextScale.times(19));
        list.setCellFactory(view -> new Line());
        VBox.setVgrow(list, Priority.ALWAYS);
        card.header().getChildren().addAll(tolerance, close);
        var first = new HBox(10, verdict, summary);
        first.setAlignment(Pos.CENTER_LEFT);
        HBox.setHgrow(summary, Priority.ALWAYS);
        for (Label each : List.of(left, right)) {
            each.setMaxWidth(Double.MAX_VALUE);
            each.setPrefWidth(100);
            HBox.setHgrow(each, Priority.ALWAYS);
        }
        card.with(first, new HBox(12, left, right), list);
        VBox.setVgrow(card, Priority.ALWAYS);
    }

    Card node() {
        return card;
    }

    /// Compares them by `allowed`.
    void show(Exchange first, Exchange second, Tolerance allowed) {
        tolerance.show(allowed);
        show(first, second);
    }

    void show(Exchange first, Exchange second) {
        one = first;
        other = second;
        left.setText(head(first));
        right.setText(head(second));
        compare();
    }

    private static String head(Exchange exchange) {
        String who = exchange.servedBy().isEmpty() ? exchange.endpoint() : exchange.servedBy();
        return Text.of("answers.compare.head", who, exchange.status(), Units.nanos(exchange.totalNanos()));
    }

    private void compare() {
        Exchange first = one;
        Exchange second = other;
        Tolerance allowed = tolerance.value().orElse(null);
        if (first == null || second == null || allowed == null) return;
        long number = ++comparing;
        var found = new AtomicReference<@Nullable Found>();
        desk.work().run(() -> {
            found.set(new Found(Answers.compare(whole(first), whole(second), allowed), SideBySide.of(beginning(first),
                    beginning(second), allowed), isLong(first) || isLong(second)));
        }, () -> {
            Found now = found.get();
            if (now != null && number == comparing) show(now);
        });
    }

    private static boolean isLong(Exchange exchange) {
        return exchange.received().size() > Answer.COMPARED;
    }

    /// What the verdict is about; a long one by its digest.
    private static Answer whole(Exchange exchange) {
        if (!isLong(exchange)) return beginning(exchange);
        var bytes = BodyView.bytes(exchange).duplicate().rewind();
        int size = bytes.limit();
        return Answer.digested(exchange.status(), exchange.header("content-type"), size, Bytes.sha256(bytes), exchange
                .totalNanos());
    }

    /// What is shown: of long ones the beginning.
    private static Answer beginning(Exchange exchange) {
        if (exchange.status() == 0) return Answer.failed(Text.of("requests.no-answer"), exchange.totalNanos());
        var bytes = BodyView.bytes(exchange).duplicate().rewind();
        byte[] body = new byte[Math.min(bytes.limit(), Answer.COMPARED)];
        bytes.get(body);
        return Answer.of(exchange.status(), exchange.header("content-type"), Bytes.owning(body), exchange
                .totalNanos());
    }

    private void show(Found found) {
        Comparison result = found.comparison();
        verdict.show(result.agrees() ? Tone.GOOD : Tone.WARN, result.agrees() ? "fth-check" : "fth-alert-triangle",
                result.agrees()
                        ? Text.of("answers.compare.agrees")
                        : Text.of("answers.compare.differs", result.differing()));
        double furthest = result.fields().values().stream().mapToDouble(Comparison.FieldDelta::largest).max().orElse(
                0);
        summary.setText(Text.of("answers.compare.summary", result.labelsEqual(), result.labels(), apart(
                furthest), Text.of(result.schemaDiffers() ? "answers.compare.schema" : "answers.compare.no-schema")));
        if (found.cut()) summary.setText(Text.of("answers.compare.long", Units.bytes(Answer.COMPARED)));
        list.getItems().setAll(found.lines());
    }

    /// With three digits, however small.
    static String apart(double distance) {
        return distance > 0 && distance < 0.01
                ? String.format(Text.locale(), "%.2e", distance)
                : Units.number(
                        distance);
    }

    private static final class Line extends ListCell<SideBySide.Line> {
        private static final List<String> MARKS = List.of("side-same", "side-close", "side-differs", "side-left",
                "side-right");

        private final Label one = Labels.of("", "mono", "side");
        private final Label two = Labels.of("", "mono", "side");
        private final HBox row = new HBox(12, one, two);

        Line() {
            setPrefWidth(0);
            for (Label each : List.of(one, two)) {
                each.setMinWidth(0);
                each.setPrefWidth(100);
                each.setMaxWidth(Double.MAX_VALUE);
                HBox.setHgrow(each, Priority.ALWAYS);
            }
        }

        private static String style(SideBySide.Mark mark) {
            return switch (mark) {
                case SAME -> "side-same";
                case CLOSE -> "side-close";
                case DIFFERS -> "side-differs";
                case LEFT -> "side-left";
                case RIGHT -> "side-right";
            };
        }

        @Override
        protected void updateItem(SideBySide.@Nullable Line line, boolean empty) {
            super.updateItem(line, empty);
            setGraphic(empty || line == null ? null : row);
            row.getStyleClass().removeAll(MARKS);
            if (empty || line == null) return;
            one.setText(line.left());
            two.setText(line.right());
            row.getStyleClass().add(style(line.mark()));
        }
    }
}
