package slipway.ui.widget;

import java.time.ZoneId;
import java.util.List;
import java.util.function.Function;

import javafx.geometry.VPos;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.text.TextAlignment;

import slipway.series.Mark;

/// What stands over a [MetricChart]: the cursor’s line with dots and time, what happened near it, and what is being
/// dragged over. A canvas of its own that is not there while there is nothing of it. FX thread.
final class MetricCursor {
    private static final double NEAR = 6;
    private static final int MOST_WORDS = 4;
    private static final double ROW = 16;

    private final Canvas canvas = new Canvas();
    private final MetricPainter plot;
    private final Function<String, Ink> inks;

    MetricCursor(MetricPainter plot, Function<String, Ink> inks) {
        this.plot = plot;
        this.inks = inks;
        canvas.setMouseTransparent(true);
        canvas.setVisible(false);
    }

    Canvas canvas() {
        return canvas;
    }

    void hide() {
        canvas.setVisible(false);
    }

    /// @param share of the width, 0 left; NaN for none
    /// @param drag  the share at which a drag began; NaN for none
    /// @param words whether it says what happened near it: only the chart under the mouse does
    void draw(MetricPicture picture, List<MetricLine> lines, double share, double drag, boolean words) {
        canvas.setVisible(true);
        GraphicsContext pen = canvas.getGraphicsContext2D();
        pen.clearRect(0, 0, canvas.getWidth(), canvas.getHeight());
        double x = share * plot.plotWidth();
        if (!Double.isNaN(drag)) {
            pen.setFill(inks.apply("hue-1").paint());
            pen.setGlobalAlpha(0.14);
            double begin = drag * plot.plotWidth();
            pen.fillRect(Math.min(begin, x), plot.plotTop(), Math.abs(x - begin), plot.plotHeight());
            pen.setGlobalAlpha(1);
        }
        double crisp = ChartPlot.crisp(x);
        pen.setStroke(inks.apply("ink-muted").paint());
        pen.setLineWidth(1);
        pen.strokeLine(crisp, plot.plotTop(), crisp, plot.plotTop() + plot.plotHeight());
        long moment = picture.from() + Math.round(share * (picture.to() - picture.from()));
        for (MetricLine line : lines) {
            int index = line.indexAt(moment);
            if (index < 0) continue;
            pen.setFill(inks.apply(line.hue()).paint());
            pen.fillOval(x - 3, plot.y(line.values()[index]) - 3, 6, 6);
        }
        time(pen, x, TimeTicks.moment(moment, picture.to() - picture.from(), ZoneId.systemDefault()));
        if (words) happened(pen, x, picture.marks());
    }

    private void time(GraphicsContext pen, double x, String text) {
        ChartPlot.small(pen);
        double width = text.length() * TextScale.of(6.4) + 10;
        double left = Math.clamp(x - width / 2, 0, Math.max(0, plot.plotWidth() - width));
        double high = TextScale.of(16);
        double top = canvas.getHeight() - high - 2;
        pen.setFill(inks.apply("ink-text").paint());
        pen.fillRoundRect(left, top, width, high, 6, 6);
        pen.setFill(inks.apply("ink-page").paint());
        pen.setTextAlign(TextAlignment.CENTER);
        pen.setTextBaseline(VPos.CENTER);
        pen.fillText(text, left + width / 2, top + high / 2);
    }

    private void happened(GraphicsContext pen, double x, List<Mark> marks) {
        List<Mark> near = marks.stream().filter(mark -> Math.abs(plot.x(mark.epochMillis()) - x) <= NEAR).limit(
                MOST_WORDS).toList();
        if (near.isEmpty()) return;
        double width = near.stream().mapToDouble(mark -> ChartPlot.width(mark.text())).max().orElse(0) + 16;
        double left = x + 8 + width > canvas.getWidth() ? Math.max(0, x - 8 - width) : x + 8;
        double height = near.size() * TextScale.of(ROW) + 6;
        double top = plot.plotTop() + 6;
        pen.setFill(inks.apply("ink-page").paint());
        pen.fillRoundRect(left, top, width, height, 8, 8);
        pen.setStroke(inks.apply("ink-grid").paint());
        pen.strokeRoundRect(Math.floor(left) + 0.5, top + 0.5, Math.floor(width), height, 8, 8);
        pen.setTextAlign(TextAlignment.LEFT);
        pen.setTextBaseline(VPos.CENTER);
        for (int i = 0; i < near.size(); i++) {
            pen.setFill(inks.apply(MetricPainter.ink(near.get(i).kind())).paint());
            pen.fillText(near.get(i).text(), left + 8, top + 3 + TextScale.of(ROW) * (i + 0.5));
        }
    }
}
