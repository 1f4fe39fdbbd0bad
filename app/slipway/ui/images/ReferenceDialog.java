package slipway.ui.images;

import java.util.Objects;
import java.util.function.Consumer;

import javafx.scene.control.Button;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Dialog;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;

import atlantafx.base.theme.Styles;

import slipway.base.Text;
import slipway.ui.Asker;
import slipway.ui.ImageReference;
import slipway.ui.Theme;
import slipway.ui.widget.Labels;
import slipway.ui.widget.TextScale;

/// Asks for the name of an image. FX thread.
final class ReferenceDialog {
    enum Kind {
        PULL, PUSH, TAG;

        boolean takes(String text) {
            return this == PULL ? ImageReference.good(text) : ImageReference.name(text);
        }

        String title() {
            return switch (this) {
                case PULL -> Text.of("images.pull.title");
                case PUSH -> Text.of("images.push.title");
                case TAG -> Text.of("images.tag.title");
            };
        }

        String hint() {
            return switch (this) {
                case PULL -> Text.of("images.pull.hint");
                case PUSH -> Text.of("images.push.hint");
                case TAG -> Text.of("images.tag.hint");
            };
        }

        String yes() {
            return switch (this) {
                case PULL -> Text.of("images.pull.yes");
                case PUSH -> Text.of("images.push.yes");
                case TAG -> Text.of("images.tag.yes");
            };
        }
    }

    private ReferenceDialog() {}

    /// Calls `go` with a name that is well written, once the person said yes.
    static void ask(Kind kind, String before, Consumer<String> go) {
        var field = new TextField(before);
        field.setId("reference");
        field.getStyleClass().add("mono");
        field.setPromptText("registry:5000/team/iris:2");
        field.setAccessibleText(kind.title());
        Label note = Labels.wrapped(kind.hint(), "muted", "small");
        note.minHeightProperty().bind(TextScale.times(34));
        var dialog = new Dialog<ButtonType>();
        var yes = new ButtonType(kind.yes(), ButtonBar.ButtonData.OK_DONE);
        dialog.initOwner(Asker.focused());
        dialog.setTitle(kind.title());
        dialog.setHeaderText(kind.title());
        dialog.getDialogPane().getButtonTypes().setAll(ButtonType.CANCEL, yes);
        dialog.getDialogPane().setContent(new VBox(8, field, note));
        dialog.getDialogPane().setPrefWidth(520);
        dialog.getDialogPane().setId("reference-dialog");
        Theme.dress(dialog.getDialogPane().getScene());
        var button = (Button) Objects.requireNonNull(dialog.getDialogPane().lookupButton(yes));
        button.setId("reference-yes");
        button.getStyleClass().add("accent");
        Runnable check = () -> {
            String text = field.getText().strip();
            boolean good = kind.takes(text);
            button.setDisable(!good);
            boolean wrong = !good && !text.isEmpty();
            note.setText(wrong ? Text.of("images.reference.rule") : kind.hint());
            field.pseudoClassStateChanged(Styles.STATE_DANGER, wrong);
        };
        field.textProperty().addListener(observed -> check.run());
        check.run();
        dialog.setOnShown(event -> field.requestFocus());
        dialog.setOnHidden(event -> {
            if (yes.equals(dialog.getResult())) go.accept(field.getText().strip());
        });
        dialog.show();
    }
}
