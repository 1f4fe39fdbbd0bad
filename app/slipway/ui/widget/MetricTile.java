package slipway.ui.widget;

import java.nio.IntBuffer;
import java.util.Arrays;

import javafx.geometry.Rectangle2D;
import javafx.scene.Node;
import javafx.scene.image.ImageView;
import javafx.scene.image.PixelBuffer;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;

/// Some columns of a [MetricRaster] as the toolkit shows them. FX thread.
final class MetricTile {
    private final int begin;
    private final int width;
    private final int height;
    private final int[] shown;
    private final PixelBuffer<IntBuffer> buffer;
    private final ImageView view;

    /// @param begin  its first column
    /// @param detail pixels of the screen for one unit of the scene
    MetricTile(int begin, int width, int height, double detail) {
        this.begin = begin;
        this.width = width;
        this.height = height;
        shown = new int[width * height];
        buffer = new PixelBuffer<>(width, height, IntBuffer.wrap(shown), PixelFormat.getIntArgbPreInstance());
        view = new ImageView(new WritableImage(buffer));
        view.setX(begin / detail);
        view.setFitWidth(width / detail);
        view.setFitHeight(height / detail);
    }

    Node node() {
        return view;
    }

    /// Shows its columns of `pixels`, which are `stride` to a row; false where they stand there already.
    boolean take(int[] pixels, int stride) {
        int top = height;
        int bottom = 0;
        for (int row = 0; row < height; row++) {
            int from = row * stride + begin;
            if (Arrays.equals(pixels, from, from + width, shown, row * width, (row + 1) * width)) continue;
            System.arraycopy(pixels, from, shown, row * width, width);
            top = Math.min(top, row);
            bottom = row + 1;
        }
        if (bottom == 0) return false;
        var changed = new Rectangle2D(0, top, width, bottom - top);
        buffer.updateBuffer(all -> changed);
        return true;
    }
}
