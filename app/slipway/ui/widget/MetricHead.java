package slipway.ui.widget;

import java.util.List;
import java.util.function.Function;

import javafx.geometry.VPos;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;

/// The line over a [MetricChart]: its name and the figure of every line, in its colour; as many as there is room for.
/// Drawn, since labels would be laid out again with every new figure. FX thread.
final class MetricHead {
    private static final double GAP = 14;
    private static final double SAMPLE = 22;
    private static final double SAMPLE_GAP = 5;

    private final Canvas canvas = new Canvas();
    private final Function<String, Ink> inks;
    private final String title;

    /// One figure: `blue 0.42 cores`.
    record Figure(String hue, String text) {}

    MetricHead(String title, Function<String, Ink> inks) {
        this.title = title;
        this.inks = inks;
        canvas.setMouseTransparent(true);
    }

    Canvas canvas() {
        return canvas;
    }

    void draw(List<Figure> figures) {
        GraphicsContext pen = canvas.getGraphicsContext2D();
        pen.clearRect(0, 0, canvas.getWidth(), canvas.getHeight());
        pen.setTextBaseline(VPos.CENTER);
        pen.setTextAlign(TextAlignment.LEFT);
        double middle = canvas.getHeight() / 2;
        pen.setFont(bold());
        pen.setFill(inks.apply("ink-text").paint());
        pen.fillText(title, 0, middle);
        ChartPlot.small(pen);
        double x = titleWidth() + GAP;
        for (int i = 0; i < figures.size(); i++) {
            Figure figure = figures.get(i);
            double sample = figures.size() > 1 ? SAMPLE + SAMPLE_GAP : 0;
            double width = sample + ChartPlot.width(figure.text);
            boolean last = i == figures.size() - 1;
            if (x + width > canvas.getWidth() - (last ? 0 : 24)) {
                pen.setFill(inks.apply("ink-muted").paint());
                pen.fillText("+" + (figures.size() - i), x, middle);
                return;
            }
            pen.setFill(inks.apply(figure.hue).paint());
            pen.fillText(figure.text, x + sample, middle);
            if (sample > 0) sample(pen, figure.hue, x, middle);
            x += width + GAP;
        }
    }

    /// A piece of the line that the figure is of.
    private void sample(GraphicsContext pen, String hue, double x, double middle) {
        pen.setStroke(inks.apply(hue).paint());
        pen.setLineWidth(2);
        pen.setLineDashes(Dashes.of(hue));
        pen.strokeLine(x, middle, x + SAMPLE, middle);
        pen.setLineDashes();
    }

    private double titleWidth() {
        var measured = new javafx.scene.text.Text(title);
        measured.setFont(bold());
        return measured.getLayoutBounds().getWidth();
    }

    private static Font bold() {
        return Font.font("Inter Medium", TextScale.of(12.5));
    }
}
