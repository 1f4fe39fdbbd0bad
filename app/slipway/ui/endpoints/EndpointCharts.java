package slipway.ui.endpoints;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

import javafx.scene.control.Label;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import slipway.base.Text;
import slipway.base.Units;
import slipway.traffic.Window;
import slipway.ui.widget.Card;
import slipway.ui.widget.FilterChips;
import slipway.ui.widget.Hues;
import slipway.ui.widget.Labels;
import slipway.ui.widget.TimeChart;
import slipway.ui.widget.TimeChartSeries;
import slipway.ui.widget.TimeChartUnit;

/// Latency of each deployment against its limits, and requests with errors, over five minutes; of the selected
/// deployment all three quantiles. FX thread.
final class EndpointCharts {
    private final TimeChart latency = new TimeChart(TimeChartUnit.MILLIS);
    private final TimeChart rates = new TimeChart(TimeChartUnit.PER_SECOND);
    private final FilterChips<Quantile> quantiles;
    private final LimitField limit;
    private final Label limits = Labels.wrapped("", "small", "bad-text");
    private final Label alone = Labels.of("", "strong");
    private final Label share = Labels.of("", "muted", "small");
    private final Card latencyCard;
    private final Card ratesCard;
    private List<Window.Series> series = List.of();
    private EndpointRow row = EndpointRow.NONE;
    private String selected = "";

    private enum Quantile {
        P50("p50", "ink-muted"), P95("p95", ""), P99("p99", "ink-text");

        private final String word;
        private final String ink;

        Quantile(String word, String ink) {
            this.word = word;
            this.ink = ink;
        }

        double millis(Window window) {
            if (window.requests() + window.copies() == 0) return Double.NaN;
            return switch (this) {
                case P50 -> window.p50();
                case P95 -> window.p95();
                case P99 -> window.p99();
            } / 1e6;
        }
    }

    EndpointCharts(EndpointHabits habits) {
        var choices = new LinkedHashMap<Quantile, String>();
        choices.put(Quantile.P95, Quantile.P95.word);
        choices.put(Quantile.P50, Quantile.P50.word);
        choices.put(Quantile.P99, Quantile.P99.word);
        quantiles = new FilterChips<>(choices, choice -> draw());
        limit = new LimitField(habits, this::draw);
        latencyCard = card(Text.of("endpoints.latency"), latency);
        latencyCard.header().getChildren().addAll(alone, quantiles);
        latencyCard.with(limits, limit);
        ratesCard = card(Text.of("endpoints.rates"), rates);
        ratesCard.header().getChildren().add(share);
        latency.emptyText(Text.of("endpoints.chart-none"));
        rates.emptyText(Text.of("endpoints.chart-none"));
    }

    Card latencyCard() {
        return latencyCard;
    }

    Card ratesCard() {
        return ratesCard;
    }

    /// `chosen` is the deployment to show alone, empty for all.
    void show(List<Window.Series> next, EndpointRow of, String chosen) {
        series = next;
        row = of;
        selected = chosen;
        limit.show(of.name());
        quantiles.setVisible(chosen.isEmpty());
        quantiles.setManaged(chosen.isEmpty());
        alone.setText(chosen);
        alone.getStyleClass().setAll("label", "strong", Hues.of(chosen, of.names()));
        draw();
    }

    private void draw() {
        var latencies = new ArrayList<TimeChartSeries>();
        var requests = new ArrayList<TimeChartSeries>();
        for (Window.Series each : ordered()) {
            List<Window> full = full(each);
            if (full.stream().allMatch(window -> window.requests() + window.copies() == 0)) continue;
            latencies.addAll(latencies(each.deployment(), full));
            if (full.stream().anyMatch(window -> window.requests() > 0)) {
                requests.add(TimeChartSeries.of(each.deployment(), hue(each), values(full, Window::requests)).filled());
            } else if (!selected.isEmpty()) {
                requests.add(TimeChartSeries.of(Text.of("endpoints.copies-of", each.deployment()), hue(each),
                        values(full, Window::copies)).filled());
            }
        }
        double[] errors = errors();
        if (!requests.isEmpty()) requests.add(TimeChartSeries.of(Text.of("endpoints.errors"), "ink-bad", errors));
        Instant now = Instant.now().minusSeconds(1);
        latency.show(latencies, now);
        double slowest = latencies.stream().mapToDouble(TimeChartSeries::max).max().orElse(0);
        showLimits(LatencyLimits.of(limit.millis(), shownParts(), slowest));
        rates.show(requests, now);
        sayErrors();
    }

    private void showLimits(List<TimeChart.Limit> next) {
        latency.limits(next);
        limits.setText(String.join(" · ", next.stream().map(each -> Text.of("endpoints.limit.line", each.name(),
                Units.millis(each.value()))).toList()));
        limits.setVisible(!next.isEmpty());
        limits.setManaged(!next.isEmpty());
    }

    private List<TimeChartSeries> latencies(String name, List<Window> full) {
        String own = Hues.of(name, row.names());
        if (selected.isEmpty()) {
            Quantile quantile = quantiles.choice();
            return List.of(TimeChartSeries.of(name, own, values(full, quantile::millis)));
        }
        var lines = new ArrayList<TimeChartSeries>();
        for (Quantile quantile : Quantile.values()) {
            lines.add(TimeChartSeries.of(quantile.word, quantile.ink.isEmpty() ? own : quantile.ink,
                    values(full, quantile::millis)));
        }
        return lines;
    }

    private List<EndpointRow.Part> shownParts() {
        return row.parts().stream().filter(part -> selected.isEmpty() || part.name().equals(selected)).toList();
    }

    private List<Window.Series> ordered() {
        return series.stream().filter(each -> selected.isEmpty() || each.deployment().equals(selected))
                .sorted((a, b) -> Integer.compare(place(a.deployment()), place(b.deployment()))).toList();
    }

    private int place(String name) {
        int index = row.names().indexOf(name);
        return index < 0 ? Integer.MAX_VALUE : index;
    }

    private String hue(Window.Series each) {
        return Hues.of(each.deployment(), row.names());
    }

    private void sayErrors() {
        long all = 0;
        long wrong = 0;
        for (Window.Series each : ordered()) {
            for (Window window : each.seconds()) {
                all += window.requests();
                wrong += window.errors();
            }
        }
        share.setText(all == 0 ? "" : Text.of("endpoints.error-share", Units.percent((double) wrong / all)));
    }

    private double[] errors() {
        Map<Long, Integer> bySecond = new LinkedHashMap<>();
        for (Window.Series each : ordered())
            for (Window window : full(each))
                bySecond.merge(window.epochSecond(), window.errors(), Integer::sum);
        return bySecond.values().stream().mapToDouble(Integer::doubleValue).toArray();
    }

    /// Without the second under way, which would always dip.
    private static List<Window> full(Window.Series each) {
        return each.seconds().subList(0, Math.max(0, each.seconds().size() - 1));
    }

    private static double[] values(List<Window> windows, ToDoubleFunction<Window> of) {
        return windows.stream().mapToDouble(of).toArray();
    }

    private static Card card(String title, TimeChart chart) {
        var card = new Card(title);
        VBox.setVgrow(chart, Priority.ALWAYS);
        return card.with(chart.legend(), chart);
    }
}
