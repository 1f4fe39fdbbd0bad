package slipway.ui.widget;

import java.util.Arrays;

import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.layout.Region;

/// A small line over time without axes: the newest value at the right, the floor at zero. FX thread.
public final class Sparkline extends Region {
    private final Canvas canvas = new Canvas();
    private final Ink ink;
    private double[] values = new double[0];
    private double ceiling = Double.NaN;

    /// `hue` is a style class of [Ink].
    public Sparkline(String hue, double width, double height) {
        ink = new Ink(hue);
        getChildren().addAll(canvas, ink);
        setPrefSize(width, height);
        setMinSize(24, height);
        ink.onChange(this::draw);
    }

    /// Oldest first; NaN leaves a gap.
    public void show(double[] series) {
        if (Arrays.equals(values, series)) return;
        values = series.clone();
        draw();
    }

    /// Fixes the top instead of fitting it to the values.
    public void ceiling(double value) {
        ceiling = value;
    }

    public void hue(String style) {
        ink.become(style);
    }

    @Override
    protected void layoutChildren() {
        double width = getWidth();
        double height = getHeight();
        if (canvas.getWidth() == width && canvas.getHeight() == height) return;
        canvas.setWidth(width);
        canvas.setHeight(height);
        draw();
    }

    private void draw() {
        GraphicsContext pen = canvas.getGraphicsContext2D();
        double width = canvas.getWidth();
        double height = canvas.getHeight();
        pen.clearRect(0, 0, width, height);
        if (values.length < 2 || width <= 0) return;
        double top = ceiling;
        if (Double.isNaN(top)) {
            top = 1e-9;
            for (double value : values)
                if (value > top) top = value;
        }
        double step = width / (values.length - 1);
        pen.setFill(ink.paint());
        pen.setStroke(ink.paint());
        pen.setLineWidth(1.5);
        pen.setGlobalAlpha(0.14);
        area(pen, step, top, height);
        pen.setGlobalAlpha(1);
        line(pen, step, top, height);
    }

    private void area(GraphicsContext pen, double step, double top, double height) {
        pen.beginPath();
        pen.moveTo(0, height);
        for (int i = 0; i < values.length; i++)
            pen.lineTo(i * step, y(values[i], top, height));
        pen.lineTo((values.length - 1) * step, height);
        pen.closePath();
        pen.fill();
    }

    private void line(GraphicsContext pen, double step, double top, double height) {
        pen.beginPath();
        boolean down = false;
        for (int i = 0; i < values.length; i++) {
            if (Double.isNaN(values[i])) {
                down = false;
            } else if (down) {
                pen.lineTo(i * step, y(values[i], top, height));
            } else {
                pen.moveTo(i * step, y(values[i], top, height));
                down = true;
            }
        }
        pen.stroke();
    }

    private static double y(double value, double top, double height) {
        double share = Double.isNaN(value) ? 0 : Math.clamp(value / top, 0, 1);
        return height - 1 - share * (height - 3);
    }
}
