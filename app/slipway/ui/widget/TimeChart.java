package slipway.ui.widget;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import javafx.scene.control.Label;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.shape.Line;

import slipway.base.Text;

/// Lines over the last minutes, drawn on a canvas: y from zero with round ticks and unit at the right, time below, a
/// cursor with the values of every line under the mouse. It draws only when what it shows has changed. FX thread.
///
/// Usage: `chart.show(List.of(TimeChartSeries.of("blue", Hues.at(0), millis).filled()), Instant.now())` once a second;
/// [#legend] goes into the card’s header.
public final class TimeChart extends DrawnChart {
    /// How many of the newest steps may be empty before a figure of the legend becomes a dash.
    private static final int FRESH = 10;
    private static final double SAMPLE = 22;

    private final TimeChartUnit unit;
    private final Duration step;
    private final TimeChartPainter painter;
    private final TimeChartCursor cursor;
    private final FlowPane legend = new FlowPane(12, 2);
    private List<TimeChartSeries> series = List.of();
    private List<Limit> limits = List.of();
    private List<Flag> flags = List.of();

    /// A dashed line across, with its name in the accessible text; `hue` is a style class of [Ink].
    public record Limit(String name, double value, String hue) {}

    /// A dashed line from top to bottom, `back` steps before the last value, with what happened then in words.
    public record Flag(int back, String text, String hue) {}

    /// The picture spans `span`, of values that are `step` apart.
    public TimeChart(TimeChartUnit unit, Duration span, Duration step) {
        this.unit = unit;
        this.step = step;
        painter = new TimeChartPainter(unit, span, step, this::ink);
        cursor = new TimeChartCursor(unit, step, painter, this::ink);
        getStyleClass().add("time-chart");
        nothing().setVisible(false);
        legend.getStyleClass().add("chart-legend");
        legend.setMinWidth(0);
        getChildren().addAll(painter.canvas(), cursor.canvas(), nothing());
        inks(List.of("ink-grid", "ink-muted", "ink-text", "ink-page"));
        setMinWidth(160);
        setPrefWidth(320);
        TextScale.height(this, 90, 170);
        addEventHandler(MouseEvent.MOUSE_MOVED, event -> cursor.at(event.getX(), series));
        addEventHandler(MouseEvent.MOUSE_EXITED, event -> cursor.hide());
    }

    /// The last five minutes by second.
    public TimeChart(TimeChartUnit unit) {
        this(unit, Duration.ofMinutes(5), Duration.ofSeconds(1));
    }

    /// Shows `lines`, whose last values belong to `now`.
    public void show(List<TimeChartSeries> lines, Instant now) {
        cursor.now(now);
        if (lines.equals(series)) return;
        series = List.copyOf(lines);
        showLegend();
        changed();
        cursor.again(series);
    }

    public void limits(List<Limit> next) {
        if (next.equals(limits)) return;
        limits = List.copyOf(next);
        changed();
    }

    public void flags(List<Flag> next) {
        if (next.equals(flags)) return;
        flags = List.copyOf(next);
        changed();
    }

    /// Said in the middle while no line has a value.
    public void emptyText(String text) {
        nothing().setText(text);
        nothing().setVisible(series.stream().allMatch(TimeChartSeries::isEmpty));
    }

    /// The newest figure of each line, in its colour; the chart keeps it up to date.
    public FlowPane legend() {
        return legend;
    }

    List<TimeChartSeries> series() {
        return series;
    }

    @Override
    ChartPlot plot() {
        return painter;
    }

    @Override
    void resized(double width, double height) {
        cursor.resize(width, height);
    }

    @Override
    void draw() {
        painter.draw(series, limits, flags);
        cursor.again(series);
    }

    private void changed() {
        nothing().setVisible(series.stream().allMatch(TimeChartSeries::isEmpty));
        setAccessibleText(words());
        inks(series.stream().map(TimeChartSeries::hue).toList());
        inks(limits.stream().map(Limit::hue).toList());
        inks(flags.stream().map(Flag::hue).toList());
        redraw();
    }

    private void showLegend() {
        var lines = series.stream().filter(line -> !line.isFaint()).toList();
        while (legend.getChildren().size() > lines.size())
            legend.getChildren().removeLast();
        for (int i = 0; i < lines.size(); i++) {
            TimeChartSeries line = lines.get(i);
            if (i == legend.getChildren().size()) legend.getChildren().add(Labels.of("", "small"));
            var label = (Label) legend.getChildren().get(i);
            label.setMinWidth(0);
            label.setText(line.name() + " " + figure(line));
            sample(label, lines.size() > 1 ? line.hue() : "");
            var styles = List.of("label", "small", "strong", line.hue().equals("ink-bad") ? "bad-text" : line.hue());
            if (!label.getStyleClass().equals(styles)) label.getStyleClass().setAll(styles);
        }
    }

    /// A piece of the line before its name, where there are several; none for an empty `hue`.
    private static void sample(Label label, String hue) {
        if (hue.equals(label.getUserData())) return;
        label.setUserData(hue);
        var line = new Line(0, 0, SAMPLE, 0);
        line.getStyleClass().addAll("legend-line", hue);
        for (double part : Dashes.of(hue))
            line.getStrokeDashArray().add(part);
        label.setGraphic(hue.isEmpty() ? null : line);
    }

    private String words() {
        var words = new ArrayList<String>();
        for (TimeChartSeries line : series)
            if (!line.isFaint()) words.add(line.name() + " " + figure(line));
        for (Limit limit : limits)
            words.add(Text.of("chart.limit", limit.name(), unit.figure(limit.value())));
        flags.forEach(flag -> words.add(flag.text()));
        return Text.of("chart.accessible", String.join(", ", words));
    }

    private String figure(TimeChartSeries line) {
        return unit.figure(line.latest(Math.max(1, (int) (FRESH / Math.max(1, step.toSeconds())))));
    }
}
