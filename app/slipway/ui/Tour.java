package slipway.ui;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import javafx.application.Platform;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;

import slipway.ui.fx.Fx;

/// Drives the window from outside: opens pages, switches the theme, takes pictures. Blocks until the screen has
/// followed; never on the FX thread.
public final class Tour {
    private final Shell shell;

    Tour(Shell shell) {
        this.shell = shell;
    }

    /// Ids of the pages, in the rail's order.
    public List<String> pages() throws InterruptedException {
        var ids = new java.util.concurrent.atomic.AtomicReference<List<String>>(List.of());
        onScreen(() -> ids.set(shell.pageIds()));
        return ids.get();
    }

    public void open(String page, String what) throws InterruptedException {
        onScreen(() -> shell.open(page, what));
    }

    /// `system`, `light` or `dark`.
    public void theme(String choice) throws InterruptedException {
        onScreen(() -> shell.theme(choice));
    }

    public void resize(double width, double height) throws InterruptedException {
        onScreen(() -> shell.resize(width, height));
    }

    /// As if the person had pressed `keys` (`Shortcut+Enter`) where the keyboard is.
    public void press(String keys) throws InterruptedException {
        onScreen(() -> shell.press((KeyCodeCombination) KeyCombination.valueOf(keys)));
    }

    public void say(String text) throws InterruptedException {
        onScreen(() -> shell.notices().done(text));
    }

    /// Leaves the window as a PNG.
    public void shot(Path file) throws InterruptedException {
        onScreen(() -> Shots.write(file));
    }

    /// Closes the window; the studio ends as if the person had closed it.
    public void quit() {
        Fx.later(Platform::exit);
    }

    private static void onScreen(Runnable work) throws InterruptedException {
        // what the work queues itself, and the layout it asks for, come in the turns after it
        turn(work);
        turn(() -> {});
        turn(() -> {});
    }

    private static void turn(Runnable work) throws InterruptedException {
        var done = new CountDownLatch(1);
        Fx.later(() -> {
            try {
                work.run();
            } finally {
                done.countDown();
            }
        });
        done.await();
    }
}
