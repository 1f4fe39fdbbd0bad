package slipway.rollout;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;

/// A chart over time as inline SVG, colours by class name from the page’s style. One use each; for one thread.
final class Chart {
    private static final int WIDTH = 760;
    private static final int HEIGHT = 230;
    private static final int RIGHT = 70;
    private static final int BOTTOM = 24;
    private static final int TOP = 18;

    private final StringBuilder shapes = new StringBuilder();
    private final double from;
    private final double to;
    private final double most;

    /// A point in time (seconds) with its value; NaN makes a gap.
    record Point(double at, double value) {}

    /// @param most the highest value to be shown, above 0
    Chart(double from, double to, double most) {
        this.from = from;
        this.to = Math.max(to, from + 1);
        this.most = most > 0 && Double.isFinite(most) ? round(most) : 1;
    }

    /// The next of 1, 1.5, 2, 2.5, 3, 4, 5, 6, 8 × 10ⁿ, so that quarters of it can be read.
    private static double round(double value) {
        double unit = Math.pow(10, Math.floor(Math.log10(value)));
        for (double step : new double[]{1, 1.5, 2, 2.5, 3, 4, 5, 6, 8}) {
            if (value <= step * unit) return step * unit;
        }
        return 10 * unit;
    }

    void line(String style, List<Point> points) {
        for (List<Point> run : runs(points)) {
            shapes.append("<polyline class=\"").append(style).append("\" points=\"");
            run.forEach(point -> place(point.at(), point.value()));
            shapes.append("\"/>\n");
        }
    }

    /// Between two lines of the same times.
    void band(String style, List<Point> low, List<Point> high) {
        List<List<Point>> lows = runs(low);
        List<List<Point>> highs = runs(high);
        if (lows.size() != highs.size()) return;
        for (int i = 0; i < lows.size(); i++) {
            shapes.append("<polygon class=\"").append(style).append("\" points=\"");
            lows.get(i).forEach(point -> place(point.at(), point.value()));
            highs.get(i).reversed().forEach(point -> place(point.at(), point.value()));
            shapes.append("\"/>\n");
        }
    }

    /// An upright line with a word at its top; `word` must be safe as markup.
    void mark(double at, String word) {
        shapes.append(String.format(Locale.ENGLISH,
                "<line class=\"mark\" x1=\"%1$.1f\" y1=\"%2$d\" x2=\"%1$.1f\" y2=\"%3$d\"/>"
                        + "<text x=\"%4$.1f\" y=\"12\">%5$s</text>%n",
                x(at), TOP, HEIGHT - BOTTOM, x(at) + 3, word));
    }

    /// @param title for those who do not see the picture; safe as markup
    String svg(String title, DoubleFunction<String> value, DoubleFunction<String> time) {
        var svg = new StringBuilder(String.format(Locale.ENGLISH,
                "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">%n", WIDTH, HEIGHT, title));
        for (int i = 0; i <= 4; i++) {
            double y = y(most * i / 4);
            svg.append(String.format(Locale.ENGLISH,
                    "<line class=\"grid\" x1=\"0\" y1=\"%1$.1f\" x2=\"%2$d\" y2=\"%1$.1f\"/>"
                            + "<text x=\"%3$d\" y=\"%4$.1f\">%5$s</text>%n",
                    y, WIDTH - RIGHT, WIDTH - RIGHT + 6, y + 4, value.apply(most * i / 4)));
            double at = from + (to - from) * i / 4;
            svg.append(String.format(Locale.ENGLISH, "<text class=\"%s\" x=\"%.1f\" y=\"%d\">%s</text>%n",
                    i == 0 ? "first" : i == 4 ? "last" : "middle", x(at), HEIGHT - 6, time.apply(at - from)));
        }
        return svg.append(shapes).append("</svg>\n").toString();
    }

    private void place(double at, double value) {
        shapes.append(String.format(Locale.ENGLISH, "%.1f,%.1f ", x(at), y(value)));
    }

    private double x(double at) {
        return (at - from) / (to - from) * (WIDTH - RIGHT);
    }

    private double y(double value) {
        return HEIGHT - BOTTOM - Math.clamp(value / most, 0, 1) * (HEIGHT - BOTTOM - TOP);
    }

    private static List<List<Point>> runs(List<Point> points) {
        var runs = new ArrayList<List<Point>>();
        List<Point> run = new ArrayList<>();
        for (Point point : points) {
            if (!Double.isNaN(point.value())) {
                run.add(point);
            } else if (!run.isEmpty()) {
                runs.add(run);
                run = new ArrayList<>();
            }
        }
        if (!run.isEmpty()) runs.add(run);
        return runs;
    }
}
