package slipway.ui;

import java.util.List;
import java.util.function.Supplier;

import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/// What keys do anywhere in the window; [Shortcuts] tells of them. Owned by [Shell]; FX thread.
final class ShellKeys {
    private final Shell shell;
    private final ReadingKeys reading;

    ShellKeys(Shell shell, ReadingKeys reading) {
        this.shell = shell;
        this.reading = reading;
    }

    void pressed(KeyEvent event) {
        boolean typing = event.getTarget() instanceof TextInputControl;
        Supplier<Boolean> hit = () -> false;
        if (event.getCode() == KeyCode.F1 || (!typing && event.getText().equals("?"))) {
            hit = does(event.getCode() == KeyCode.F1 && !event.isShiftDown() ? shell::openGuide : shell::openHelp);
        } else if (event.isShortcutDown() && !event.isAltDown()) {
            hit = switch (event.getCode()) {
                case K -> does(shell::openPalette);
                case J -> does(shell::openTasks);
                case B -> does(shell::foldRail);
                case COMMA -> does(() -> shell.open("settings", ""));
                case SLASH -> does(shell::openHelp);
                case D -> event.isShiftDown() ? does(shell::switchTheme) : hit;
                default -> reading.pressed(event.getCode()) ? () -> true : page(event.getCode().getName());
            };
        }
        if (hit.get()) event.consume();
    }

    private Supplier<Boolean> page(String key) {
        int number = key.length() == 1 && Character.isDigit(key.charAt(0)) ? key.charAt(0) - '0' : 0;
        List<String> ids = shell.pageIds();
        if (number < 1 || number > ids.size()) return () -> false;
        return does(() -> shell.open(ids.get(number - 1), ""));
    }

    private static Supplier<Boolean> does(Runnable work) {
        return () -> {
            work.run();
            return true;
        };
    }
}
