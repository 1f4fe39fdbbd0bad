package slipway.ui.requests;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import org.jspecify.annotations.Nullable;

import slipway.base.Problem;
import slipway.base.Text;
import slipway.base.Units;
import slipway.compare.Answers;
import slipway.compare.Difference;
import slipway.requests.Agreement;
import slipway.requests.AgreementExport;
import slipway.requests.AgreementPair;
import slipway.requests.AgreementPair.Side;
import slipway.requests.AgreementPair.Verdict;
import slipway.requests.AgreementSummary;
import slipway.ui.widget.FilterChips;
import slipway.ui.widget.Labels;
import slipway.ui.widget.StatusPill;
import slipway.ui.widget.TextScale;
import slipway.ui.widget.Tone;

/// How far the answers of two deployments agree: the sums on top, a row for each request below, the worst first. FX
/// thread.
final class TwoTargetsResult extends VBox {
    private static final int FIELDS = 3;
    private static final List<Verdict> DIFFERENT = List.of(Verdict.LABELS, Verdict.NUMBERS, Verdict.SHAPE,
            Verdict.STATUS, Verdict.CONTENT);

    private final StatusPill verdict = new StatusPill();
    private final Label interval = Labels.of("", "muted");
    private final FlowPane figures = new FlowPane(28, 8);
    private final Label fields = Labels.wrapped("", "muted", "small");
    private final FilterChips<Rows> filter;
    private final TableView<AgreementPair> table = new TableView<>();
    private AgreementExport.Head head = new AgreementExport.Head("", "A", "B", "");
    private List<AgreementPair> pairs = List.of();

    /// Which rows are shown.
    private enum Rows {
        ALL, DIFFERING, FAILED;

        boolean has(AgreementPair pair) {
            boolean failed = !pair.a().answered() || !pair.b().answered();
            return switch (this) {
                case ALL -> true;
                case DIFFERING -> !failed && !pair.verdict().agrees();
                case FAILED -> failed;
            };
        }
    }

    /// The sums and rows of a run at one moment, made on any thread.
    record Seen(AgreementSummary summary, List<AgreementPair> worstFirst) {
        static Seen of(Agreement agreement) {
            return new Seen(agreement.summary(), agreement.pairs().stream().sorted(AgreementPair.WORST_FIRST)
                    .toList());
        }
    }

    /// @param open takes the row to look into
    TwoTargetsResult(Consumer<AgreementPair> open) {
        super(10);
        verdict.setId("two-verdict");
        interval.setId("two-interval");
        figures.setId("two-figures");
        fields.setId("two-fields");
        var choices = new LinkedHashMap<Rows, String>();
        choices.put(Rows.ALL, Text.of("requests.ab.all"));
        choices.put(Rows.DIFFERING, Text.of("requests.ab.differing"));
        choices.put(Rows.FAILED, Text.of("requests.ab.failed"));
        filter = new FilterChips<>(choices, choice -> refill());
        filter.setId("two-filter");
        table.setId("two-rows");
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        table.setPlaceholder(Labels.of(Text.of("requests.ab.no-rows"), "muted"));
        table.setRowFactory(made -> {
            var row = new TableRow<AgreementPair>();
            row.setOnMouseClicked(event -> {
                if (!row.isEmpty()) chosen(open);
            });
            return row;
        });
        table.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ENTER) chosen(open);
        });
        VBox.setVgrow(table, Priority.ALWAYS);
        VBox.setVgrow(this, Priority.ALWAYS);
        var first = new HBox(10, verdict, interval);
        first.setAlignment(Pos.CENTER_LEFT);
        getChildren().addAll(first, figures, fields, filter, table);
    }

    private void chosen(Consumer<AgreementPair> open) {
        AgreementPair pair = table.getSelectionModel().getSelectedItem();
        if (pair != null) open.accept(pair);
    }

    void show(AgreementExport.Head who, Seen seen) {
        if (!who.equals(head) || table.getColumns().isEmpty()) {
            head = who;
            columns();
        }
        pairs = seen.worstFirst();
        sums(seen.summary());
        for (Rows each : Rows.values())
            filter.count(each, pairs.stream().filter(each::has).count());
        refill();
    }

    private void refill() {
        List<AgreementPair> next = pairs.stream().filter(filter.choice()::has).toList();
        if (next.equals(table.getItems())) return;
        AgreementPair before = table.getSelectionModel().getSelectedItem();
        table.getItems().setAll(next);
        table.sort();
        if (before != null) {
            next.stream().filter(each -> each.number() == before.number()).findFirst().ifPresent(table
                    .getSelectionModel()::select);
        }
    }

    private void sums(AgreementSummary sums) {
        boolean all = sums.agreeing() == sums.counted();
        if (sums.counted() == 0) verdict.show(Tone.NEUTRAL, "fth-minus", Text.of("requests.ab.nobody"));
        else
            verdict.show(all ? Tone.GOOD : Tone.WARN, all ? "fth-check" : "fth-alert-triangle", Text.of(
                    "requests.ab.agree", Units.percent(sums.agreement()), Labels.count(sums.agreeing()), Labels.count(
                            sums.counted())));
        interval.setText(sums.counted() == 0
                ? ""
                : Text.of("requests.ab.interval", Units.percent(sums.interval().low()), Units.percent(sums.interval()
                        .high())));
        figures.getChildren().setAll(figure("requests", Text.of("requests.ab.requests"), Labels.count(sums.pairs())),
                figure("equal", Text.of("requests.ab.same"), Text.of("requests.ab.same-of", Labels.count(sums.count(
                        Verdict.EQUAL)), Labels.count(sums.count(Verdict.CLOSE)))),
                figure("differ", Text.of("requests.ab.differ"), differing(sums)), figure("failed", Text.of(
                        "requests.ab.failed-on"), two(Labels.count(sums.failedA()), Labels.count(sums.failedB()))),
                figure("labels", Text.of("requests.ab.labels"), Text.of("requests.ab.labels-of", Labels.count(sums
                        .labels().same()), Labels.count(sums.labels().seen()))),
                figure("median", Text.of("requests.ab.median"), two(Units.nanos(sums.a().median()), Units.nanos(sums.b()
                        .median()))),
                figure("p95", "p95", two(Units.nanos(sums.a().p95()), Units.nanos(sums.b().p95()))), figure("gap", Text
                        .of("requests.ab.gap"), gap(sums.gap())));
        String most = sums.fields().stream().limit(FIELDS).map(each -> Text.of(each.maxDelta() > 0
                ? "requests.ab.field-apart"
                : "requests.ab.field", each.name(), each.differing(), CompareView.apart(each.maxDelta()))).collect(
                        Collectors.joining(" · "));
        String fixed = sums.fixed() == 0 ? "" : Text.of("requests.ab.fixed", sums.fixed());
        String words = most.isEmpty()
                ? fixed
                : Text.of("requests.ab.fields", most) + (fixed.isEmpty()
                        ? ""
                        : "\n" + fixed);
        fields.setText(words);
        fields.setVisible(!words.isEmpty());
        fields.setManaged(!words.isEmpty());
    }

    private String differing(AgreementSummary sums) {
        if (sums.differing() == 0) return "0";
        String kinds = DIFFERENT.stream().filter(each -> sums.count(each) > 0).map(each -> word(each) + " " + Labels
                .count(sums.count(each))).collect(Collectors.joining(", "));
        return Labels.count(sums.differing()) + ": " + kinds;
    }

    private String two(String a, String b) {
        return head.a() + " " + a + " · " + head.b() + " " + b;
    }

    private String gap(long nanos) {
        if (nanos == 0) return "–";
        return Text.of("requests.ab.faster", nanos > 0 ? head.a() : head.b(), Units.nanos(Math.abs(nanos)));
    }

    private static VBox figure(String id, String name, String value) {
        Label words = Labels.strong(value);
        words.setId("two-" + id);
        return new VBox(2, Labels.of(name, "muted", "small"), words);
    }

    private void columns() {
        table.getColumns().clear();
        table.getColumns().add(column(Text.of("requests.ab.column.request"), AgreementPair::name, 150, 70));
        var how = this.<Verdict>column(Text.of("requests.ab.column.verdict"), AgreementPair::verdict, 130,
                126);
        how.setCellFactory(column -> new VerdictCell());
        table.getColumns().add(how);
        table.getColumns().add(column(Text.of("requests.ab.column.first"), TwoTargetsResult::first, 330,
                120));
        table.getColumns().add(numbers(Text.of("requests.ab.column.places"), pair -> (long) pair.differing(),
                Labels::count));
        table.getColumns().add(numbers(Text.of("requests.ab.column.apart"), AgreementPair::furthest,
                CompareView::apart));
        table.getColumns().add(numbers(head.a(), pair -> pair.a().nanos(), Units::nanos));
        table.getColumns().add(numbers(head.b(), pair -> pair.b().nanos(), Units::nanos));
    }

    private <T> TableColumn<AgreementPair, T> column(String name, Function<AgreementPair, T> value, double width,
            double least) {
        var column = new TableColumn<AgreementPair, T>(name);
        column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(value.apply(row.getValue())));
        column.minWidthProperty().bind(TextScale.times(least));
        column.setPrefWidth(width);
        return column;
    }

    /// Sorted as numbers, shown with their unit; 0 is a dash.
    private <T extends Number> TableColumn<AgreementPair, T> numbers(String name, Function<AgreementPair, T> value,
            Function<T, String> words) {
        TableColumn<AgreementPair, T> column = column(name, value, 84, 84);
        column.getStyleClass().add("right");
        column.setCellFactory(made -> new TableCell<>() {
            @Override
            protected void updateItem(@Nullable T item, boolean empty) {
                super.updateItem(item, empty);
                setText(empty || item == null ? "" : item.doubleValue() == 0 ? "–" : words.apply(item));
            }
        });
        return column;
    }

    /// Why it failed, or what differs first.
    private static String first(AgreementPair pair) {
        for (Side side : List.of(pair.a(), pair.b())) {
            Problem problem = side.problem();
            if (problem != null) return problem.what();
        }
        if (!pair.verdict().counts()) return Text.of("requests.ab.both-status", pair.a().status(), pair.b().status());
        Difference first = pair.first();
        if (first == null) return "";
        return Text.of("requests.ab.first", place(first), first.one().isEmpty()
                ? "–"
                : first.one(), first.other().isEmpty() ? "–" : first.other());
    }

    /// Of the whole answer where it is no place within its JSON.
    private static String place(Difference difference) {
        return switch (difference.kind()) {
            case STATUS -> Answers.STATUS;
            case CONTENT_TYPE -> Answers.CONTENT_TYPE;
            case NUMBER, LABEL, MISSING, EXTRA, TYPE, LENGTH, TEXT, BYTES -> difference.pointer().isEmpty()
                    ? Answers.BODY
                    : difference.pointer();
        };
    }

    private String word(Verdict verdict) {
        return switch (verdict) {
            case EQUAL -> Text.of("requests.ab.verdict.equal");
            case CLOSE -> Text.of("requests.ab.verdict.close");
            case STATUS -> Text.of("requests.ab.verdict.status");
            case SHAPE -> Text.of("requests.ab.verdict.shape");
            case LABELS -> Text.of("requests.ab.verdict.labels");
            case NUMBERS -> Text.of("requests.ab.verdict.numbers");
            case CONTENT -> Text.of("requests.ab.verdict.content");
            case A_FAILED -> Text.of("requests.ab.side-failed", head.a());
            case B_FAILED -> Text.of("requests.ab.side-failed", head.b());
            case BOTH_FAILED -> Text.of("requests.ab.both-failed");
        };
    }

    private final class VerdictCell extends TableCell<AgreementPair, Verdict> {
        private final StatusPill pill = new StatusPill();

        @Override
        protected void updateItem(@Nullable Verdict verdict, boolean empty) {
            super.updateItem(verdict, empty);
            setGraphic(empty || verdict == null ? null : pill);
            if (empty || verdict == null) return;
            switch (verdict) {
                case EQUAL, CLOSE -> pill.show(Tone.GOOD, "fth-check", word(verdict));
                case STATUS, SHAPE, LABELS, NUMBERS, CONTENT -> pill.show(Tone.WARN, "fth-alert-triangle", word(
                        verdict));
                case A_FAILED, B_FAILED, BOTH_FAILED -> pill.show(Tone.BAD, "fth-x-circle", word(verdict));
            }
        }
    }
}
