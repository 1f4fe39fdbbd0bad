package slipway.ui;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import javafx.application.Platform;
import javafx.scene.Scene;

import org.jspecify.annotations.Nullable;

import slipway.ui.fx.Fx;

/// Tells the start benches when the first frame of a window was handed to the renderer, when its own frame with all words
/// was, and when the workspace stood in it: where the system properties `slipway.firstFrame`, `slipway.wholeFrame` and
/// `slipway.usable` name files, the time is written there in milliseconds since 1970, and the window closes after the last
/// of them. Whoever started the process knows when: Linux
/// tells the start of a process no more exactly than to the second. FX thread.
public final class FirstFrame {
    private static final @Nullable String FRAME = System.getProperty("slipway.firstFrame");
    private static final @Nullable String WHOLE = System.getProperty("slipway.wholeFrame");
    private static final @Nullable String USABLE = System.getProperty("slipway.usable");

    private FirstFrame() {}

    /// Call once the window shows. Does nothing unless a property is set.
    public static void watch(Scene scene) {
        if (FRAME != null) afterFrame(scene, FRAME, USABLE == null);
    }

    /// Call once rail and bars stand in the window. Does nothing unless a property is set.
    static void framed(Scene scene) {
        if (WHOLE != null) afterFrame(scene, WHOLE, false);
    }

    /// Call once the pages stand in the window. Does nothing unless a property is set.
    static void filled(Scene scene) {
        if (USABLE != null) afterFrame(scene, USABLE, true);
    }

    private static void afterFrame(Scene scene, String file, boolean last) {
        Fx.afterFrame(scene, () -> write(Path.of(file), last));
    }

    private static void write(Path file, boolean last) {
        long now = System.currentTimeMillis();
        try {
            Files.writeString(file, String.valueOf(now));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (last) Platform.exit();
    }
}
