package slipway.ui.models;

import java.util.Objects;

import javafx.scene.control.Button;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Dialog;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import slipway.base.Text;
import slipway.catalog.fix.Fix;
import slipway.ui.Asker;
import slipway.ui.Theme;
import slipway.ui.widget.DiffView;
import slipway.ui.widget.Labels;

/// Shows what a fix would change before it is applied. FX thread.
final class FixDialog {
    private FixDialog() {}

    /// Calls `apply` once the person said yes to what is shown.
    static void ask(String about, Fix fix, Runnable apply) {
        var dialog = new Dialog<ButtonType>();
        var yes = new ButtonType(Text.of("models.fix.apply"), ButtonBar.ButtonData.OK_DONE);
        var no = new ButtonType(Text.of("shell.ask.no"), ButtonBar.ButtonData.CANCEL_CLOSE);
        dialog.initOwner(Asker.focused());
        dialog.setTitle(Text.of("models.fix.title"));
        dialog.setHeaderText(about);
        dialog.setResizable(true);
        dialog.getDialogPane().getButtonTypes().setAll(no, yes);
        var diff = new DiffView(fix.diff());
        diff.setId("fix-diff");
        diff.setPrefHeight(Math.clamp(diff.getItems().size() * 20L + 24, 84, 380));
        VBox.setVgrow(diff, Priority.ALWAYS);
        dialog.getDialogPane().setContent(new VBox(12, Labels.wrapped(Text.of("models.fix.text"), "muted"), diff));
        dialog.getDialogPane().setPrefWidth(640);
        dialog.getDialogPane().setId("fix-dialog");
        Theme.dress(dialog.getDialogPane().getScene());
        var button = (Button) Objects.requireNonNull(dialog.getDialogPane().lookupButton(yes));
        button.setId("fix-apply");
        button.getStyleClass().add("accent");
        Objects.requireNonNull(dialog.getDialogPane().lookupButton(no)).setId("fix-cancel");
        dialog.setOnHidden(event -> {
            if (yes.equals(dialog.getResult())) apply.run();
        });
        dialog.show();
    }
}
