package slipway.ui.exports;

import java.util.function.Consumer;

import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import slipway.base.Text;
import slipway.export.ExportFile;
import slipway.ui.widget.CodeView;
import slipway.ui.widget.Labels;

/// One file of an export to read and to copy. FX thread.
final class FilePreview extends VBox {
    private final Label name = Labels.of("", "mono", "strong");
    private final Label lines = Labels.of("", "muted", "small");
    private final CopyButton copy;
    private final CodeView code;
    private String text = "";

    FilePreview(Consumer<String> copied) {
        code = new CodeView(copied);
        code.setId("export-code");
        name.setId("export-file-name");
        name.setMinWidth(0);
        name.setTooltip(new Tooltip());
        lines.setMinWidth(Label.USE_PREF_SIZE);
        copy = new CopyButton("export-copy", Text.of("exportview.copy-file"), true, () -> text, copied);
        copy.setTooltip(new Tooltip(Text.of("exportview.copy-file.keys")));
        var head = new HBox(8, name, lines, Labels.gap(), copy);
        head.setAlignment(Pos.CENTER_LEFT);
        getStyleClass().add("export-preview");
        VBox.setVgrow(code, Priority.ALWAYS);
        getChildren().addAll(head, code);
    }

    void show(ExportFile file) {
        text = file.text();
        name.setText(file.path());
        name.getTooltip().setText(file.path());
        lines.setText(Text.of("exportview.lines", text.lines().count()));
        code.setAccessibleText(Text.of("exportview.code", file.path()));
        code.show(text, file.language());
    }

    /// As a press on its button.
    void copy() {
        copy.fire();
    }
}
