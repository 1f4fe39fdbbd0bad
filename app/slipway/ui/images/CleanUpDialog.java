package slipway.ui.images;

import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

import javafx.scene.control.Button;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.ButtonType;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Dialog;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

import slipway.base.Text;
import slipway.base.Units;
import slipway.ui.Asker;
import slipway.ui.Theme;
import slipway.ui.widget.Ago;
import slipway.ui.widget.DetailPane;
import slipway.ui.widget.Labels;

/// Shows what a clean-up would remove and what it gives back, before it is done. FX thread.
final class CleanUpDialog {
    private CleanUpDialog() {}

    /// What a clean-up of `rows` would remove.
    static List<ImageRow> wouldGo(List<ImageRow> rows, boolean ours) {
        return rows.stream().filter(ImageRow::leftOver).filter(row -> !ours || row.ours()).toList();
    }

    /// Calls `go` with whether only ours are meant, once the person said yes.
    static void ask(List<ImageRow> rows, Consumer<Boolean> go) {
        var only = new CheckBox(Text.of("images.prune.ours"));
        only.setId("prune-ours");
        only.setSelected(true);
        Label sum = Labels.wrapped("", "medium");
        var list = new VBox(4);
        var scroll = DetailPane.scrolled(list);
        scroll.setPrefHeight(150);
        var dialog = new Dialog<ButtonType>();
        var yes = new ButtonType(Text.of("images.prune.yes"), ButtonBar.ButtonData.OK_DONE);
        var no = new ButtonType(Text.of("shell.ask.no"), ButtonBar.ButtonData.CANCEL_CLOSE);
        dialog.initOwner(Asker.focused());
        dialog.setTitle(Text.of("images.prune.title"));
        dialog.setHeaderText(Text.of("images.prune.title"));
        dialog.getDialogPane().getButtonTypes().setAll(no, yes);
        dialog.getDialogPane().setContent(new VBox(12, Labels.wrapped(Text.of("images.prune.text"), "muted"), only,
                sum, scroll));
        dialog.getDialogPane().setPrefWidth(560);
        dialog.getDialogPane().setId("prune-dialog");
        Theme.dress(dialog.getDialogPane().getScene());
        var button = (Button) Objects.requireNonNull(dialog.getDialogPane().lookupButton(yes));
        button.setId("prune-yes");
        button.getStyleClass().add("danger");
        Runnable show = () -> {
            List<ImageRow> gone = wouldGo(rows, only.isSelected());
            long bytes = gone.stream().mapToLong(row -> row.image().sizeBytes()).sum();
            sum.setText(gone.isEmpty()
                    ? Text.of("images.prune.none")
                    : Text.of("images.prune.sum", gone.size(), Units.bytes(bytes)));
            list.getChildren().setAll(gone.stream().map(CleanUpDialog::line).toList());
            button.setDisable(gone.isEmpty());
        };
        only.selectedProperty().addListener(observed -> show.run());
        show.run();
        dialog.setOnHidden(event -> {
            if (yes.equals(dialog.getResult())) go.accept(only.isSelected());
        });
        dialog.show();
    }

    private static HBox line(ImageRow row) {
        var ago = new Ago();
        ago.show(row.image().created());
        return new HBox(12, Labels.mono(row.name()), ago, Labels.gap(),
                Labels.of(Units.bytes(row.image().sizeBytes())));
    }
}
