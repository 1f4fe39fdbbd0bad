package slipway.ui.widget;

import java.time.ZoneId;
import java.util.List;
import java.util.function.Function;

import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Paint;
import javafx.scene.text.TextAlignment;

import org.jspecify.annotations.Nullable;

import slipway.base.Text;
import slipway.series.Mark;

/// Draws grid, lines, limits and marks of a [MetricChart]. FX thread.
final class MetricPainter extends ChartPlot {
    private static final double HEAD = 22;
    private static final Edges EDGES = new Edges(HEAD, 66, 20, 6, 30, false);
    private static final double COLUMN = 70;

    /// What lines may reach over the plot.
    private static final double OVER = 2;

    private final MetricRaster raster = new MetricRaster();
    private long from;
    private long to = 1;
    private @Nullable Base based;
    private List<MetricLine> drawn = List.of();

    /// What stands under the lines; it changes much more seldom than they do.
    private record Base(long from, long to, TimeChartAxis axis, boolean empty, List<TimeChart.Limit> limits,
            List<Mark> marks) {}

    MetricPainter(TimeChartUnit unit, Function<String, Ink> inks) {
        super(EDGES, unit, inks);
    }

    /// The lines, over the canvas.
    Node lines() {
        return raster.view();
    }

    double x(long moment) {
        return (double) (moment - from) / (to - from) * plotWidth();
    }

    @Override
    void resize(double width, double height) {
        super.resize(width, height);
        raster.view().relocate(0, plotTop() - OVER);
        based = null;
    }

    /// The colours are others: all is drawn anew.
    void forget() {
        based = null;
    }

    /// Draws what is not drawn yet.
    ///
    /// @return how many pictures the toolkit has to paint again; 0 where no pixel is another one
    int draw(MetricPicture picture, List<MetricLine> lines, List<TimeChart.Limit> limits) {
        from = picture.from();
        to = picture.to();
        TimeChartAxis axis = fit(lines.stream().mapToDouble(line -> line.max(from)).max().orElse(0), limits);
        var base = new Base(from, to, axis, lines.isEmpty() && limits.isEmpty(), limits, picture.marks());
        boolean moved = !base.equals(based);
        if (moved) base(base);
        based = base;
        if (small()) return moved ? 1 : 0;
        var scene = canvas().getScene();
        double detail = scene == null || scene.getWindow() == null ? 1 : scene.getWindow().getOutputScaleX();
        boolean anew = raster.resize(plotWidth(), plotHeight() + 2 * OVER, detail) || moved;
        double other = anew ? 0 : other(lines);
        drawn = lines;
        if (other > plotWidth()) return 0;
        raster.begin(other);
        for (MetricLine line : lines) {
            raster.draw(line, paint(line.hue()), this::x, value -> y(value) - plotTop() + OVER, lines
                    .size() == 1);
        }
        return raster.end() + (moved ? 1 : 0);
    }

    /// From which x on the lines are not those drawn.
    private double other(List<MetricLine> lines) {
        if (lines.size() != drawn.size()) return 0;
        double other = Double.POSITIVE_INFINITY;
        for (int i = 0; i < lines.size(); i++) {
            MetricLine line = lines.get(i);
            MetricLine before = drawn.get(i);
            if (!line.isLike(before)) return 0;
            int common = line.common(before);
            if (common == line.at().length && common == before.at().length) continue;
            // the stroke begins at the value before, and a value alone is a dot
            other = Math.min(other, common == 0 ? 0 : x(line.at()[common - 1]) - OVER);
        }
        return Math.max(0, other);
    }

    private boolean small() {
        return plotWidth() < 40 || plotHeight() < 30;
    }

    private void base(Base base) {
        GraphicsContext pen = canvas().getGraphicsContext2D();
        pen.clearRect(0, 0, canvas().getWidth(), canvas().getHeight());
        raster.view().setVisible(!small());
        if (small()) return;
        grid(pen, base.axis, base.empty);
        times(pen);
        for (TimeChart.Limit limit : base.limits)
            named(pen, limit);
        marks(pen, base.marks);
    }

    private void times(GraphicsContext pen) {
        pen.setFill(paint("ink-muted"));
        pen.setTextBaseline(VPos.BOTTOM);
        double low = canvas().getHeight() - 3;
        for (TimeTicks.Tick tick : TimeTicks.of(from, to, (int) (plotWidth() / COLUMN), ZoneId.systemDefault())) {
            double x = x(tick.epochMillis());
            double half = tick.text().length() * 3.2;
            pen.setTextAlign(x < half ? TextAlignment.LEFT : TextAlignment.CENTER);
            pen.fillText(tick.text(), x < half ? 0 : x, low);
        }
    }

    private void named(GraphicsContext pen, TimeChart.Limit limit) {
        double y = limit(pen, limit);
        String words = Text.of("chart.limit", limit.name(), unit().figure(limit.value())).replace("  ", " ");
        // no line of the grid goes through it
        pen.setFill(paint("ink-page"));
        pen.fillRect(0, y + 2, width(words) + 6, 13);
        pen.setFill(paint(limit.hue()));
        small(pen);
        pen.setTextAlign(TextAlignment.LEFT);
        pen.setTextBaseline(VPos.TOP);
        pen.fillText(words, 2, y + 2);
    }

    private void marks(GraphicsContext pen, List<Mark> marks) {
        double last = -10;
        for (Mark mark : marks) {
            double x = crisp(x(mark.epochMillis()));
            if (x < 0 || x > plotWidth() || x - last < 2) continue;
            last = x;
            Paint ink = paint(ink(mark.kind()));
            pen.setStroke(ink);
            pen.setFill(ink);
            pen.setLineWidth(1);
            pen.setGlobalAlpha(0.6);
            pen.setLineDashes(3, 3);
            pen.strokeLine(x, plotTop(), x, plotTop() + plotHeight());
            pen.setLineDashes();
            pen.setGlobalAlpha(1);
            double top = plotTop();
            pen.fillPolygon(new double[]{x - 4, x + 4, x}, new double[]{top - 3, top - 3, top + 4}, 3);
        }
    }

    static String ink(Mark.Kind kind) {
        return switch (kind) {
            case DEPLOY, SWAP -> "hue-1";
            case READY, HEALTHY -> "ink-good";
            case STOPPED, SCALE -> "ink-muted";
            case RESTART -> "ink-warn";
            case FAILED, UNHEALTHY -> "ink-bad";
        };
    }
}
