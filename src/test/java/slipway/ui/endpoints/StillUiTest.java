package slipway.ui.endpoints;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javafx.scene.control.ProgressBar;
import javafx.scene.layout.VBox;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import slipway.testkit.UiTest;
import slipway.ui.Theme;
import slipway.ui.widget.Motion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// Where a person wishes so, nothing moves by itself.
class StillUiTest extends UiTest {
    private static final Pattern MOVES = Pattern.compile(
            "import javafx\\.animation\\.(?!Animation;|KeyFrame;|PauseTransition;)");

    @AfterEach
    void asBefore() {
        fxRun(() -> Theme.motion("system"));
    }

    @Test
    void dotsAndBarsStandStill() {
        fxRun(() -> Theme.motion("full"));
        FlowDots dots = fx(FlowDots::new);
        ProgressBar bar = fx(Motion::busy);
        show(new VBox(dots, bar), 400, 200);
        fxRun(() -> {
            dots.follow(List.of(new FlowDots.Path(0, 0, 100, 0, true, "hue-1")));
            dots.alive();
        });
        assertTrue(fx(dots::running));
        assertTrue(fx(bar::isIndeterminate));
        fxRun(() -> Theme.motion("reduced"));
        assertFalse(fx(dots::running));
        assertFalse(fx(dots::isVisible));
        assertFalse(fx(bar::isIndeterminate));
        fxRun(dots::alive);
        assertFalse(fx(dots::running), "news does not start it");
        fxRun(() -> Theme.motion("full"));
        assertTrue(fx(dots::running));
    }

    @Test
    void whateverMovesAsksFirst() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(System.getProperty("slipway.basedir"), "app"))) {
            assertEquals(List.of(), files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> movesUnasked(read(file))).toList());
        }
        assertTrue(movesUnasked("import javafx.animation.FadeTransition;"));
        assertTrue(movesUnasked("var bar = new ProgressBar();"));
        assertFalse(movesUnasked("import javafx.animation.PauseTransition;"));
    }

    private static boolean movesUnasked(String code) {
        boolean moves = MOVES.matcher(code).find() || code.contains("new ProgressBar()")
                || code.contains("new ProgressIndicator()");
        return moves && !code.contains("Motion.still()") && !code.contains("class Motion ");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
