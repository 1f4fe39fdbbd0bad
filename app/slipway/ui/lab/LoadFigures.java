package slipway.ui.lab;

import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;

import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;

import slipway.base.Text;
import slipway.base.Units;
import slipway.load.LoadReport;
import slipway.load.LoadResult;
import slipway.ui.widget.Labels;
import slipway.ui.widget.StatusPill;
import slipway.ui.widget.TextScale;
import slipway.ui.widget.Tone;

/// The numbers of a load with their units, and what went wrong in words. FX thread.
final class LoadFigures extends VBox {
    /// A generator that is later than this did not keep the rate.
    private static final double LATE_MILLIS = 5;

    private static final double WIDE = 640;

    private final FlowPane figures = new FlowPane(16, 10);
    private final FlowPane errors = new FlowPane(8, 6);

    LoadFigures() {
        super(10);
        figures.setId("load-figures");
        figures.setPrefWrapLength(WIDE);
        errors.setPrefWrapLength(WIDE);
        errors.setId("load-errors");
        getChildren().setAll(figures, errors);
        clear();
    }

    void clear() {
        Fields.shown(this, false);
    }

    void show(LoadReport report) {
        Fields.shown(this, true);
        LoadResult result = report.result();
        LoadResult.Latency latency = result.latency();
        figures.getChildren().setAll(
                figure(Text.of("lab.load.sent"), Labels.count(result.sent()), ""),
                figure(Text.of("lab.load.ok"), Labels.count(result.ok()), "good-text"),
                figure(Text.of("lab.load.failed"), Labels.count(failed(result)), failed(result) > 0 ? "bad-text" : ""),
                figure(Text.of("lab.load.rate-seen"), Units.number(result.rate()) + " req/s", ""),
                figure("p50", Units.millis(latency.p50()), ""), figure("p90", Units.millis(latency.p90()), ""),
                figure("p99", Units.millis(latency.p99()), ""), figure("p99.9", Units.millis(latency.p999()), ""),
                figure(Text.of("lab.load.max"), Units.millis(latency.max()), ""));
        var service = figure(Text.of("lab.load.service"), Units.millis(report.service().p99()), "");
        Tooltip.install(service, new Tooltip(Text.of("lab.load.service-tip")));
        figures.getChildren().add(service);
        var pills = new ArrayList<StatusPill>();
        new TreeMap<>(result.errors()).forEach((kind, count) -> pills.add(new StatusPill(Tone.BAD, "fth-x-circle",
                Text.of("lab.load.error-count", word(kind), Labels.count(count)))));
        if (report.behindMillis() > LATE_MILLIS) {
            pills.add(new StatusPill(Tone.WARN, "fth-alert-triangle", Text.of("lab.load.late", Units.millis(report
                    .behindMillis()))));
        }
        errors.getChildren().setAll(pills);
        Fields.shown(errors, !pills.isEmpty());
    }

    private static long failed(LoadResult result) {
        return result.errors().values().stream().mapToLong(Long::longValue).sum();
    }

    private static VBox figure(String name, String value, String style) {
        Label number = Labels.of(value, "strong");
        if (!style.isEmpty()) number.getStyleClass().add(style);
        number.setMinWidth(USE_PREF_SIZE);
        var box = new VBox(2, Labels.of(name, "muted", "small"), number);
        box.minWidthProperty().bind(TextScale.times(64));
        return box;
    }

    /// What an error’s kind means.
    static String word(String kind) {
        if (kind.equals("certificate")) return Text.of("lab.error.certificate");
        Map<String, String> known = Map.of("connect", Text.of("lab.error.connect"), "cut", Text.of(
                "lab.error.cut"), "timeout", Text.of("lab.error.timeout"), "queue", Text.of("lab.error.queue"),
                "401", Text.of("lab.error.401"), "404", Text.of("lab.error.404"), "429", Text.of("lab.error.429"),
                "500", Text.of("lab.error.500"), "503", Text.of("lab.error.503"), "504", Text.of("lab.error.504"));
        return known.getOrDefault(kind, Text.of("lab.error.other", kind));
    }
}
