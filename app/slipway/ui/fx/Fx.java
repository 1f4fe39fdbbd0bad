package slipway.ui.fx;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;

import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.stage.Window;

import org.jspecify.annotations.Nullable;

import slipway.base.Beat;
import slipway.base.Live;
import slipway.base.Tasks;

/// Where features meet the JavaFX thread, and the only class that may queue work on it.
///
/// Always queued, never inline, always read late: of a burst of changes the screen sees the last.
public final class Fx {
    static final Tasks TASKS = new Tasks();
    /// How often at most a poll looks whether its node can be seen again.
    private static final Duration HIDDEN = Duration.ofMillis(250);

    private Fx() {}

    /// Shows `live` while `node` is in a scene: now, on every change (bursts merge into one call), and never after it
    /// left. Coming back into a scene shows again. Call on the FX thread.
    public static <T> void follow(Node node, Live<T> live, Consumer<? super T> show) {
        new Following<>(live, show).attach(node);
    }

    /// Like [#follow(Node, Live, Consumer)], but shows only what `seen` of it tells apart: a value may change many times
    /// in ways that this node does not show.
    public static <T, S> void follow(Node node, Live<T> live, Function<? super T, S> seen, Consumer<? super T> show) {
        var last = new AtomicReference<@Nullable S>();
        follow(node, live, value -> {
            S now = seen.apply(value);
            if (!now.equals(last.getAndSet(now))) show.accept(value);
        });
    }

    /// Runs `step` on the FX thread now and every `pause` while `node` is in the scene of a showing window and no
    /// ancestor is hidden.
    public static void poll(Node node, Duration pause, Runnable step) {
        poll(node, pause, () -> true, step);
    }

    /// Like [#poll(Node, Duration, Runnable)], but leaves the FX thread alone while `due`, asked on another thread,
    /// says no.
    public static void poll(Node node, Duration pause, BooleanSupplier due, Runnable step) {
        var poll = new Poll(node, pause, due, step);
        node.sceneProperty().addListener((observed, old, scene) -> poll.inScene(scene != null));
        poll.inScene(node.getScene() != null);
    }

    /// From now on `handler` gets what nobody on the FX thread caught. Call on it.
    public static void uncaught(Consumer<Throwable> handler) {
        Thread.currentThread().setUncaughtExceptionHandler((thread, failure) -> handler.accept(failure));
    }

    /// Queues `work` for the FX thread.
    public static void later(Runnable work) {
        Platform.runLater(work);
    }

    /// Runs `work` on the FX thread once what `scene` shows now was handed to the renderer. Call on it.
    public static void afterFrame(Scene scene, Runnable work) {
        var listener = new Runnable[1];
        listener[0] = () -> {
            scene.removePostLayoutPulseListener(listener[0]);
            // the pulse after the layout hands that frame over; the next turn is behind it
            later(work);
        };
        scene.addPostLayoutPulseListener(listener[0]);
        Platform.requestNextPulse();
    }

    private static boolean onScreen(Node node) {
        Scene scene = node.getScene();
        Window window = scene == null ? null : scene.getWindow();
        if (window == null || !window.isShowing()) return false;
        for (@Nullable
        Node at = node; at != null; at = at.getParent()) {
            if (!at.isVisible()) return false;
        }
        return true;
    }

    /// A loop beside the FX thread, because a Timeline would have every frame drawn for as long as it runs.
    private static final class Poll {
        private final Node node;
        private final Duration pause;
        private final BooleanSupplier due;
        private final Runnable step;
        private final AtomicBoolean queued = new AtomicBoolean();
        private volatile boolean hidden;
        private Tasks.@Nullable Task loop;

        Poll(Node node, Duration pause, BooleanSupplier due, Runnable step) {
            this.node = node;
            this.pause = pause;
            this.due = due;
            this.step = step;
        }

        void inScene(boolean in) {
            if (in && loop == null) {
                hidden = false;
                queue();
                loop = TASKS.quiet("poll", progress -> run());
            } else if (!in && loop != null) {
                loop.cancel();
                loop = null;
            }
        }

        private void run() throws InterruptedException {
            while (true) {
                Beat.await(hidden && pause.compareTo(HIDDEN) < 0 ? HIDDEN : pause);
                if (due.getAsBoolean()) queue();
            }
        }

        private void queue() {
            if (queued.compareAndSet(false, true)) later(this::step);
        }

        private void step() {
            queued.set(false);
            hidden = !onScreen(node);
            if (loop != null && !hidden) step.run();
        }
    }

    private static final class Following<T> {
        private final Live<T> live;
        private final Consumer<? super T> show;
        private final AtomicBoolean queued = new AtomicBoolean();
        private Live.@Nullable Subscription subscription;

        Following(Live<T> live, Consumer<? super T> show) {
            this.live = live;
            this.show = show;
        }

        void attach(Node node) {
            node.sceneProperty().addListener((observed, old, scene) -> inScene(scene != null));
            inScene(node.getScene() != null);
        }

        private void inScene(boolean in) {
            if (in && subscription == null) {
                subscription = live.onChange(this::signal);
                show.accept(live.get());
            } else if (!in && subscription != null) {
                subscription.close();
                subscription = null;
            }
        }

        private void signal() {
            if (!queued.compareAndSet(false, true)) return;
            later(() -> {
                queued.set(false);
                if (subscription != null) show.accept(live.get());
            });
        }
    }
}
