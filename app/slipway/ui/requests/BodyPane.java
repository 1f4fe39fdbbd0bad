package slipway.ui.requests;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

import slipway.base.Text;
import slipway.requests.Payload;
import slipway.ui.widget.BodyEditor;
import slipway.ui.widget.Labels;

/// The body being written, in the way that was chosen; what cannot be shown in another way stays as it is, and the pane
/// says so. FX thread.
final class BodyPane extends VBox {
    private final BodyEditor editor = new BodyEditor();
    private final Map<BodyKind, DraftView> views = new EnumMap<>(BodyKind.class);
    private final Map<BodyKind, ToggleButton> chips = new EnumMap<>(BodyKind.class);
    private final StackPane shown = new StackPane();
    private final Label note = Labels.wrapped("", "small", "muted");
    private BodyKind kind = BodyKind.TEXT;
    private String written = "";
    private boolean changing;

    BodyPane(Map<BodyKind, DraftView> others) {
        getStyleClass().add("body-pane");
        views.putAll(others);
        var group = new ToggleGroup();
        var row = new FlowPane(4, 4);
        for (BodyKind each : BodyKind.values()) {
            var chip = new ToggleButton(each.title());
            chip.setId("kind-" + each.name().toLowerCase(java.util.Locale.ROOT));
            chip.getStyleClass().add("chip");
            chip.setMinWidth(USE_PREF_SIZE);
            chip.setToggleGroup(group);
            chip.setOnAction(event -> choose(each));
            chips.put(each, chip);
            row.getChildren().add(chip);
        }
        note.setId("body-note");
        note.managedProperty().bind(note.visibleProperty());
        VBox.setVgrow(shown, Priority.ALWAYS);
        getChildren().addAll(row, note, shown);
        editor.textProperty().addListener(observed -> outside());
        show(BodyKind.TEXT, "");
    }

    BodyEditor editor() {
        return editor;
    }

    String text() {
        return editor.text();
    }

    /// Another body: seen as the file it names, else as before where it can be.
    void text(String text) {
        editor.text(text);
    }

    BodyKind kind() {
        return kind;
    }

    /// What a view made of the body.
    void changed(String text) {
        changing = true;
        editor.text(text);
        changing = false;
    }

    /// Shows the body anew: what the views know of the model has changed.
    void renew() {
        if (kind != BodyKind.TEXT) choose(kind);
    }

    private void outside() {
        if (changing) return;
        boolean file = Payload.file(text()).isPresent();
        if (file && kind != BodyKind.FILE && kind != BodyKind.IMAGE) choose(BodyKind.FILE);
        else if (kind != BodyKind.TEXT) choose(kind);
    }

    private void choose(BodyKind next) {
        boolean fromFile = Payload.file(text()).isPresent();
        boolean toFile = next == BodyKind.FILE || next == BodyKind.IMAGE;
        var said = new ArrayList<String>();
        if (fromFile && !toFile) {
            // the text that the file took the place of comes back
            changed(FileView.content(text()).orElseGet(() -> {
                said.add(Text.of("requestedit.file-left"));
                return written;
            }));
        } else if (!fromFile) {
            written = text();
        }
        Optional<DraftView> view = Optional.ofNullable(views.get(next));
        if (view.isPresent() && !view.get().open(text())) {
            show(kind == next || fromFile ? BodyKind.TEXT : kind, next.cannot());
            return;
        }
        if (next == BodyKind.FILE && !fromFile && !text().isBlank()) said.add(Text.of("requestedit.text-kept"));
        show(next, String.join(" ", said));
    }

    private void show(BodyKind next, String says) {
        kind = next;
        chips.forEach((each, chip) -> chip.setSelected(each == next));
        note.setText(says);
        note.setVisible(!says.isEmpty());
        DraftView view = views.get(next);
        shown.getChildren().setAll(view == null ? editor : view.node());
    }
}
