package slipway.ui.endpoints;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import slipway.base.Text;
import slipway.traffic.Window;
import slipway.ui.widget.Card;
import slipway.ui.widget.FilterChips;
import slipway.ui.widget.Hues;
import slipway.ui.widget.TimeChart;
import slipway.ui.widget.TimeChartSeries;
import slipway.ui.widget.TimeChartUnit;

/// Latency of each deployment, and requests with errors, over five minutes. FX thread.
final class EndpointCharts {
    private final TimeChart latency = new TimeChart(TimeChartUnit.MILLIS);
    private final TimeChart rates = new TimeChart(TimeChartUnit.PER_SECOND);
    private final FilterChips<Quantile> quantiles;
    private final Card latencyCard;
    private final Card ratesCard;
    private List<Window.Series> series = List.of();
    private List<String> names = List.of();

    private enum Quantile {
        P50, P95, P99;

        long of(Window window) {
            return switch (this) {
                case P50 -> window.p50();
                case P95 -> window.p95();
                case P99 -> window.p99();
            };
        }
    }

    EndpointCharts() {
        var choices = new LinkedHashMap<Quantile, String>();
        choices.put(Quantile.P95, "p95");
        choices.put(Quantile.P50, "p50");
        choices.put(Quantile.P99, "p99");
        quantiles = new FilterChips<>(choices, choice -> draw());
        latencyCard = card(Text.of("endpoints.latency"), latency);
        latencyCard.header().getChildren().add(quantiles);
        ratesCard = card(Text.of("endpoints.rates"), rates);
        latency.emptyText(Text.of("endpoints.chart-none"));
        rates.emptyText(Text.of("endpoints.chart-none"));
    }

    Card latencyCard() {
        return latencyCard;
    }

    Card ratesCard() {
        return ratesCard;
    }

    /// `all` are the deployments in the file’s order; others that once were come after them.
    void show(List<Window.Series> next, List<String> all) {
        series = next;
        names = all;
        draw();
    }

    private void draw() {
        var latencies = new ArrayList<TimeChartSeries>();
        var requests = new ArrayList<TimeChartSeries>();
        Quantile quantile = quantiles.choice();
        for (Window.Series each : ordered()) {
            String hue = Hues.of(each.deployment(), names);
            // the second under way would always dip
            List<Window> full = each.seconds().subList(0, Math.max(0, each.seconds().size() - 1));
            if (full.stream().allMatch(window -> window.requests() + window.copies() == 0)) continue;
            latencies.add(TimeChartSeries.of(each.deployment(), hue, values(full, window -> window.requests() + window
                    .copies() == 0 ? Double.NaN : quantile.of(window) / 1e6)));
            if (full.stream().anyMatch(window -> window.requests() > 0)) {
                requests.add(TimeChartSeries.of(each.deployment(), hue, values(full, Window::requests)).filled());
            }
        }
        if (!requests.isEmpty()) requests.add(TimeChartSeries.of(Text.of("endpoints.errors"), "ink-bad", errors()));
        Instant now = Instant.now().minusSeconds(1);
        latency.show(latencies, now);
        rates.show(requests, now);
    }

    private List<Window.Series> ordered() {
        return series.stream().sorted((a, b) -> Integer.compare(place(a.deployment()), place(b.deployment())))
                .toList();
    }

    private int place(String name) {
        int index = names.indexOf(name);
        return index < 0 ? Integer.MAX_VALUE : index;
    }

    private double[] errors() {
        Map<Long, Integer> bySecond = new LinkedHashMap<>();
        for (Window.Series each : series) {
            for (Window window : each.seconds().subList(0, Math.max(0, each.seconds().size() - 1)))
                bySecond.merge(window.epochSecond(), window.errors(), Integer::sum);
        }
        return bySecond.values().stream().mapToDouble(Integer::doubleValue).toArray();
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
