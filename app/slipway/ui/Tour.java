package slipway.ui;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;

import javafx.application.Platform;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;

import slipway.base.Tasks;
import slipway.ui.fx.Fx;

/// Drives the window from outside: opens pages, switches the theme, takes pictures. Blocks until the screen has
/// followed; never on the FX thread.
public final class Tour {
    private static final Duration LOOK = Duration.ofMillis(100);

    private final Supplier<Shell> shell;

    /// `shell` answers the window as it is now: another language makes it anew.
    Tour(Supplier<Shell> shell) {
        this.shell = shell;
    }

    /// Ids of the pages, in the rail's order.
    public List<String> pages() throws InterruptedException {
        var ids = new java.util.concurrent.atomic.AtomicReference<List<String>>(List.of());
        onScreen(() -> ids.set(shell.get().pageIds()));
        return ids.get();
    }

    public void open(String page, String what) throws InterruptedException {
        onScreen(() -> shell.get().open(page, what));
    }

    /// `system`, `light` or `dark`.
    public void theme(String choice) throws InterruptedException {
        onScreen(() -> shell.get().theme(choice));
    }

    /// The tag of a [slipway.base.Language], or empty for the system’s.
    public void language(String tag) throws InterruptedException {
        onScreen(() -> shell.get().language(tag));
    }

    public void resize(double width, double height) throws InterruptedException {
        onScreen(() -> shell.get().resize(width, height));
    }

    /// As if the person had pressed `keys` (`Shortcut+Enter`) where the keyboard is.
    public void press(String keys) throws InterruptedException {
        onScreen(() -> shell.get().press((KeyCodeCombination) KeyCombination.valueOf(keys)));
    }

    /// Fills in the field of this id; false where none can be used.
    public boolean type(String id, String text) throws InterruptedException {
        return with(id, TextInputControl.class, field -> field.setText(text));
    }

    /// Presses the button of this id as soon as it can be used; false where it cannot within ten seconds.
    public boolean click(String id) throws InterruptedException {
        for (int tries = 0; tries < 100; tries++) {
            if (with(id, ButtonBase.class, ButtonBase::fire)) return true;
            Tasks.pause(LOOK);
        }
        return false;
    }

    private <T> boolean with(String id, Class<T> kind, Consumer<T> work) throws InterruptedException {
        var done = new AtomicBoolean();
        onScreen(() -> shell.get().usable(id).filter(kind::isInstance).map(kind::cast).ifPresent(node -> {
            done.set(true);
            work.accept(node);
        }));
        return done.get();
    }

    public void say(String text) throws InterruptedException {
        onScreen(() -> shell.get().notices().done(text));
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
