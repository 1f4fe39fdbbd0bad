package slipway.ui.widget;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;

import org.jspecify.annotations.Nullable;

/// What mouse and keys do on the charts of a [MetricsPanel]: the wheel zooms, sideways or with Shift it pans; dragging
/// zooms to what was dragged over, with Shift it pans; a double click goes back to now. FX thread.
final class MetricsHand {
    private static final double STEP = 1.25;
    private static final double LEAST_DRAG = 5;

    private final List<MetricChart> charts;
    private final Consumer<Function<Moment, TimeWindow>> change;
    private final Runnable reset;
    private double dragBegan = Double.NaN;
    private boolean panning;
    private @Nullable Moment grabbed;

    /// The window as it is, at a moment in milliseconds since 1970.
    record Moment(TimeWindow window, long now) {}

    /// @param change gives the window its next one
    /// @param reset  back to the range that was chosen, going on by itself
    MetricsHand(List<MetricChart> charts, Consumer<Function<Moment, TimeWindow>> change, Runnable reset) {
        this.charts = charts;
        this.change = change;
        this.reset = reset;
        charts.forEach(this::take);
    }

    private void take(MetricChart chart) {
        chart.setFocusTraversable(true);
        chart.addEventHandler(MouseEvent.MOUSE_MOVED, event -> cursor(chart, event.getX()));
        chart.addEventHandler(MouseEvent.MOUSE_EXITED, event -> {
            if (Double.isNaN(dragBegan)) charts.forEach(each -> each.cursor(Double.NaN, Double.NaN, false));
        });
        chart.addEventHandler(ScrollEvent.SCROLL, event -> scrolled(chart, event));
        chart.addEventHandler(MouseEvent.MOUSE_PRESSED, event -> pressed(chart, event));
        chart.addEventHandler(MouseEvent.MOUSE_DRAGGED, event -> dragged(chart, event));
        chart.addEventHandler(MouseEvent.MOUSE_RELEASED, event -> released(chart, event));
        chart.addEventHandler(KeyEvent.KEY_PRESSED, this::key);
    }

    private void cursor(MetricChart chart, double x) {
        double share = chart.share(x);
        charts.forEach(each -> each.cursor(share, panning ? Double.NaN : dragBegan, each.equals(chart)));
    }

    private void scrolled(MetricChart chart, ScrollEvent event) {
        // with Shift the toolkit turns the wheel sideways
        if (event.getDeltaX() != 0) {
            double share = -event.getDeltaX() / chart.plotWidth();
            change.accept(moment -> moment.window.panned(share, moment.now));
        } else if (event.getDeltaY() != 0) {
            double share = chart.share(event.getX());
            double factor = event.getDeltaY() > 0 ? 1 / STEP : STEP;
            change.accept(moment -> moment.window.zoomed(factor, share, moment.now));
        }
        event.consume();
    }

    private void pressed(MetricChart chart, MouseEvent event) {
        chart.requestFocus();
        // the scroll pane would take the focus
        event.consume();
        if (event.getClickCount() == 2) {
            reset.run();
            return;
        }
        panning = event.isShiftDown() || event.getButton() == MouseButton.MIDDLE;
        dragBegan = chart.share(event.getX());
        change.accept(moment -> {
            grabbed = moment;
            return moment.window;
        });
    }

    private void dragged(MetricChart chart, MouseEvent event) {
        cursor(chart, event.getX());
        Moment start = grabbed;
        if (!panning || start == null) return;
        double share = dragBegan - chart.share(event.getX());
        change.accept(moment -> start.window.panned(share, start.now));
    }

    private void released(MetricChart chart, MouseEvent event) {
        double end = chart.share(event.getX());
        double begin = dragBegan;
        dragBegan = Double.NaN;
        cursor(chart, event.getX());
        if (panning || Double.isNaN(begin) || Math.abs(end - begin) * chart.plotWidth() < LEAST_DRAG) return;
        change.accept(moment -> TimeWindow.between(moment.window.at(Math.min(begin, end), moment.now), moment.window
                .at(Math.max(begin, end), moment.now), moment.now));
    }

    private void key(KeyEvent event) {
        switch (event.getCode()) {
            case LEFT -> change.accept(moment -> moment.window.panned(-0.2, moment.now));
            case RIGHT -> change.accept(moment -> moment.window.panned(0.2, moment.now));
            case PLUS, ADD, EQUALS -> change.accept(moment -> moment.window.zoomed(1 / STEP, 0.5, moment.now));
            case MINUS, SUBTRACT -> change.accept(moment -> moment.window.zoomed(STEP, 0.5, moment.now));
            case HOME -> reset.run();
            default -> {
                return;
            }
        }
        event.consume();
    }
}
