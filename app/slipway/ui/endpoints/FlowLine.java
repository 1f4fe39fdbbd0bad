package slipway.ui.endpoints;

import javafx.scene.shape.CubicCurve;

/// One line of a [FlowView], with level ends; the style sheet gives its colour. FX thread.
final class FlowLine extends CubicCurve {
    static final double WIDEST = 14;
    static final double THINNEST = 1.5;
    private static final double PALE = 0.55;

    private String ink = "";

    FlowLine() {
        setManaged(false);
        getStyleClass().add("flow-line");
    }

    /// Width in pixels of `perSecond` requests where `most` is the whole.
    static double width(double perSecond, double most) {
        return perSecond <= 0 ? THINNEST : Math.max(2, WIDEST * Math.min(1, perSecond / most));
    }

    /// `hue-1` … `hue-8`, `flow-warn`, `flow-bad` or `flow-idle`.
    void ink(String style) {
        if (style.equals(ink)) return;
        ink = style;
        getStyleClass().setAll("flow-line", style);
    }

    /// A dashed one stays thin: its width would hide the dashes.
    void show(FlowDots.Path path, double width, boolean dashed) {
        double bend = (path.toX() - path.fromX()) / 2;
        setStartX(path.fromX());
        setStartY(path.fromY());
        setControlX1(path.fromX() + bend);
        setControlY1(path.fromY());
        setControlX2(path.toX() - bend);
        setControlY2(path.toY());
        setEndX(path.toX());
        setEndY(path.toY());
        setStrokeWidth(dashed ? Math.min(width, 3) : width);
        setOpacity(width > 3 && !dashed ? PALE : 0.9);
        if (getStrokeDashArray().isEmpty() == dashed) {
            getStrokeDashArray().setAll(dashed ? new Double[]{5.0, 5.0} : new Double[0]);
        }
    }
}
