package slipway.ui.fx;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.time.Duration;

import javafx.collections.ListChangeListener;
import javafx.event.EventHandler;
import javafx.scene.Scene;
import javafx.scene.input.InputEvent;
import javafx.stage.Stage;
import javafx.stage.Window;

import org.jspecify.annotations.Nullable;

/// Under GTK, JavaFX wakes its thread sixty times a second for as long as a window is open, drawn or not: that alone is
/// most of what an idle studio would use. This lets the timer go slower while nothing is drawn and nobody touches
/// anything. JavaFX has no way to ask for it, so its timer is reached by reflection; where it is not found as expected,
/// and on systems that rest by themselves, everything stays as it is. FX thread.
public final class PulseRest {
    /// Sixty a second, as JavaFX has it.
    private static final int AWAKE_MILLIS = 16;
    /// What changes by itself shows at most this much later; what somebody does ends the rest at once.
    private static final int REST_MILLIS = 100;
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Object timer;
    private final Method stop;
    private final Method start;
    private final Calm calm = new Calm();
    /// One for all: a pop-up that is shown again and again takes the same filter once.
    private final EventHandler<InputEvent> touched = event -> wake();

    private PulseRest(Object timer) throws ReflectiveOperationException {
        Class<?> type = Class.forName("com.sun.glass.ui.Timer");
        this.timer = timer;
        this.stop = type.getMethod("stop");
        this.start = type.getMethod("start", int.class);
    }

    /// Begins for the windows of this process, of which `stage` is open as long as any.
    public static void begin(Stage stage) {
        try {
            Object timer = timer();
            if (timer != null) new PulseRest(timer).follow(stage);
        } catch (ReflectiveOperationException | RuntimeException e) {
            System.getLogger(PulseRest.class.getName()).log(System.Logger.Level.DEBUG, "no rest", e);
        }
    }

    private static @Nullable Object timer() throws ReflectiveOperationException {
        Object toolkit = Class.forName("com.sun.javafx.tk.Toolkit").getMethod("getToolkit").invoke(null);
        Field field = toolkit.getClass().getDeclaredField("pulseTimer");
        field.setAccessible(true);
        Object timer = field.get(toolkit);
        return timer != null && timer.getClass().getName().equals("com.sun.glass.ui.gtk.GtkTimer") ? timer : null;
    }

    private void follow(Stage stage) {
        Runnable pulse = calm::pulse;
        Scene now = stage.getScene();
        if (now != null) now.addPostLayoutPulseListener(pulse);
        stage.sceneProperty().addListener((observed, old, scene) -> {
            if (old != null) old.removePostLayoutPulseListener(pulse);
            if (scene != null) scene.addPostLayoutPulseListener(pulse);
        });
        Window.getWindows().forEach(this::listen);
        Window.getWindows().addListener((ListChangeListener<Window>) change -> {
            // a new window is drawn at its best
            wake();
            while (change.next())
                change.getAddedSubList().forEach(this::listen);
        });
        Fx.TASKS.every(LOOK, "rest", () -> {
            Calm.Turn turn = calm.look();
            if (turn == Calm.Turn.REST) Fx.later(this::rest);
            if (turn == Calm.Turn.WAKE) Fx.later(this::wake);
        });
    }

    private void listen(Window window) {
        window.addEventFilter(InputEvent.ANY, touched);
    }

    private void rest() {
        if (calm.resting()) go(REST_MILLIS);
    }

    private void wake() {
        if (calm.touched()) go(AWAKE_MILLIS);
    }

    private void go(int millis) {
        try {
            stop.invoke(timer);
            start.invoke(timer, millis);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /// When to rest: after three calm looks, until somebody touches anything or more is drawn than figures that change
    /// now and then, an animation that is. Any thread.
    static final class Calm {
        /// Pulses between two looks; an animation makes ten even at rest.
        private static final int FEW = 6;
        private static final int LOOKS = 3;

        /// What a look asks for.
        enum Turn {
            NONE, REST, WAKE
        }

        private int pulses;
        private int calm;
        private boolean resting;

        synchronized void pulse() {
            pulses++;
        }

        synchronized boolean resting() {
            return resting;
        }

        /// Somebody did something.
        ///
        /// @return whether that ended a rest
        synchronized boolean touched() {
            boolean ends = resting;
            resting = false;
            calm = 0;
            return ends;
        }

        synchronized Turn look() {
            boolean much = pulses > FEW;
            pulses = 0;
            if (much) {
                calm = 0;
                return resting ? Turn.WAKE : Turn.NONE;
            }
            if (resting || ++calm < LOOKS) return Turn.NONE;
            resting = true;
            return Turn.REST;
        }
    }
}
