package slipway.ui.widget;

import java.util.List;
import java.util.function.Function;

import javafx.geometry.VPos;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;

/// Where the values of a chart stand, and what all charts have under their lines: the axis from zero with its grid, and
/// the limits. FX thread.
abstract class ChartPlot {
    private final Canvas canvas = new Canvas();
    private final Edges drawn;
    private final TimeChartUnit unit;
    private final Function<String, Ink> inks;
    private Edges edges;
    private double top = 1;

    /// What is left free around the lines.
    ///
    /// @param gap    between the lines and the words of the axis
    /// @param row    the least height between two lines of the grid
    /// @param dashed whether the grid is, but for its floor
    record Edges(double top, double right, double bottom, double gap, double row, boolean dashed) {
        /// For text of the size that it has now.
        private Edges now() {
            return new Edges(TextScale.of(top), TextScale.of(right), TextScale.of(bottom), gap, TextScale.of(row),
                    dashed);
        }
    }

    ChartPlot(Edges edges, TimeChartUnit unit, Function<String, Ink> inks) {
        this.drawn = edges;
        this.edges = edges.now();
        this.unit = unit;
        this.inks = inks;
    }

    final Canvas canvas() {
        return canvas;
    }

    final TimeChartUnit unit() {
        return unit;
    }

    final javafx.scene.paint.Paint paint(String style) {
        return inks.apply(style).paint();
    }

    void resize(double width, double height) {
        canvas.setWidth(width);
        canvas.setHeight(height);
    }

    /// Text has another size.
    final void rescale() {
        edges = drawn.now();
    }

    final double plotTop() {
        return edges.top;
    }

    final double plotWidth() {
        return Math.max(1, canvas.getWidth() - edges.right);
    }

    final double plotHeight() {
        return Math.max(1, canvas.getHeight() - edges.top - edges.bottom);
    }

    final double y(double value) {
        return edges.top + plotHeight() * (1 - Math.clamp(value / top, 0, 1));
    }

    /// Makes room for values up to `max` and for `limits`; what is drawn from now on stands on this axis.
    final TimeChartAxis fit(double max, List<TimeChart.Limit> limits) {
        double most = limits.stream().mapToDouble(TimeChart.Limit::value).reduce(max, Math::max);
        int rows = (int) Math.clamp(plotHeight() / edges.row, 1, 5);
        TimeChartAxis axis = unit == TimeChartUnit.COUNT || unit == TimeChartUnit.PER_SECOND
                ? TimeChartAxis.fitWhole(most, rows)
                : TimeChartAxis.fit(most, rows);
        top = axis.top();
        return axis;
    }

    /// Draws lines across, and the words of the axis.
    ///
    /// @param empty whether there is nothing but the floor
    final void grid(GraphicsContext pen, TimeChartAxis axis, boolean empty) {
        small(pen);
        pen.setLineWidth(1);
        pen.setTextBaseline(VPos.CENTER);
        pen.setTextAlign(TextAlignment.LEFT);
        pen.setStroke(paint("ink-grid"));
        pen.setFill(paint("ink-muted"));
        List<Double> ticks = empty ? List.of(0.0) : axis.ticks();
        for (int i = 0; i < ticks.size(); i++) {
            double y = crisp(y(ticks.get(i)));
            if (edges.dashed && i > 0) pen.setLineDashes(2, 3);
            pen.strokeLine(0, y, plotWidth(), y);
            pen.setLineDashes();
            if (empty) continue;
            String word = i == ticks.size() - 1 ? " " + unit.word(top) : "";
            pen.fillText(unit.tick(ticks.get(i), top) + word, plotWidth() + edges.gap, y);
        }
    }

    /// Draws a line across for `limit`.
    ///
    /// @return where it stands
    final double limit(GraphicsContext pen, TimeChart.Limit limit) {
        pen.setStroke(paint(limit.hue()));
        pen.setLineWidth(1);
        pen.setLineDashes(6, 4);
        double y = crisp(y(limit.value()));
        pen.strokeLine(0, y, plotWidth(), y);
        pen.setLineDashes();
        return y;
    }

    static double crisp(double at) {
        return Math.floor(at) + 0.5;
    }

    static void small(GraphicsContext pen) {
        pen.setFont(small());
    }

    /// Of `text` as [#small] writes it.
    static double width(String text) {
        var measured = new javafx.scene.text.Text(text);
        measured.setFont(small());
        return measured.getLayoutBounds().getWidth();
    }

    private static Font small() {
        return Font.font("Inter", TextScale.of(11));
    }
}
