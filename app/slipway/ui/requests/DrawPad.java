package slipway.ui.requests;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.function.Consumer;

import javafx.scene.Cursor;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.image.Image;
import javafx.scene.image.PixelReader;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.StackPane;
import javafx.scene.paint.Color;

import slipway.base.Text;

/// A grid to draw a bright line on dark ground into, as handwritten digits come; the other mouse button rubs out. FX
/// thread.
final class DrawPad extends StackPane {
    private static final double SIDE = 240;
    /// How far a stroke reaches, in cells.
    private static final double REACH = 1.1;
    private static final int STEPS = 50;

    private final int height;
    private final int width;
    private final double cell;
    private final Canvas canvas;
    private final Consumer<double[][]> changed;
    private final Deque<double[][]> before = new ArrayDeque<>();
    private double[][] pixels;
    private double lastX;
    private double lastY;

    DrawPad(int height, int width, Consumer<double[][]> changed) {
        this.height = height;
        this.width = width;
        this.changed = changed;
        cell = SIDE / Math.max(height, width);
        canvas = new Canvas(cell * width, cell * height);
        pixels = new double[height][width];
        setId("draw-pad");
        setAccessibleText(Text.of("requestedit.image.pad", width, height));
        canvas.setCursor(Cursor.CROSSHAIR);
        canvas.setOnMousePressed(event -> {
            remember();
            lastX = event.getX();
            lastY = event.getY();
            stroke(event);
        });
        canvas.setOnMouseDragged(this::stroke);
        canvas.setOnMouseReleased(event -> changed.accept(pixels));
        getChildren().add(canvas);
        paint();
    }

    void show(double[][] shown) {
        pixels = shown;
        paint();
    }

    void clear() {
        remember();
        put(new double[height][width]);
    }

    /// Takes the last stroke, image or clearing back; nothing where there is none.
    void undo() {
        double[][] last = before.pollLast();
        if (last != null) put(last);
    }

    private void put(double[][] next) {
        show(next);
        changed.accept(pixels);
    }

    private void remember() {
        before.addLast(Arrays.stream(pixels).map(double[]::clone).toArray(double[][]::new));
        if (before.size() > STEPS) before.removeFirst();
    }

    /// Scales an image into the grid; dark ink on white paper is turned round.
    void read(Path file) {
        var image = new Image(file.toUri().toString(), width, height, false, true);
        PixelReader reader = image.getPixelReader();
        if (image.isError() || reader == null) return;
        var read = new double[height][width];
        double sum = 0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                Color color = reader.getColor(x, y);
                read[y][x] = color.getBrightness() * color.getOpacity();
                sum += read[y][x];
            }
        }
        boolean paper = sum / (height * width) > 0.5;
        for (double[] row : read)
            for (int x = 0; paper && x < width; x++)
                row[x] = 1 - row[x];
        remember();
        put(read);
    }

    private void stroke(MouseEvent event) {
        boolean rub = event.getButton() != MouseButton.PRIMARY || event.isShiftDown();
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double far = distance(x + 0.5, y + 0.5, lastX / cell, lastY / cell, event.getX() / cell, event
                        .getY() / cell);
                double ink = Math.clamp(1.35 - far / REACH, 0, 1);
                if (rub) pixels[y][x] = far < REACH ? 0 : pixels[y][x];
                else
                    pixels[y][x] = Math.max(pixels[y][x], ink);
            }
        }
        lastX = event.getX();
        lastY = event.getY();
        paint();
    }

    /// From a point to the line drawn since the last event: a fast hand leaves no gaps.
    private static double distance(double x, double y, double fromX, double fromY, double toX, double toY) {
        double square = (toX - fromX) * (toX - fromX) + (toY - fromY) * (toY - fromY);
        double part = square == 0 ? 0 : ((x - fromX) * (toX - fromX) + (y - fromY) * (toY - fromY)) / square;
        double along = Math.clamp(part, 0, 1);
        return Math.hypot(x - fromX - along * (toX - fromX), y - fromY - along * (toY - fromY));
    }

    private void paint() {
        GraphicsContext paper = canvas.getGraphicsContext2D();
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                paper.setFill(Color.gray(pixels[y][x]));
                paper.fillRect(x * cell, y * cell, cell, cell);
            }
        }
    }
}
