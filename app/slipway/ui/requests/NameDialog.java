package slipway.ui.requests;

import java.util.Objects;
import java.util.function.Consumer;

import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Dialog;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;

import slipway.base.Text;
import slipway.ui.Asker;
import slipway.ui.Theme;
import slipway.ui.widget.DialogButtons;

/// Asks for a name; and the frame of this page’s other dialogs. FX thread.
final class NameDialog {
    private NameDialog() {}

    static void ask(String title, Consumer<String> go) {
        var field = new TextField();
        field.setId("request-name");
        field.setAccessibleText(title);
        Button yes = show(title, Text.of("requestedit.name.yes"), field, () -> go.accept(field.getText().strip()));
        yes.setDisable(true);
        field.textProperty().addListener(observed -> yes.setDisable(field.getText().isBlank()));
    }

    /// Shows `content` with a button `yes`, which it answers.
    static Button show(String title, String yes, Node content, Runnable go) {
        var dialog = new Dialog<ButtonType>();
        var type = new ButtonType(yes, ButtonBar.ButtonData.OK_DONE);
        dialog.initOwner(Asker.focused());
        dialog.setTitle(title);
        dialog.setHeaderText(title);
        dialog.getDialogPane().getButtonTypes().setAll(DialogButtons.cancel(), type);
        dialog.getDialogPane().setContent(new VBox(8, content));
        dialog.getDialogPane().setPrefWidth(640);
        dialog.getDialogPane().setId("request-dialog");
        Theme.dress(dialog.getDialogPane().getScene());
        var button = (Button) Objects.requireNonNull(dialog.getDialogPane().lookupButton(type));
        button.setId("request-dialog-yes");
        button.getStyleClass().add("accent");
        dialog.setOnHidden(event -> {
            if (type.equals(dialog.getResult())) go.run();
        });
        dialog.show();
        return button;
    }
}
