package slipway.ui.widget;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongToDoubleFunction;

import javafx.scene.Group;
import javafx.scene.Node;
import javafx.scene.paint.Color;
import javafx.scene.paint.Paint;

/// The lines of a [MetricChart] as pixels, column by column: a stroked path costs the software renderer thirty times as
/// much for the thousands of corners of a live line. Shown as two pictures, the newest stretch by itself: a picture is
/// given to the toolkit, which paints all of it, only when one of its pixels is another one. FX thread.
final class MetricRaster {
    private static final double WIDTH = 1.5;
    private static final double[] DASHED = {5, 3};
    private static final double STEEP = 3;

    /// The newest stretch is one part in so many: two seconds of the shortest range.
    private static final int NEWEST = 24;
    private static final double LEAST_NEWEST = 16;

    private final Group view = new Group();
    private List<MetricTile> tiles = List.of();
    private int width = 1;
    private int height = 1;
    private double scale = 1;
    private int[] pixels = new int[1];
    private int first;
    /// The stretch of each column that the line runs through; NaN where it does not.
    private double[] high = new double[1];
    private double[] low = new double[1];
    private int red;
    private int green;
    private int blue;

    MetricRaster() {
        view.setMouseTransparent(true);
        view.setManaged(false);
    }

    Node view() {
        return view;
    }

    /// Has this size from now on.
    ///
    /// @param wide   in units of the scene, as `tall`
    /// @param detail pixels of the screen for one of them
    /// @return whether all has to be drawn anew
    boolean resize(double wide, double tall, double detail) {
        int nextWidth = (int) Math.ceil(wide * detail);
        int nextHeight = (int) Math.ceil(tall * detail);
        if (nextWidth == width && nextHeight == height && detail == scale) return false;
        width = Math.max(1, nextWidth);
        height = Math.max(1, nextHeight);
        scale = detail;
        pixels = new int[width * height];
        high = new double[width];
        low = new double[width];
        int newest = Math.min(width / 2, (int) Math.ceil(newest(wide) * scale));
        tiles = newest == 0
                ? List.of(new MetricTile(0, width, height, scale))
                : List.of(new MetricTile(0, width - newest, height, scale), new MetricTile(width - newest, newest,
                        height, scale));
        view.getChildren().setAll(tiles.stream().map(MetricTile::node).toList());
        return true;
    }

    /// How wide the newest stretch of a plot of `wide` is.
    static double newest(double wide) {
        return Math.max(LEAST_NEWEST, wide / NEWEST);
    }

    /// All to the right of `x`, in units of the scene, is drawn again by what follows.
    void begin(double x) {
        first = Math.clamp((long) Math.floor(x * scale), 0, width);
        for (int row = 0; row < height; row++)
            Arrays.fill(pixels, row * width + first, (row + 1) * width, 0);
    }

    /// Shows what was drawn since [#begin].
    ///
    /// @return in how many of its two pictures a pixel changed
    int end() {
        int changed = 0;
        for (MetricTile tile : tiles)
            if (tile.take(pixels, width)) changed++;
        return changed;
    }

    /// Draws `line`; `x` and `y` say where in this picture, in units of the scene.
    ///
    /// @param filled whether the area under it is tinted
    void draw(MetricLine line, Paint ink, LongToDoubleFunction x, DoubleUnaryOperator y, boolean filled) {
        var color = ink instanceof Color plain ? plain : Color.GRAY;
        red = (int) Math.round(color.getRed() * 255);
        green = (int) Math.round(color.getGreen() * 255);
        blue = (int) Math.round(color.getBlue() * 255);
        if (line.step() > 1000) {
            trace(line, line.peaks(), x, y);
            double[] peaks = high.clone();
            trace(line, line.values(), x, y);
            for (int column = first; column < width; column++)
                span(column, peaks[column], low[column], 0.18);
        } else {
            trace(line, line.values(), x, y);
        }
        if (filled) area();
        double half = WIDTH * scale / 2;
        double[] dashes = line.dashed() ? DASHED : Dashes.of(line.hue());
        for (int column = first; column < width; column++) {
            // a peak must not fall into a gap
            boolean steep = low[column] - high[column] > STEEP * scale;
            if (steep || !Dashes.gap(dashes, column / scale)) span(column, high[column] - half, low[column] + half, 1);
        }
    }

    /// Row by row, as the pixels lie in memory; what was there before is not kept: it is drawn first.
    private void area() {
        int alpha = 31;
        int tint = alpha << 24 | part(red, alpha, 0, 0) << 16 | part(green, alpha, 0, 0) << 8 | part(blue, alpha, 0, 0);
        for (int row = 0; row < height; row++) {
            int begin = row * width;
            for (int column = first; column < width; column++)
                if (row >= high[column]) pixels[begin + column] = tint;
        }
    }

    private void trace(MetricLine line, double[] values, LongToDoubleFunction x, DoubleUnaryOperator y) {
        Arrays.fill(high, first, width, Double.NaN);
        Arrays.fill(low, first, width, Double.NaN);
        int count = line.at().length;
        for (int i = 0; i < count; i++) {
            double toX = x.applyAsDouble(line.at()[i]) * scale;
            if (Double.isNaN(values[i]) || toX + scale < first) continue;
            double toY = y.applyAsDouble(values[i]) * scale;
            if (!line.gapBefore(i)) {
                segment(x.applyAsDouble(line.at()[i - 1]) * scale, y.applyAsDouble(values[i - 1]) * scale, toX, toY);
            } else if (i + 1 == count || line.gapBefore(i + 1)) {
                // a value alone between gaps is a dot
                segment(toX - scale, toY, toX + scale, toY);
            }
        }
    }

    private void segment(double fromX, double fromY, double toX, double toY) {
        int last = (int) Math.min(width - 1, Math.floor(toX));
        double rise = toX > fromX ? (toY - fromY) / (toX - fromX) : 0;
        for (int column = (int) Math.max(first, Math.floor(fromX)); column <= last; column++) {
            double begin = fromY + rise * (Math.max(fromX, column) - fromX);
            double end = toX <= column + 1 ? toY : fromY + rise * (column + 1 - fromX);
            high[column] = least(high[column], Math.min(begin, end));
            low[column] = most(low[column], Math.max(begin, end));
        }
    }

    private static double least(double known, double next) {
        return Double.isNaN(known) ? next : Math.min(known, next);
    }

    private static double most(double known, double next) {
        return Double.isNaN(known) ? next : Math.max(known, next);
    }

    /// Part of a column; its ends cover their pixels in part.
    private void span(int column, double top, double bottom, double alpha) {
        if (!(bottom > top)) return;
        double begin = Math.max(0, top);
        double end = Math.min(height, bottom);
        int whole = 255 << 24 | red << 16 | green << 8 | blue;
        for (int row = (int) begin; row < end; row++) {
            if (alpha == 1 && row >= begin && row + 1 <= end) {
                pixels[row * width + column] = whole;
                continue;
            }
            double covered = Math.min(row + 1, end) - Math.max(row, begin);
            blend(row * width + column, (int) Math.round(alpha * covered * 255));
        }
    }

    private void blend(int at, int alpha) {
        int under = pixels[at];
        int rest = 255 - alpha;
        pixels[at] = part(255, alpha, under >>> 24, rest) << 24 | part(red, alpha, under >> 16 & 255, rest) << 16
                | part(green, alpha, under >> 8 & 255, rest) << 8 | part(blue, alpha, under & 255, rest);
    }

    private static int part(int over, int alpha, int under, int rest) {
        int sum = over * alpha + under * rest + 128;
        // divided by 255, without dividing
        return (sum + (sum >> 8)) >> 8;
    }
}
