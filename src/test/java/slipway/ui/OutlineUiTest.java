package slipway.ui;

import java.util.LinkedHashMap;
import java.util.Map;

import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.image.PixelReader;
import javafx.scene.layout.Region;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import slipway.base.Tasks;
import slipway.testkit.UiTest;
import slipway.ui.WindowSettings.Reading;
import slipway.ui.widget.TextScale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// The outline stands where the frame will stand, in the same colours, so that nothing jumps when that comes.
class OutlineUiTest extends UiTest {
    private static final int WIDTH = 1200;
    private static final int HEIGHT = 800;

    private final Tasks tasks = new Tasks();

    @AfterEach
    void end() {
        fxRun(() -> TextScale.become(1));
        tasks.close();
    }

    @ParameterizedTest
    @CsvSource({"light, false, 1", "dark, false, 1", "light, true, 1", "dark, false, 1.5"})
    void looksLikeTheFrameThatTakesItsPlace(String theme, boolean folded, double scale) {
        WindowSettings looks = new WindowSettings(theme, WIDTH, HEIGHT, false, folded, "overview", false)
                .withReading(new Reading(scale, Reading.SYSTEM));
        fxRun(() -> Outline.show(stage(), looks));
        shot("outline-" + theme + "-" + folded + "-" + scale);
        Map<String, Integer> before = colours(folded, scale);
        fxRun(() -> {
            var shell = new Shell(stage(), tasks, looks, new Front());
            stage().getScene().setRoot(shell.root());
            shell.applyTheme();
        });
        shot("outline-frame-" + theme + "-" + folded + "-" + scale);
        assertEquals(colours(folded, scale), before);
        assertTrue(before.values().stream().distinct().count() > 3, before.toString());
    }

    /// Whatever has a font or a skin would wait for the theme.
    @Test
    void isMadeOfPlainRegions() {
        var outline = fx(() -> new Outline(WindowSettings.DEFAULT));
        assertTrue(outline.getChildren().size() > 3);
        for (Node each : outline.getChildren())
            assertEquals(Region.class, each.getClass());
    }

    /// What the window shows at places that hold no word of the frame.
    private Map<String, Integer> colours(boolean folded, double scale) {
        settle();
        int rail = (int) (folded ? 56 * scale : 100 * scale + 100);
        int top = (int) (48 * scale);
        int status = HEIGHT - (int) (28 * scale);
        return fx(() -> {
            Scene scene = stage().getScene();
            PixelReader pixels = scene.snapshot(null).getPixelReader();
            var all = new LinkedHashMap<String, Integer>();
            all.put("bar", pixels.getArgb(3, 3));
            all.put("edge of the bar", pixels.getArgb(3, top - 1));
            all.put("rail", pixels.getArgb(3, top + 3));
            all.put("edge of the rail", pixels.getArgb(rail - 1, HEIGHT / 2));
            all.put("page", pixels.getArgb(rail + 3, top + 3));
            all.put("status bar", pixels.getArgb(3, status + 3));
            all.put("edge of the status bar", pixels.getArgb(3, status));
            all.put("first line", pixels.getArgb(rail + 40, top + 26));
            all.put("last line", pixels.getArgb(rail + 40, top + 26 + 7 * 24));
            all.put("beside the last line", pixels.getArgb(WIDTH - 40, top + 26 + 7 * 24));
            return all;
        });
    }
}
