package slipway.ui.endpoints;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

import slipway.base.Text;
import slipway.base.Units;
import slipway.scale.ScaleStory;
import slipway.series.Slice;
import slipway.ui.Desk;
import slipway.ui.ScaleGround;
import slipway.ui.fx.Fx;
import slipway.ui.widget.DetailPane;
import slipway.ui.widget.FilterChips;
import slipway.ui.widget.Hues;
import slipway.ui.widget.Labels;
import slipway.ui.widget.TextScale;
import slipway.ui.widget.TimeChart;
import slipway.ui.widget.TimeChartSeries;
import slipway.ui.widget.TimeChartUnit;

/// The last hour of a deployment that is scaled: replicas as steps over what was asked, and each decision with its
/// reason. Read on tasks, shown on the FX thread.
final class ScaleTimeline extends HBox {
    private static final int LISTED = 50;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId
            .systemDefault());

    private final Desk desk;
    private final ScaleGround ground;
    private final TimeChart replicas = new TimeChart(TimeChartUnit.COUNT, ScaleHistory.SPAN, ScaleHistory.STEP);
    private final TimeChart requests = new TimeChart(TimeChartUnit.PER_SECOND, ScaleHistory.SPAN, ScaleHistory.STEP);
    private final StackPane chooser = new StackPane();
    private final VBox decisions = new VBox(10);
    private List<String> names = List.of();
    private List<String> all = List.of();
    private String endpoint = "";
    private String chosen = "";
    private List<ScaleStory.Entry> listed = List.of();
    private boolean busy;
    private long seen = -1;
    private long seenStep = -1;

    ScaleTimeline(Desk desk, ScaleGround ground) {
        super(16);
        this.desk = desk;
        this.ground = ground;
        replicas.setId("scale-replicas");
        requests.setId("scale-requests");
        replicas.emptyText(Text.of("scaleview.chart-none"));
        requests.emptyText(Text.of("scaleview.requests-none"));
        TextScale.height(replicas, 90, 150);
        TextScale.height(requests, 90, 110);
        chooser.setMinWidth(USE_PREF_SIZE);
        var top = new HBox(12, Labels.strong(Text.of("scaleview.replicas")), replicas.legend(), Labels.gap(), chooser);
        top.setAlignment(Pos.CENTER_LEFT);
        var below = new HBox(12, Labels.strong(Text.of("scaleview.requests")), requests.legend());
        below.setAlignment(Pos.CENTER_LEFT);
        var charts = new VBox(8, top, replicas, below, requests);
        charts.setMinWidth(0);
        HBox.setHgrow(charts, Priority.ALWAYS);
        var scroll = DetailPane.scrolled(decisions);
        scroll.setPrefHeight(280);
        scroll.setFocusTraversable(true);
        scroll.setAccessibleText(Text.of("scaleview.decisions"));
        decisions.setId("scale-decisions");
        var side = new VBox(8, Labels.strong(Text.of("scaleview.decisions")), scroll);
        side.setMinWidth(260);
        side.setPrefWidth(340);
        side.setMaxWidth(340);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().addAll(charts, side);
        Fx.poll(this, Duration.ofSeconds(1), this::poll);
    }

    /// @param scaled the deployments to choose from, at least one
    /// @param every  all of the endpoint, for their colours
    void show(String of, List<String> scaled, List<String> every) {
        all = every;
        boolean same = of.equals(endpoint) && scaled.equals(names);
        if (same) return;
        endpoint = of;
        names = List.copyOf(scaled);
        if (!names.contains(chosen)) chosen = names.getFirst();
        Map<String, String> words = new LinkedHashMap<>();
        names.forEach(name -> words.put(name, name));
        var chips = new FilterChips<String>(words, this::choose);
        chips.setVisible(names.size() > 1);
        chooser.getChildren().setAll(List.of(chips));
        chips.choose(chosen);
    }

    private void choose(String name) {
        chosen = name;
        seen = -1;
        poll();
    }

    private String id() {
        return endpoint + "/" + chosen;
    }

    private void poll() {
        if (chosen.isEmpty()) return;
        List<ScaleStory.Entry> entries = ground.story().of(id());
        if (seen < 0 || !entries.equals(listed)) list(entries);
        long now = System.currentTimeMillis();
        long step = now / ScaleHistory.STEP.toMillis();
        long news = ground.series().news();
        if (busy || (news == seen && step == seenStep)) return;
        busy = true;
        seen = news;
        seenStep = step;
        String of = id();
        var read = new AtomicReference<>(Slice.NONE);
        desk.work().run(() -> {
            try {
                read.set(ground.series().read(List.of(of), ScaleHistory.from(now), now));
            } finally {
                Fx.later(() -> busy = false);
            }
        }, () -> {
            if (of.equals(id())) draw(ScaleHistory.of(read.get(), of, ground.story().of(of), now), now);
        });
    }

    private void draw(ScaleHistory history, long now) {
        Instant end = Instant.ofEpochMilli(now);
        String hue = Hues.of(chosen, all);
        replicas.flags(history.coldStarts());
        replicas.show(List.of(TimeChartSeries.of(Text.of("scaleview.wanted"), "ink-muted", history.wanted()),
                TimeChartSeries.of(Text.of("scaleview.running"), hue, history.running()).filled()), end);
        requests.show(List.of(TimeChartSeries.of(chosen, hue, history.requests()).filled()), end);
    }

    private void list(List<ScaleStory.Entry> entries) {
        listed = entries;
        decisions.getChildren().clear();
        if (entries.isEmpty()) {
            decisions.getChildren().add(Labels.wrapped(Text.of("scaleview.decisions-none"), "muted", "small"));
            return;
        }
        entries.stream().limit(LISTED).forEach(entry -> decisions.getChildren().add(decision(entry)));
    }

    private static VBox decision(ScaleStory.Entry entry) {
        Label time = Labels.of(TIME.format(entry.decision().at()), "mono", "muted");
        Label what = Labels.of(Text.of("scaleview.from-to", entry.decision().from(), entry.decision().to()), "strong");
        for (Label label : List.of(time, what))
            label.setMinWidth(USE_PREF_SIZE);
        var head = new HBox(8, time, what);
        head.setAlignment(Pos.CENTER_LEFT);
        Duration cold = entry.coldStart();
        if (cold != null) {
            head.getChildren().add(Labels.of(Text.of("scaleview.cold", Units.nanos(cold.toNanos())), "small",
                    "warn-text"));
        }
        return new VBox(2, head, Labels.wrapped(entry.decision().why(), "muted", "small"));
    }
}
