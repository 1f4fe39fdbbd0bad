package slipway.ui;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

import javafx.scene.input.KeyCode;

import slipway.base.Text;
import slipway.ui.WindowSettings.Reading;
import slipway.ui.widget.TextScale;

/// How the window is read, by keys and as commands. Owned by [Shell]; FX thread.
final class ReadingKeys {
    private final Supplier<Reading> now;
    private final Consumer<Reading> become;

    ReadingKeys(Supplier<Reading> now, Consumer<Reading> become) {
        this.now = now;
        this.become = become;
    }

    /// The window is read like this from now on.
    static void apply(Reading reading) {
        Theme.scale(reading.textScale());
        Theme.motion(reading.motion());
    }

    /// Whether `code`, pressed with Ctrl, was for the size of text. What is plus has another code on other keyboards.
    boolean pressed(KeyCode code) {
        switch (code) {
            case PLUS, EQUALS, ADD -> larger();
            case MINUS, SUBTRACT -> smaller();
            case DIGIT0, NUMPAD0 -> first();
            default -> {
                return false;
            }
        }
        return true;
    }

    List<Command> commands(String group) {
        return List.of(new Command(group, Text.of("shell.text.larger"), "fth-zoom-in", Text.of("shell.keys.larger"),
                this::larger),
                new Command(group, Text.of("shell.text.smaller"), "fth-zoom-out", Text.of("shell.keys.smaller"),
                        this::smaller),
                new Command(group, Text.of("shell.text.first"), "fth-type", Text.of("shell.keys.first"), this::first),
                new Command(group, Text.of("shell.motion.reduced"), "fth-pause", "", () -> motion("reduced")),
                new Command(group, Text.of("shell.motion.full"), "fth-wind", "", () -> motion("full")),
                new Command(group, Text.of("shell.motion.system"), "fth-monitor", "", () -> motion(Reading.SYSTEM)));
    }

    private void larger() {
        become.accept(now.get().withTextScale(now.get().textScale() + TextScale.STEP));
    }

    private void smaller() {
        become.accept(now.get().withTextScale(now.get().textScale() - TextScale.STEP));
    }

    private void first() {
        become.accept(now.get().withTextScale(1));
    }

    private void motion(String choice) {
        become.accept(now.get().withMotion(choice));
    }
}
