package slipway.ui.widget;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import javafx.geometry.VPos;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.text.TextAlignment;

/// What a [TimeChart] says under the mouse: a line, dots and a box with the time and every value; on a canvas of its
/// own, so that moving the mouse draws nothing else. FX thread.
final class TimeChartCursor {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss").withZone(
            ZoneId.systemDefault());
    private static final double ROW = 17;

    private final Canvas canvas = new Canvas();
    private final TimeChartUnit unit;
    private final Duration step;
    private final TimeChartPainter plot;
    private final Function<String, Ink> inks;
    private Instant now = Instant.EPOCH;
    private double x = -1;

    TimeChartCursor(TimeChartUnit unit, Duration step, TimeChartPainter plot, Function<String, Ink> inks) {
        this.unit = unit;
        this.step = step;
        this.plot = plot;
        this.inks = inks;
        canvas.setMouseTransparent(true);
    }

    Canvas canvas() {
        return canvas;
    }

    void resize(double width, double height) {
        canvas.setWidth(width);
        canvas.setHeight(height);
    }

    /// When the last values were.
    void now(Instant at) {
        now = at;
    }

    void at(double mouse, List<TimeChartSeries> series) {
        x = mouse;
        again(series);
    }

    void hide() {
        x = -1;
        canvas.getGraphicsContext2D().clearRect(0, 0, canvas.getWidth(), canvas.getHeight());
    }

    /// Draws again where it is, if it is anywhere.
    void again(List<TimeChartSeries> series) {
        if (x < 0) return;
        GraphicsContext pen = canvas.getGraphicsContext2D();
        pen.clearRect(0, 0, canvas.getWidth(), canvas.getHeight());
        if (x > plot.plotWidth() || series.stream().allMatch(TimeChartSeries::isEmpty)) return;
        int back = plot.back(x);
        double at = plot.x(back);
        pen.setStroke(inks.apply("ink-muted").paint());
        pen.setLineWidth(1);
        pen.strokeLine(ChartPlot.crisp(at), plot.plotTop(), ChartPlot.crisp(at),
                plot.plotTop() + plot.plotHeight());
        var rows = new ArrayList<Row>();
        rows.add(new Row("ink-muted", TIME.format(now.minus(step.multipliedBy(back))), ""));
        for (TimeChartSeries line : series) {
            double value = line.at(line.size() - 1 - back);
            rows.add(new Row(line.hue(), line.name(), unit.figure(value)));
            if (Double.isNaN(value)) continue;
            pen.setFill(inks.apply(line.hue()).paint());
            pen.fillOval(at - 3, plot.y(value) - 3, 6, 6);
        }
        box(pen, at, rows);
    }

    private void box(GraphicsContext pen, double at, List<Row> rows) {
        double names = rows.stream().mapToDouble(row -> ChartPlot.width(row.name)).max().orElse(0);
        double figures = rows.stream().mapToDouble(row -> ChartPlot.width(row.figure)).max().orElse(0);
        double width = names + figures + 34;
        double height = rows.size() * TextScale.of(ROW) + 10;
        double left = at + 10 + width > canvas.getWidth() ? at - 10 - width : at + 10;
        double top = Math.clamp(plot.plotTop() + 4, 0, Math.max(0, canvas.getHeight() - height));
        pen.setFill(inks.apply("ink-page").paint());
        pen.fillRoundRect(left, top, width, height, 8, 8);
        pen.setStroke(inks.apply("ink-grid").paint());
        pen.strokeRoundRect(Math.floor(left) + 0.5, Math.floor(top) + 0.5, Math.floor(width), Math.floor(height), 8,
                8);
        ChartPlot.small(pen);
        pen.setTextBaseline(VPos.CENTER);
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            double y = top + 5 + TextScale.of(ROW) * (i + 0.5);
            pen.setTextAlign(TextAlignment.LEFT);
            pen.setFill(inks.apply(row.ink).paint());
            pen.fillText(row.name, left + 10, y);
            pen.setTextAlign(TextAlignment.RIGHT);
            pen.setFill(inks.apply("ink-text").paint());
            pen.fillText(row.figure, left + width - 10, y);
        }
    }

    private record Row(String ink, String name, String figure) {}
}
