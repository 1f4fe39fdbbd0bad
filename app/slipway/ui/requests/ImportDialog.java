package slipway.ui.requests;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;

import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TextArea;
import javafx.scene.layout.VBox;

import org.jspecify.annotations.Nullable;

import slipway.base.StudioException;
import slipway.base.Text;
import slipway.requests.Imported;
import slipway.requests.Imports;
import slipway.ui.Asker;
import slipway.ui.Desk;
import slipway.ui.widget.Chip;
import slipway.ui.widget.Labels;
import slipway.ui.widget.OpenTarget;

/// Takes requests over from elsewhere: what was found and what is left out is seen before anything is kept. FX thread.
final class ImportDialog {
    private final TextArea text = new TextArea();
    private final ListView<String> found = new ListView<>();
    private final Label leftOut = Labels.wrapped("", "small");
    private @Nullable Imported imported;
    private String name = Text.of("requestedit.import.name");

    private ImportDialog() {}

    /// Calls `take` with what is to be kept, and a name for it.
    static void ask(Desk desk, BiConsumer<Imported, String> take) {
        var dialog = new ImportDialog();
        dialog.text.setId("import-text");
        dialog.text.setAccessibleText(Text.of("requestedit.import.prompt"));
        dialog.text.getStyleClass().add("mono");
        dialog.text.setPrefRowCount(6);
        dialog.text.setPromptText(Text.of("requestedit.import.prompt"));
        dialog.found.setId("import-found");
        dialog.found.setAccessibleText(Text.of("requestedit.import.found"));
        dialog.found.setPrefHeight(140);
        dialog.leftOut.setId("import-left-out");
        var choose = Chip.button("fth-folder", Text.of("requestedit.import.choose"), () -> {});
        var content = new VBox(8, dialog.text, choose, Labels.of(Text.of("requestedit.import.found"), "muted", "small"),
                dialog.found, dialog.leftOut);
        Button yes = NameDialog.show(Text.of("requestedit.import.title"), Text.of("requestedit.import.yes"), content,
                () -> {
                    Imported now = dialog.imported;
                    if (now != null) take.accept(now, dialog.name);
                });
        yes.setDisable(true);
        dialog.text.textProperty().addListener(observed -> dialog.read(yes));
        choose.setOnAction(event -> {
            Path file = OpenTarget.CHOOSER.ask(Asker.focused(), Text.of("requestedit.import.title"), Text.of(
                    "requestedit.import.files"), List.of("*.json", "*.har", "*.http", "*.rest", "*.sh", "*.txt"));
            if (file == null) return;
            dialog.name = String.valueOf(file.getFileName()).replaceFirst("(\\.postman_collection)?\\.\\w+$", "");
            var read = new AtomicReference<@Nullable Imported>();
            desk.work().run(() -> read.set(Imports.read(file)), () -> dialog.show(read.get(), "", yes));
        });
    }

    private void read(Button yes) {
        if (text.getText().isBlank()) {
            show(null, "", yes);
            return;
        }
        try {
            show(Imports.of(text.getText()), "", yes);
        } catch (StudioException e) {
            show(null, e.problem().why(), yes);
        }
    }

    private void show(@Nullable Imported next, String fault, Button yes) {
        imported = next;
        yes.setDisable(next == null);
        found.getItems().setAll(next == null
                ? List.of()
                : next.drafts().stream().map(each -> each.method() + "  "
                        + each.name() + "  " + each.url()).toList());
        leftOut.setText(next == null || next.leftOut().isEmpty()
                ? fault
                : Text.of("requestedit.import.left-out", String.join("; ", next.leftOut())));
    }
}
