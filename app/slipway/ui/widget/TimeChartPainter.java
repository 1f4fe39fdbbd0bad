package slipway.ui.widget;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.text.TextAlignment;

import slipway.base.Text;

/// Draws lines, bands and areas of a [TimeChart]. FX thread.
final class TimeChartPainter extends ChartPlot {
    private static final double TOP = 8;
    private static final Edges EDGES = new Edges(TOP, 58, 22, 8, 34, true);
    private static final double COLUMN = 54;

    private final int points;
    private final long spanSeconds;

    TimeChartPainter(TimeChartUnit unit, Duration span, Duration step, Function<String, Ink> inks) {
        super(EDGES, unit, inks);
        this.spanSeconds = span.toSeconds();
        this.points = (int) Math.max(2, span.dividedBy(step));
    }

    void draw(List<TimeChartSeries> series, List<TimeChart.Limit> limits, List<TimeChart.Flag> flags) {
        GraphicsContext pen = canvas().getGraphicsContext2D();
        pen.clearRect(0, 0, canvas().getWidth(), canvas().getHeight());
        if (plotWidth() < 20 || plotHeight() < 20) return;
        TimeChartAxis axis = fit(series.stream().mapToDouble(TimeChartSeries::max).max().orElse(0), limits);
        grid(pen, axis, limits.isEmpty() && series.stream().allMatch(TimeChartSeries::isEmpty));
        times(pen);
        for (TimeChartSeries line : series)
            if (line.isFilled()) area(pen, line);
        for (TimeChartSeries line : series)
            if (line.hasBand()) band(pen, line);
        for (TimeChartSeries line : series)
            line(pen, line);
        for (TimeChart.Limit limit : limits)
            limit(pen, limit);
        flags(pen, flags);
    }

    /// The words of one that would stand upon another’s are left to the accessible text.
    private void flags(GraphicsContext pen, List<TimeChart.Flag> flags) {
        double free = 0;
        pen.setTextBaseline(VPos.TOP);
        pen.setTextAlign(TextAlignment.LEFT);
        for (TimeChart.Flag flag : flags.stream().sorted(Comparator.comparingInt(TimeChart.Flag::back).reversed())
                .toList()) {
            double at = crisp(x(flag.back()));
            pen.setStroke(paint(flag.hue()));
            pen.setLineWidth(1);
            pen.setLineDashes(3, 3);
            pen.strokeLine(at, plotTop(), at, plotTop() + plotHeight());
            pen.setLineDashes();
            double width = width(flag.text());
            double left = at + 5 + width > plotWidth() ? at - 5 - width : at + 5;
            if (left < free) continue;
            pen.setFill(paint("ink-page"));
            pen.fillRect(left - 2, plotTop() + 1, width + 4, TextScale.of(15));
            pen.setFill(paint(flag.hue()));
            pen.fillText(flag.text(), left, plotTop() + 2);
            free = left + width + 8;
        }
    }

    /// Of the value `back` steps before now.
    double x(int back) {
        return plotWidth() - 1 - (double) back / (points - 1) * (plotWidth() - 1);
    }

    /// How many steps before now `x` is.
    int back(double x) {
        return Math.clamp(Math.round((plotWidth() - 1 - x) / (plotWidth() - 1) * (points - 1)), 0, points - 1);
    }

    private void times(GraphicsContext pen) {
        List<Long> ticks = TimeChartAxis.timeTicks(spanSeconds, (int) (plotWidth() / TextScale.of(COLUMN)));
        pen.setFill(paint("ink-muted"));
        pen.setTextBaseline(VPos.BOTTOM);
        for (int i = 0; i < ticks.size(); i++) {
            long ago = ticks.get(i);
            double x = plotWidth() - 1 - (double) ago / spanSeconds * (plotWidth() - 1);
            boolean atLeft = x < TextScale.of(20);
            pen.setTextAlign(ago == 0 ? TextAlignment.RIGHT : atLeft ? TextAlignment.LEFT : TextAlignment.CENTER);
            String text = ago == 0 ? Text.of("chart.now") : TimeChartAxis.timeTick(ago, spanSeconds, i > 0);
            pen.fillText(text, x, canvas().getHeight() - 2);
        }
    }

    private void area(GraphicsContext pen, TimeChartSeries line) {
        pen.setFill(paint(line.hue()));
        pen.setGlobalAlpha(0.12);
        int last = line.size() - 1;
        for (int i = Math.max(0, line.size() - points); i <= last; i++) {
            if (Double.isNaN(line.at(i))) continue;
            int from = i;
            pen.beginPath();
            pen.moveTo(x(last - i), y(0));
            while (i <= last && !Double.isNaN(line.at(i))) {
                pen.lineTo(x(last - i), y(line.at(i)));
                i++;
            }
            pen.lineTo(x(last - i + 1), y(0));
            pen.closePath();
            if (i - from > 1) pen.fill();
        }
        pen.setGlobalAlpha(1);
    }

    private void band(GraphicsContext pen, TimeChartSeries line) {
        pen.setFill(paint(line.hue()));
        pen.setGlobalAlpha(0.16);
        int last = line.size() - 1;
        for (int i = Math.max(0, line.size() - points); i <= last; i++) {
            int from = i;
            while (i <= last && !Double.isNaN(line.low(i)) && !Double.isNaN(line.high(i)))
                i++;
            if (i - from < 2) continue;
            pen.beginPath();
            pen.moveTo(x(last - from), y(line.low(from)));
            for (int at = from + 1; at < i; at++)
                pen.lineTo(x(last - at), y(line.low(at)));
            for (int at = i - 1; at >= from; at--)
                pen.lineTo(x(last - at), y(line.high(at)));
            pen.closePath();
            pen.fill();
        }
        pen.setGlobalAlpha(1);
    }

    private void line(GraphicsContext pen, TimeChartSeries line) {
        pen.setStroke(paint(line.hue()));
        pen.setFill(paint(line.hue()));
        pen.setLineWidth(line.isFaint() ? 1 : 1.5);
        pen.setGlobalAlpha(line.isFaint() ? 0.45 : 1);
        int last = line.size() - 1;
        pen.beginPath();
        for (int i = Math.max(0, line.size() - points); i <= last; i++) {
            double value = line.at(i);
            if (Double.isNaN(value)) continue;
            boolean joins = i > 0 && !Double.isNaN(line.at(i - 1));
            boolean goesOn = i < last && !Double.isNaN(line.at(i + 1));
            if (joins) pen.lineTo(x(last - i), y(value));
            else
                pen.moveTo(x(last - i), y(value));
            // a value alone between gaps would draw nothing
            if (!joins && !goesOn) pen.fillOval(x(last - i) - 1.5, y(value) - 1.5, 3, 3);
        }
        pen.setLineDashes(Dashes.of(line.hue()));
        pen.stroke();
        pen.setLineDashes();
        pen.setGlobalAlpha(1);
    }
}
