package slipway.ui;

import java.util.Objects;

import javafx.scene.control.Alert;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.ButtonType;
import javafx.stage.Window;

import org.jspecify.annotations.Nullable;

import slipway.base.Text;
/// Asks before something is lost. FX thread.
@FunctionalInterface
public interface Asker {
    /// `yes` is the word on the button that goes on; `danger` colours it.
    record Question(String title, String text, String yes, boolean danger) {}

    /// Runs `go` once the person said yes.
    void ask(Question question, Runnable go);

    /// An ordinary dialog over the window that has the focus.
    static Asker dialog() {
        return (question, go) -> {
            var yes = new ButtonType(question.yes(), ButtonBar.ButtonData.OK_DONE);
            var no = new ButtonType(Text.of("shell.ask.no"), ButtonBar.ButtonData.CANCEL_CLOSE);
            var alert = new Alert(Alert.AlertType.NONE, question.text(), no, yes);
            alert.initOwner(focused());
            alert.setTitle(question.title());
            alert.setHeaderText(question.title());
            alert.getDialogPane().setId("ask");
            alert.getDialogPane().setPrefWidth(460);
            var button = (Button) Objects.requireNonNull(alert.getDialogPane().lookupButton(yes));
            button.setId("ask-yes");
            button.getStyleClass().add(question.danger() ? "danger" : "accent");
            Theme.dress(alert.getDialogPane().getScene());
            alert.setOnHidden(event -> {
                if (yes.equals(alert.getResult())) go.run();
            });
            alert.show();
        };
    }

    /// The window in use, to open dialogs over.
    static @Nullable Window focused() {
        return Window.getWindows().stream().filter(Window::isFocused).findFirst()
                .orElse(Window.getWindows().isEmpty() ? null : Window.getWindows().getFirst());
    }
}
