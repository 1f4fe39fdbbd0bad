package slipway.ui;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import javafx.application.Platform;
import javafx.scene.Scene;

import slipway.ui.fx.Fx;

/// Tells the start bench when the first frame of a window was handed to the renderer: where the system property
/// `slipway.firstFrame` names a file, the milliseconds since the process began are written there and the window closes.
public final class FirstFrame {
    private static final String PROPERTY = "slipway.firstFrame";

    private FirstFrame() {}

    /// Call once the window shows. Does nothing unless the property is set.
    public static void watch(Scene scene) {
        String file = System.getProperty(PROPERTY);
        if (file == null) return;
        var listener = new Runnable[1];
        listener[0] = () -> {
            scene.removePostLayoutPulseListener(listener[0]);
            // the pulse after the first layout hands that frame over; the next turn is behind it
            Fx.later(() -> write(Path.of(file)));
        };
        scene.addPostLayoutPulseListener(listener[0]);
        Platform.requestNextPulse();
    }

    private static void write(Path file) {
        long now = System.currentTimeMillis();
        long began = ProcessHandle.current().info().startInstant().orElseThrow().toEpochMilli();
        try {
            Files.writeString(file, String.valueOf(now - began));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Platform.exit();
    }
}
