package slipway.ui.deployments;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import org.jspecify.annotations.Nullable;

import slipway.base.Text;
import slipway.base.Units;
import slipway.deploy.Deployment;
import slipway.engine.ContainerUsage;
import slipway.engine.Usage;
import slipway.observe.UsageSampler;
import slipway.ui.widget.Labels;
import slipway.ui.widget.TimeChart;
import slipway.ui.widget.TimeChartSeries;
import slipway.ui.widget.TimeChartUnit;

/// CPU and memory over the last 15 minutes. FX thread.
final class MetricsView extends VBox {
    private final Metric cpu = new Metric(Text.of("metrics.cpu"), "hue-1", TimeChartUnit.CORES);
    private final Metric memory = new Metric(Text.of("metrics.memory"), "hue-3", TimeChartUnit.BYTES);

    private final FlowPane container = new FlowPane(24, 6);

    MetricsView() {
        super(12);
        getStyleClass().addAll("detail-body", "metrics");
        var charts = new HBox(16, cpu, memory);
        VBox.setVgrow(charts, Priority.ALWAYS);
        container.setId("metrics-container");
        getChildren().addAll(container, charts);
    }

    void show(Deployment deployment, List<Usage> readings) {
        ContainerUsage counted = readings.isEmpty() ? null : readings.getLast().container();
        container(counted);
        Long limit = deployment.spec().slipway().memoryBytes();
        memory.limit(limit);
        cpu.show(readings, Usage::cpu);
        memory.show(readings, reading -> (double) reading.memoryBytes());
    }

    /// What only a container engine counts, since the container's start.
    private void container(@Nullable ContainerUsage now) {
        container.setVisible(now != null);
        container.setManaged(now != null);
        if (now == null) return;
        container.getChildren().setAll(figure(Text.of("metrics.network"), Text.of("metrics.network.figure",
                Units.bytes(now.networkIn()), Units.bytes(now.networkOut()))), figure(Text.of("metrics.block"),
                        Text.of(
                                "metrics.block.figure", Units.bytes(now.blockRead()), Units.bytes(now.blockWrite()))),
                figure(Text.of("metrics.pids"), String.valueOf(now.pids())));
    }

    private static HBox figure(String name, String words) {
        return new HBox(8, Labels.muted(name), Labels.of(words, "medium"));
    }

    /// `readings` at equal steps, the last one now; NaN where there was none (the deployment did not run).
    static double[] steps(List<Usage> readings, ToDoubleFunction<Usage> value) {
        double[] steps = new double[UsageSampler.KEPT];
        Arrays.fill(steps, Double.NaN);
        if (readings.isEmpty()) return steps;
        long last = readings.getLast().epochMillis();
        for (Usage reading : readings) {
            long back = Math.round((double) (last - reading.epochMillis()) / UsageSampler.PERIOD.toMillis());
            if (back >= 0 && back < steps.length) steps[(int) (steps.length - 1 - back)] = value.applyAsDouble(reading);
        }
        // a reading that came a little late leaves a step empty: that is no gap
        for (int i = 1; i + 1 < steps.length; i++) {
            if (Double.isNaN(steps[i]) && !Double.isNaN(steps[i - 1]) && !Double.isNaN(steps[i + 1])) {
                steps[i] = (steps[i - 1] + steps[i + 1]) / 2;
            }
        }
        return steps;
    }

    /// One chart with its figure now and its peak.
    private static final class Metric extends VBox {
        private final Label figure = Labels.of("–", "figure");
        private final Label peak = Labels.muted("");
        private final Label limit = Labels.muted("");
        private final TimeChartUnit unit;
        private final String title;
        private final String hue;
        private final TimeChart chart;

        Metric(String title, String hue, TimeChartUnit unit) {
            this.title = title;
            this.hue = hue;
            this.unit = unit;
            getStyleClass().add("metric");
            chart = new TimeChart(unit, UsageSampler.PERIOD.multipliedBy(UsageSampler.KEPT), UsageSampler.PERIOD);
            chart.emptyText(Text.of("metrics.none"));
            HBox.setHgrow(this, Priority.ALWAYS);
            VBox.setVgrow(chart, Priority.ALWAYS);
            setPrefWidth(400);
            setMinWidth(0);
            Label name = Labels.of(title, "medium");
            name.setMinWidth(0);
            figure.setMinWidth(USE_PREF_SIZE);
            getChildren().addAll(new HBox(12, name, figure, peak, limit), chart);
        }

        void show(List<Usage> readings, ToDoubleFunction<Usage> value) {
            var line = TimeChartSeries.of(title, hue, steps(readings, value)).filled();
            Instant now = readings.isEmpty() ? Instant.now() : Instant.ofEpochMilli(readings.getLast().epochMillis());
            chart.show(List.of(line), now);
            boolean any = !line.isEmpty();
            figure.setText(unit.figure(line.latest((int) Duration.ofSeconds(10).dividedBy(UsageSampler.PERIOD))));
            peak.setText(any ? Text.of("metrics.peak", unit.figure(line.max())) : "");
        }

        void limit(@Nullable Long bytes) {
            limit.setText(bytes == null ? "" : Text.of("metrics.limit", Units.bytes(bytes)));
            chart.limits(bytes == null
                    ? List.of()
                    : List.of(new TimeChart.Limit(title, (double) bytes, "ink-bad")));
        }
    }
}
