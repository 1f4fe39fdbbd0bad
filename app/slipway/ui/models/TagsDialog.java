package slipway.ui.models;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

import javafx.scene.control.ButtonType;
import javafx.scene.control.Dialog;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;

import slipway.base.Text;
import slipway.ui.Asker;
import slipway.ui.Theme;
import slipway.ui.widget.DialogButtons;
import slipway.ui.widget.Labels;

/// Asks for the tags of one model, written with commas between. FX thread.
final class TagsDialog {
    private TagsDialog() {}

    /// `given` gets the tags once somebody said that they are right.
    static void ask(ModelRow row, Consumer<List<String>> given) {
        var dialog = new Dialog<ButtonType>();
        ButtonType ok = DialogButtons.ok();
        dialog.initOwner(Asker.focused());
        dialog.setTitle(Text.of("models.tags.title", row.title()));
        dialog.setHeaderText(dialog.getTitle());
        var field = new TextField(String.join(", ", row.mark().tags()));
        field.setId("tags-field");
        field.setPromptText(Text.of("models.tags.prompt"));
        field.setAccessibleText(dialog.getTitle());
        var body = new VBox(8, field, Labels.wrapped(Text.of("models.tags.text"), "muted"));
        dialog.getDialogPane().setContent(body);
        dialog.getDialogPane().setId("tags");
        dialog.getDialogPane().setPrefWidth(460);
        dialog.getDialogPane().getButtonTypes().setAll(ok, DialogButtons.cancel());
        Theme.dress(dialog.getDialogPane().getScene());
        dialog.setOnShown(event -> field.requestFocus());
        dialog.setOnHidden(event -> {
            if (ok.equals(dialog.getResult())) given.accept(tags(field.getText()));
        });
        dialog.show();
    }

    static List<String> tags(String typed) {
        return Arrays.stream(typed.split("[,;]")).map(String::strip).filter(tag -> !tag.isEmpty()).distinct().toList();
    }
}
