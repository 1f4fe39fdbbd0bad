package slipway.ui.checks;

import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.Stream;

import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import slipway.base.StudioException;
import slipway.base.Text;
import slipway.base.Units;
import slipway.rehearse.ConcurrencyPlan;
import slipway.rehearse.MemoryNeed;
import slipway.rehearse.MemoryPlan;
import slipway.rehearse.Shape;
import slipway.rehearse.WorkloadSize;
import slipway.ui.widget.Card;
import slipway.ui.widget.DetailPane;
import slipway.ui.widget.Labels;
import slipway.ui.widget.ProblemBanner;
import slipway.ui.widget.TextScale;

/// Fields for memory and concurrency at the left, the sums at the right. FX thread.
final class PlannerView extends HBox {
    private static final int PERCENT = 100;
    /// VM.Standard2.4, the one of the documents.
    private static final int USUAL = 2;
    private static final double FORMS = 325;

    private final NumberForm memory = new NumberForm(this::plan);
    private final NumberForm concurrency = new NumberForm(this::plan);
    private final VBox results = new VBox();

    /// @param measured deployments that run, to take figures from
    PlannerView(List<Measured> measured) {
        getStyleClass().add("rehearse-planner");
        if (!measured.isEmpty()) concurrency.row(Text.of("rehearse.plan.measured"), choice(measured));
        fillMemory();
        concurrency.field("plan-qps", Text.of("rehearse.plan.qps"), "40", "40")
                .field("plan-seconds", Text.of("rehearse.plan.seconds"), "0.1", "0.1")
                .field("plan-p95", Text.of("rehearse.plan.p95"), "0.12", "0.12")
                .field("plan-per-instance", Text.of("rehearse.plan.per-instance"), "1", "1");
        var forms = new VBox(12, Labels.heading(Text.of("rehearse.plan.concurrency-title")), concurrency,
                Labels.heading(Text.of("rehearse.plan.memory-title")), memory);
        forms.getStyleClass().add("rehearse-forms");
        ScrollPane left = DetailPane.scrolled(forms);
        left.minWidthProperty().bind(TextScale.times(FORMS));
        left.prefWidthProperty().bind(TextScale.times(FORMS));
        results.getStyleClass().add("rehearse-results");
        ScrollPane right = DetailPane.scrolled(results);
        right.setId("plan-results");
        // with large text the figures are wider than what is left for them
        right.setHbarPolicy(ScrollPane.ScrollBarPolicy.AS_NEEDED);
        HBox.setHgrow(right, Priority.ALWAYS);
        getChildren().addAll(left, right);
        plan();
    }

    private ComboBox<String> choice(List<Measured> measured) {
        var names = new ComboBox<String>();
        names.setId("plan-measured");
        names.getItems().setAll(measured.stream().map(Measured::name).toList());
        names.setPromptText(Text.of("rehearse.plan.measured.hint"));
        names.setAccessibleText(Text.of("rehearse.plan.measured"));
        names.setMaxWidth(Double.MAX_VALUE);
        names.setOnAction(event -> measured.stream().filter(each -> each.name().equals(names.getValue())).findFirst()
                .ifPresent(this::take));
        return names;
    }

    /// What is resident holds the server itself too.
    private void take(Measured one) {
        memory.set("plan-copy", Units.bytes(one.residentBytes()));
        memory.set("plan-base", "0");
        if (one.p50Seconds() > 0) {
            concurrency.set("plan-seconds", seconds(one.p50Seconds()));
            concurrency.set("plan-p95", seconds(one.p95Seconds()));
        }
    }

    private static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%.4f", seconds);
    }

    private void fillMemory() {
        Shape usual = Shape.ALL.get(USUAL);
        var shapes = new ComboBox<String>();
        shapes.setId("plan-shape");
        shapes.getItems().setAll(Shape.ALL.stream().map(Shape::name).toList());
        shapes.setAccessibleText(Text.of("rehearse.plan.shape"));
        shapes.setMaxWidth(Double.MAX_VALUE);
        shapes.setValue(usual.name());
        shapes.setOnAction(event -> Shape.named(shapes.getValue()).ifPresent(this::take));
        memory.row(Text.of("rehearse.plan.shape"), shapes)
                .field("plan-ocpus", Text.of("rehearse.plan.ocpus"), String.valueOf(usual.ocpus()), "4")
                .field("plan-memory", Text.of("rehearse.plan.shape-memory"), Units.bytes(usual.memoryBytes()), "60 GB")
                .field("plan-replicas", Text.of("rehearse.plan.replicas"), "1", "1")
                .field("plan-copy", Text.of("rehearse.plan.copy"), "1.2 GB", "1.2 GB")
                .field("plan-base", Text.of("rehearse.plan.base"), "200 MB", "200 MB")
                .field("plan-cache", Text.of("rehearse.plan.cache"), "", "0")
                .field("plan-workers", Text.of("rehearse.plan.workers"), "", Text.of("rehearse.plan.workers.hint"))
                .field("plan-headroom", Text.of("rehearse.plan.headroom"), "10", "10")
                .field("plan-host", Text.of("rehearse.plan.host"), "", "16 GB");
    }

    private void take(Shape shape) {
        memory.set("plan-ocpus", String.valueOf(shape.ocpus()));
        memory.set("plan-memory", Units.bytes(shape.memoryBytes()));
    }

    private void plan() {
        results.getChildren().setAll(Stream.concat(Stream.of(concurrencyCard()), memoryCards()).toList());
    }

    private Stream<? extends Node> memoryCards() {
        try {
            OptionalInt workers = memory.empty("plan-workers")
                    ? OptionalInt.empty()
                    : OptionalInt.of(memory.count("plan-workers"));
            return MemoryCards.of(MemoryPlan.of(new MemoryNeed(memory.count("plan-ocpus"), workers,
                    memory.count("plan-replicas"), memory.bytes("plan-copy"), memory.bytes("plan-base"),
                    memory.bytes("plan-cache"), memory.number("plan-headroom") / PERCENT, memory.bytes("plan-memory"),
                    memory.bytes("plan-host")))).stream();
        } catch (StudioException e) {
            return Stream.of(new ProblemBanner(e.problem(), text -> {}).mild());
        }
    }

    private Node concurrencyCard() {
        double qps = concurrency.number("plan-qps");
        double seconds = concurrency.number("plan-seconds");
        double slow = concurrency.empty("plan-p95") ? seconds : concurrency.number("plan-p95");
        try {
            ConcurrencyPlan plan = ConcurrencyPlan.of(qps, seconds, slow, concurrency.count("plan-per-instance"));
            var card = new Card(Text.of("rehearse.plan.concurrency-title")).with(
                    Labels.wrapped(Text.of("rehearse.concurrency.sum", qps, seconds, plan.concurrency())),
                    Labels.wrapped(Text.of("rehearse.concurrency.busy", qps, slow, plan.busy()), "medium"),
                    Labels.wrapped(plan.size().map(size -> Text.of("rehearse.concurrency.size", size.title(),
                            size.least(), size.most())).orElseGet(
                                    () -> Text.of("rehearse.concurrency.no-size", WorkloadSize.LARGE.most()))),
                    Labels.wrapped(Text.of("rehearse.concurrency.azure", plan.instances(), plan.perInstance(),
                            plan.reserved())));
            card.setId("plan-concurrency");
            return card;
        } catch (StudioException e) {
            return new ProblemBanner(e.problem(), text -> {}).mild();
        }
    }
}
