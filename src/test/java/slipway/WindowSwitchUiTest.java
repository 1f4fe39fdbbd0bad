package slipway;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.input.DragEvent;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.util.WaitForAsyncUtils;

import slipway.base.Progress;
import slipway.base.Tasks;
import slipway.base.Text;
import slipway.bundle.BundleWish;
import slipway.bundle.BundleWriter;
import slipway.spec.Workspace;
import slipway.testkit.Drags;
import slipway.testkit.UiTest;
import slipway.ui.Opening;
import slipway.ui.Parts;
import slipway.ui.StudioApp;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

/// The whole window leaves one workspace for that of a bundle that was dropped on it, and keeps the first where the second
/// cannot be had.
class WindowSwitchUiTest extends UiTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    private Path folder;
    private final Tasks tasks = new Tasks();
    private final AtomicReference<@Nullable Parts> parts = new AtomicReference<>();

    @Test
    void aDroppedBundleIsOpenedAndShownInTheSameWindow() throws Exception {
        Path one = workspace("one");
        Opening opening = StudioOpener.opening(one, null, null, false, null);
        var app = new StudioApp();
        start(app, opening, opening.close(), opening.elsewhere());
        try {
            Node first = fx(() -> stage().getScene().getRoot());
            Path file = offered();
            try (Workspace held = Workspace.open(folder.resolve("two"), tasks)) {
                held.lock();
                yes();
                await().atMost(LONG).until(() -> fx(() -> lookup(".problem-sheet").tryQuery().isPresent()));
                assertEquals(first, fx(() -> stage().getScene().getRoot()), "nothing is lost");
            }
            drop(file);
            yes();
            await().atMost(LONG).until(() -> fx(() -> lookup("Show two in this window?").tryQuery().isPresent()));
            yes();
            await().atMost(LONG).until(() -> !first.equals(fx(() -> stage().getScene().getRoot())));
            await().atMost(LONG).until(() -> Files.exists(folder.resolve("two/.slipway/lock")) && named("one"));
            assertNotEquals(first, fx(() -> stage().getScene().getRoot()));
            shot("bundle-shown");
            // the first workspace is free for another studio
            try (Workspace left = Workspace.open(one, tasks)) {
                left.lock();
            }
        } finally {
            app.stop();
        }
    }

    @Test
    void aWindowClosedMeanwhileLetsTheFirstWorkspaceEnd() throws Exception {
        Opening first = StudioOpener.opening(workspace("one"), null, null, false, null);
        var calls = new AtomicInteger();
        var interrupted = new AtomicBoolean();
        var go = new CountDownLatch(1);
        var app = new StudioApp();
        start(app, first, () -> {
            calls.incrementAndGet();
            try {
                go.await();
            } catch (InterruptedException e) {
                interrupted.set(true);
            }
            first.close().run();
        }, first.elsewhere());
        offered();
        var side = new Stage[1];
        fxRun(() -> {
            side[0] = new Stage();
            side[0].initOwner(stage());
            side[0].setScene(new Scene(new StackPane()));
            side[0].show();
        });
        yes();
        await().atMost(LONG).until(() -> calls.get() == 1);
        assertFalse(fx(() -> side[0].isShowing()), "a window of the first workspace");
        Future<?> stopping = WaitForAsyncUtils.asyncFx(app::stop);
        await().atMost(LONG).until(() -> calls.get() == 2 || interrupted.get());
        go.countDown();
        stopping.get(1, TimeUnit.MINUTES);
        assertFalse(interrupted.get(), "what ran there is stopped, not left");
    }

    @Test
    void ofTwoOffersTheFirstIsShown() throws Exception {
        Opening first = StudioOpener.opening(workspace("one"), null, null, false, null);
        var looked = new CountDownLatch(2);
        var built = new AtomicInteger();
        var app = new StudioApp();
        start(app, first, first.close(), there -> {
            Opening next = first.elsewhere().apply(there);
            looked.countDown();
            try {
                looked.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            return new Opening(next.tasks(), next.remembered(), () -> {
                built.incrementAndGet();
                return next.parts().get();
            }, next.close(), null, false, next.elsewhere());
        });
        try {
            Node root = fx(() -> stage().getScene().getRoot());
            Path file = offered();
            Node offer = fx(() -> lookup("#ask-yes").query());
            drop(file);
            await().atMost(LONG).until(() -> asks("bundle.drop.yes") == 1);
            fxRun(() -> lookup("#ask-yes").<Button>queryAll().stream().filter(each -> !each.equals(offer)).forEach(
                    Button::fire));
            await().atMost(LONG).until(() -> asks("bundle.go.yes") == 2);
            fxRun(() -> lookup("#ask-yes").<Button>queryAll().forEach(Button::fire));
            await().atMost(LONG).until(() -> !root.equals(fx(() -> stage().getScene().getRoot())) && named("one"));
            assertEquals(1, built.get());
            assertFalse(fx(() -> lookup(".problem").tryQuery().isPresent()));
        } finally {
            app.stop();
        }
    }

    @AfterEach
    void end() {
        tasks.close();
    }

    /// Shows `opening`, which is closed by `close` and goes on by `elsewhere`, and waits until it is there.
    private void start(StudioApp app, Opening opening, Runnable close, Function<Path, Opening> elsewhere) {
        fxRun(() -> app.show(stage(), new Opening(opening.tasks(), opening.remembered(), () -> {
            Parts made = opening.parts().get();
            parts.set(made);
            return made;
        }, close, null, false, elsewhere)));
        await().atMost(LONG).until(() -> named("one"));
    }

    /// A bundle of the workspace is dropped, opened, and stands there to be shown.
    private Path offered() throws Exception {
        Path file = folder.resolve("two.slipway");
        Parts made = parts.get();
        if (made == null) throw new AssertionError();
        BundleWriter.write(made.bundling(), new BundleWish(List.of(), false, false), file, Progress.NONE);
        drop(file);
        shot("bundle-drop");
        yes();
        await().atMost(LONG).until(() -> fx(() -> lookup("Show two in this window?").tryQuery().isPresent()));
        shot("bundle-show");
        return file;
    }

    private Path workspace(String name) throws Exception {
        Path root = Files.createDirectories(folder.resolve(name));
        Files.writeString(root.resolve("slipway.yml"), "name: " + name + "\n");
        return root;
    }

    private long asks(String yes) {
        return fx(() -> lookup("#ask-yes").<Button>queryAll().stream().filter(each -> each.getText().equals(Text.of(
                yes))).count());
    }

    private boolean named(String name) {
        return fx(() -> lookup(name).tryQuery().isPresent());
    }

    private void drop(Path file) {
        fx(() -> Drags.fire(stage().getScene().getRoot(), DragEvent.DRAG_DROPPED, file));
        await().atMost(LONG).until(() -> fx(() -> lookup("#ask-yes").tryQuery().isPresent()));
    }

    private void yes() {
        fxRun(() -> lookup("#ask-yes").<Button>query().fire());
        settle();
    }
}
