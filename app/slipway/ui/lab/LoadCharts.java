package slipway.ui.lab;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

import slipway.base.Text;
import slipway.load.LoadReport;
import slipway.load.LoadReport.Second;
import slipway.load.LoadReport.Slice;
import slipway.ui.widget.Hues;
import slipway.ui.widget.Labels;
import slipway.ui.widget.TextScale;
import slipway.ui.widget.TimeChart;
import slipway.ui.widget.TimeChartSeries;
import slipway.ui.widget.TimeChartUnit;

/// Requests a second asked and answered, and p95 of each deployment, of one load; as wide as the load is long. FX
/// thread.
final class LoadCharts extends VBox {
    private static final Duration SHORTEST = Duration.ofSeconds(10);
    /// One answer in so many of the second before is a straggler.
    private static final int FEW = 20;
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final TimeChart rates;
    private final TimeChart latency;

    LoadCharts(Duration length) {
        super(8);
        Duration span = length.compareTo(SHORTEST) < 0 ? SHORTEST : length.compareTo(LONGEST) > 0 ? LONGEST : length;
        rates = new TimeChart(TimeChartUnit.PER_SECOND, span, Duration.ofSeconds(1));
        latency = new TimeChart(TimeChartUnit.MILLIS, span, Duration.ofSeconds(1));
        rates.emptyText(Text.of("lab.load.chart-none"));
        latency.emptyText(Text.of("lab.load.chart-none"));
        TextScale.height(rates, 90, 140);
        TextScale.height(latency, 90, 140);
        getChildren().setAll(title(Text.of("lab.load.chart-rate"), rates), rates,
                title(Text.of("lab.load.chart-p95"), latency), latency);
    }

    private static HBox title(String words, TimeChart chart) {
        Label name = Labels.of(words, "muted", "small");
        name.setMinWidth(USE_PREF_SIZE);
        var row = new HBox(12, name, chart.legend());
        row.getStyleClass().add("chips");
        return row;
    }

    /// `names` are the deployments in the file’s order.
    void show(LoadReport report, List<String> names, Instant now) {
        List<Second> seconds = whole(report.seconds());
        rates.show(List.of(
                TimeChartSeries.of(Text.of("lab.load.answered"), Hues.at(0), values(seconds, Second::answered))
                        .filled(),
                TimeChartSeries.of(Text.of("lab.load.asked"), "ink-muted", values(seconds, Second::asked)),
                TimeChartSeries.of(Text.of("lab.load.errors"), "ink-bad", values(seconds, Second::errors))), now);
        var served = new TreeSet<String>();
        seconds.forEach(second -> served.addAll(second.byDeployment().keySet()));
        served.remove("");
        var lines = new ArrayList<TimeChartSeries>();
        for (String name : served)
            lines.add(TimeChartSeries.of(name, Hues.of(name, names), values(seconds, second -> p95(second, name))));
        if (served.isEmpty()) {
            lines.add(TimeChartSeries.of("p95", Hues.at(0), values(seconds,
                    second -> second.answered() == 0 ? Double.NaN : second.p95())));
        }
        latency.show(lines, now);
    }

    /// Without those at the end in which nothing was due any more and nothing, or only the last few answers, came.
    private static List<Second> whole(List<Second> seconds) {
        int last = seconds.size();
        while (last > 1 && seconds.get(last - 1).asked() == 0
                && seconds.get(last - 1).answered() <= seconds.get(last - 2).asked() / FEW)
            last--;
        return seconds.subList(0, last);
    }

    private static double p95(Second second, String name) {
        Slice slice = second.byDeployment().get(name);
        return slice == null || slice.answered() == 0 ? Double.NaN : slice.p95();
    }

    private static double[] values(List<Second> seconds, ToDoubleFunction<Second> value) {
        return seconds.stream().mapToDouble(value).toArray();
    }
}
