package slipway.ui;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import javafx.geometry.Rectangle2D;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.SnapshotParameters;
import javafx.scene.canvas.Canvas;
import javafx.scene.image.Image;
import javafx.scene.paint.Color;
import javafx.stage.Window;

/// Pictures of what is on the screen: all showing windows put together, at scale 1, on every platform. FX thread.
public final class Shots {
    private Shots() {}

    /// The main window with its dialogs, popups and tooltips over it.
    public static Image compose() {
        List<Window> windows = Window.getWindows().stream().filter(Window::isShowing)
                .filter(window -> window.getScene() != null).toList();
        double left = windows.stream().mapToDouble(Shots::x).min().orElse(0);
        double top = windows.stream().mapToDouble(Shots::y).min().orElse(0);
        double right = windows.stream().mapToDouble(window -> x(window) + window.getScene().getWidth()).max().orElse(1);
        double low = windows.stream().mapToDouble(window -> y(window) + window.getScene().getHeight()).max().orElse(1);
        var canvas = new Canvas(Math.ceil(right - left), Math.ceil(low - top));
        for (Window window : windows) {
            canvas.getGraphicsContext2D().drawImage(picture(window.getScene()), x(window) - left, y(window) - top);
        }
        var parameters = new SnapshotParameters();
        parameters.setFill(Color.WHITE);
        return canvas.snapshot(parameters, null);
    }

    /// [#compose] as a PNG file.
    public static void write(Path file) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) Files.createDirectories(folder);
            Files.write(file, Png.encode(compose()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Image picture(Scene scene) {
        Parent root = scene.getRoot();
        root.applyCss();
        root.layout();
        var parameters = new SnapshotParameters();
        parameters.setFill(Color.TRANSPARENT);
        // a shadow may reach out of the window
        parameters.setViewport(new Rectangle2D(0, 0, scene.getWidth(), scene.getHeight()));
        return root.snapshot(parameters, null);
    }

    private static double x(Window window) {
        return window.getX() + window.getScene().getX();
    }

    private static double y(Window window) {
        return window.getY() + window.getScene().getY();
    }
}
