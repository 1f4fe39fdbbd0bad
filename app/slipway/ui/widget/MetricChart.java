package slipway.ui.widget;

import java.util.ArrayList;
import java.util.List;

import javafx.scene.AccessibleAttribute;
import javafx.scene.paint.Paint;

import org.jspecify.annotations.Nullable;

import slipway.base.Text;

/// One chart of a [MetricsPanel]: its lines over the time that all of them share, limits, marks, and the cursor that
/// stands in all of them. It draws only when what it shows has changed. FX thread.
final class MetricChart extends DrawnChart {
    private final MetricKind kind;
    private final MetricPainter painter;
    private final MetricCursor cursor;
    private final MetricHead head;
    private MetricPicture picture = MetricPicture.NOTHING;
    private List<TimeChart.Limit> limits = List.of();
    private double cursorShare = Double.NaN;
    private double dragShare = Double.NaN;
    private boolean under;
    private boolean cursorDirty;
    private List<MetricHead.Figure> written = List.of();
    private long painted;

    MetricChart(MetricKind kind) {
        this.kind = kind;
        painter = new MetricPainter(kind.unit, this::ink);
        cursor = new MetricCursor(painter, this::ink);
        head = new MetricHead(kind.title(), this::ink);
        getStyleClass().add("metric-chart");
        setId("chart-" + kind.name().toLowerCase(java.util.Locale.ROOT));
        nothing().setText(Text.of("metrics.nothing"));
        getChildren().addAll(painter.canvas(), painter.lines(), head.canvas(), cursor.canvas(), nothing());
        inks(List.of("ink-grid", "ink-muted", "ink-text", "ink-page", "ink-good", "ink-bad", "ink-warn", "hue-1"));
        setMinWidth(200);
        setPrefWidth(480);
        TextScale.height(this, 110, 150);
    }

    MetricKind kind() {
        return kind;
    }

    void show(MetricPicture next, List<TimeChart.Limit> nextLimits) {
        picture = next;
        limits = nextLimits;
        List<MetricLine> lines = next.of(kind);
        nothing().setVisible(lines.isEmpty());
        inks(lines.stream().map(MetricLine::hue).toList());
        inks(limits.stream().map(TimeChart.Limit::hue).toList());
        redraw();
    }

    /// Puts the cursor at `share` of the width (NaN takes it away); `drag` is where a drag began, or NaN.
    void cursor(double share, double drag, boolean under) {
        cursorShare = share;
        dragShare = drag;
        this.under = under;
        cursorDirty = true;
        requestLayout();
    }

    /// Which share of the time axis `x` of this node is.
    double share(double x) {
        return Math.clamp(x / painter.plotWidth(), 0, 1);
    }

    double plotWidth() {
        return painter.plotWidth();
    }

    /// The colour of the page it stands on.
    Paint page() {
        return ink("ink-page").paint();
    }

    /// How often something of it was given to the toolkit to be painted again, for tests and benchmarks.
    long painted() {
        return painted;
    }

    /// Every line’s figure at the cursor, or its newest.
    List<MetricHead.Figure> figures() {
        var figures = new ArrayList<MetricHead.Figure>();
        boolean placed = !Double.isNaN(cursorShare);
        long range = picture.to() - picture.from();
        long moment = picture.from() + Math.round(cursorShare * range);
        // a picture that goes on by itself ends a little ahead: in a day of them that is minutes
        long known = picture.to() - Math.round(range / Math.max(100, plotWidth())) - 1000;
        for (MetricLine line : picture.of(kind)) {
            String name = line.name().isEmpty() ? "" : line.name() + " ";
            figures.add(new MetricHead.Figure(line.hue(), name + kind.unit.figure(placed
                    ? line.valueAt(moment)
                    : line
                            .newest(known))));
        }
        return figures;
    }

    @Override
    public @Nullable Object queryAccessibleAttribute(AccessibleAttribute attribute, Object... parameters) {
        if (attribute != AccessibleAttribute.TEXT) return super.queryAccessibleAttribute(attribute, parameters);
        return Text.of("chart.accessible", kind.title() + " " + String.join(", ", figures().stream().map(
                MetricHead.Figure::text).toList()));
    }

    @Override
    ChartPlot plot() {
        return painter;
    }

    @Override
    void resized(double width, double height) {
        cursor.canvas().setWidth(width);
        cursor.canvas().setHeight(height);
        // not over the newest stretch of a chart above or below: the toolkit paints what touches as one
        head.canvas().setHeight(Math.max(0, painter.plotTop() - 4));
        head.canvas().setWidth(Math.max(0, painter.plotWidth() - MetricRaster.newest(painter.plotWidth()) - 4));
        written = List.of();
    }

    @Override
    void recoloured() {
        painter.forget();
        written = List.of();
    }

    @Override
    void draw() {
        painted += painter.draw(picture, picture.of(kind), limits);
        cursorDirty = true;
    }

    @Override
    protected void layoutChildren() {
        super.layoutChildren();
        if (!cursorDirty) return;
        cursorDirty = false;
        write();
    }

    private void write() {
        List<MetricHead.Figure> figures = figures();
        if (!figures.equals(written)) {
            head.draw(figures);
            written = figures;
            painted++;
        }
        if (Double.isNaN(cursorShare)) cursor.hide();
        else
            cursor.draw(picture, picture.of(kind), cursorShare, dragShare, under);
    }
}
