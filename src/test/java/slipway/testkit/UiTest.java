package slipway.testkit;

import java.nio.file.Path;
import java.util.concurrent.Callable;

import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

import slipway.ui.Shots;
import slipway.ui.Theme;

import static org.junit.jupiter.api.Assertions.assertEquals;

/// Base of the tests that need a window: a stage, a robot (this), and pictures in `target/shots`. Every test gets an
/// empty stage; nodes are made and touched in [#fx].
public abstract class UiTest extends FxRobot {
    protected static final Path SHOTS = Path.of(System.getProperty("slipway.basedir", "."), "target", "shots");

    private Stage stage;

    @BeforeAll
    static void toolkit() throws Exception {
        FxToolkit.registerPrimaryStage();
        WaitForAsyncUtils.waitForAsyncFx(10_000, HeadlessShim::install);
        WaitForAsyncUtils.autoCheckException = false;
    }

    @BeforeEach
    void freshStage() throws Exception {
        stage = FxToolkit.registerStage(Stage::new);
    }

    @AfterEach
    void closeStage() throws Exception {
        fx(() -> {
            stage.hide();
            return null;
        });
        FxToolkit.cleanupStages();
        release(new javafx.scene.input.KeyCode[0]);
        release(new javafx.scene.input.MouseButton[0]);
    }

    protected Stage stage() {
        return stage;
    }

    /// Runs `work` on the FX thread and waits for it.
    protected <T> T fx(Callable<T> work) {
        return WaitForAsyncUtils.waitForAsyncFx(20_000, work);
    }

    protected void fxRun(Runnable work) {
        WaitForAsyncUtils.waitForAsyncFx(20_000, work);
    }

    /// Shows `view` alone in a window of this size, in the light theme.
    protected void show(Region view, double width, double height) {
        fxRun(() -> {
            Parent root = new StackPane(view);
            stage.setScene(new Scene(root, width, height));
            Theme.apply(stage.getScene(), false);
            stage.show();
            stage.setWidth(width);
            stage.setHeight(height);
        });
        settle();
    }

    protected void resize(double width, double height) {
        fxRun(() -> {
            stage.setWidth(width);
            stage.setHeight(height);
        });
        settle();
    }

    protected void theme(boolean dark) {
        fxRun(() -> Theme.apply(stage.getScene(), dark));
        settle();
    }

    /// Waits until queued FX work and two layout pulses have gone by.
    protected void settle() {
        WaitForAsyncUtils.waitForFxEvents();
        WaitForAsyncUtils.waitForFxEvents();
    }

    /// Opens a dialog or a window with `open`, and closes it again: everybody can use it, in both themes, without a
    /// mouse, and with text of twice the size. [slipway.OpenedTest] asks for one in each source that opens any.
    protected void everybodyCanUse(String source, Runnable open) {
        assertEquals("", String.join("\n", new Opened(stage, source, open).faults()));
    }

    /// Leaves `target/shots/NAME.png`.
    protected void shot(String name) {
        settle();
        fxRun(() -> Shots.write(SHOTS.resolve(name + ".png")));
    }

    /// [#shot] in both themes and in 1440×900 and 1024×700.
    protected void shots(String name) {
        for (boolean dark : new boolean[]{false, true}) {
            theme(dark);
            for (int[] size : new int[][]{{1440, 900}, {1024, 700}}) {
                resize(size[0], size[1]);
                shot(name + "-" + (dark ? "dark" : "light") + "-" + size[0]);
            }
        }
    }
}
