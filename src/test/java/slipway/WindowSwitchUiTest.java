package slipway;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.input.DragEvent;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.Progress;
import slipway.base.Tasks;
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
        fxRun(() -> app.show(stage(), new Opening(opening.tasks(), opening.remembered(), () -> {
            Parts made = opening.parts().get();
            parts.set(made);
            return made;
        }, opening.close(), null, false, opening.elsewhere())));
        try {
            await().atMost(LONG).until(() -> named("one"));
            Node first = fx(() -> stage().getScene().getRoot());
            Path file = folder.resolve("two.slipway");
            Parts made = parts.get();
            if (made == null) throw new AssertionError();
            BundleWriter.write(made.bundling(), new BundleWish(List.of(), false, false), file, Progress.NONE);
            drop(file);
            shot("bundle-drop");
            yes();
            await().atMost(LONG).until(() -> fx(() -> lookup("Show two in this window?").tryQuery().isPresent()));
            shot("bundle-show");
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
            tasks.close();
        }
    }

    private Path workspace(String name) throws Exception {
        Path root = Files.createDirectories(folder.resolve(name));
        Files.writeString(root.resolve("slipway.yml"), "name: " + name + "\n");
        return root;
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
