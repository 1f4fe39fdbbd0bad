package slipway.ui.widget;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import org.junit.jupiter.api.Test;

import slipway.testkit.UiTest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class TimeChartUiTest extends UiTest {
    @Test
    void saysTheLatestValuesAndDrawsInBothThemes() {
        var chart = fx(() -> new TimeChart(TimeChartUnit.MILLIS));
        var rates = fx(() -> new TimeChart(TimeChartUnit.PER_SECOND));
        var empty = fx(() -> new TimeChart(TimeChartUnit.BYTES));
        show(fx(() -> page(chart, rates, empty)), 1200, 400);
        fxRun(() -> {
            chart.limits(List.of(new TimeChart.Limit("p95", 6.4, "ink-bad")));
            chart.show(List.of(wave("blue", 0, 3, 0).filled(), wave("green", 1, 4.4, 40)), Instant.now());
            rates.show(List.of(wave("blue", 0, 461, 0).filled(), wave("green", 1, 51, 0).filled()), Instant.now());
            empty.emptyText("No readings yet");
            empty.show(List.of(), Instant.now());
        });
        assertTrue(chart.getAccessibleText().contains("blue 3."), chart.getAccessibleText());
        assertTrue(chart.getAccessibleText().contains("limit p95 6.40 ms"), chart.getAccessibleText());
        assertEquals(2, chart.legend().getChildren().size());
        assertTrue(((Label) chart.legend().getChildren().getFirst()).getText().startsWith("blue 3."));
        moveTo(chart);
        shots("timechart");
    }

    private static VBox page(TimeChart... charts) {
        var row = new HBox(16);
        for (TimeChart chart : charts) {
            var card = new Card("Latency p95", chart.legend()).with(chart);
            HBox.setHgrow(card, Priority.ALWAYS);
            VBox.setVgrow(chart, Priority.ALWAYS);
            row.getChildren().add(card);
        }
        var page = new VBox(row);
        page.getStyleClass().add("page");
        return page;
    }

    private static TimeChartSeries wave(String name, int hue, double level, int gap) {
        double[] values = IntStream.range(0, 300).mapToDouble(i -> i > 150 && i < 150 + gap
                ? Double.NaN
                : level * (1 + 0.1 * Math.sin(i / 20.0) + 0.04 * Math.sin(i * 1.7))).toArray();
        return TimeChartSeries.of(name, Hues.at(hue), values);
    }
}
