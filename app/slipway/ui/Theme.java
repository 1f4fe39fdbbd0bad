package slipway.ui;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

import javafx.application.Application;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.collections.ObservableList;
import javafx.scene.Scene;
import javafx.scene.text.Font;
import javafx.stage.Stage;
import javafx.stage.Window;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;

import slipway.ui.widget.Fitting;
import slipway.ui.widget.Motion;
import slipway.ui.widget.Sheets;
import slipway.ui.widget.TextScale;
import slipway.ui.widget.WholeText;

/// The look: AtlantaFX Primer in light or dark with `studio.css` over it, and our fonts. FX thread.
public final class Theme {
    /// Only the weights in use, because each costs time before the first frame.
    private static final List<String> FONTS = List.of("Inter-Regular.otf", "Inter-Medium.otf", "Inter-SemiBold.otf",
            "JetBrainsMono-Regular.ttf");

    private static boolean fonts;
    private static boolean dark;

    private Theme() {}

    /// `choice` is `system`, `light` or `dark`.
    public static boolean isDark(String choice) {
        return switch (choice) {
            case "dark" -> true;
            case "light" -> false;
            default -> Platform.getPreferences().getColorScheme() == ColorScheme.DARK;
        };
    }

    /// Puts the look on `scene` and every other that is open, and the theme on the whole application.
    public static void apply(Scene scene, boolean toDark) {
        loadFonts();
        String sheet = (toDark ? new PrimerDark() : new PrimerLight()).getUserAgentStylesheet();
        if (!sheet.equals(Application.getUserAgentStylesheet())) Application.setUserAgentStylesheet(sheet);
        dark = toDark;
        dress(scene);
        // windows beside it
        for (Window each : Window.getWindows()) {
            if (each instanceof Stage && each.getScene() != null) dress(each.getScene());
        }
    }

    /// Puts the look as it is now on another scene; a dialog’s content and first size have to be set before.
    public static void dress(Scene scene) {
        Sheets.wear(scene, "studio");
        ObservableList<String> styles = scene.getRoot().getStyleClass();
        styles.removeAll("light", "dark");
        styles.add(dark ? "dark" : "light");
        Fitting.of(scene);
        WholeText.of(scene);
    }

    /// Every text of every window is `factor` times as large: 1 to 2 in steps of 0.1, whatever else is rounded to one.
    public static void scale(double factor) {
        TextScale.become(factor);
    }

    /// `choice` is `system`, `reduced` (nothing moves by itself) or `full`.
    public static void motion(String choice) {
        Motion.become(choice);
    }

    private static void loadFonts() {
        if (fonts) return;
        fonts = true;
        for (String file : FONTS) {
            try (InputStream in = Theme.class.getResourceAsStream("/fonts/" + file)) {
                Font.loadFont(in, 13);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
