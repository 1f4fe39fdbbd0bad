package slipway.ui.deployments;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

import javafx.geometry.Insets;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;

import atlantafx.base.theme.Styles;
import org.jspecify.annotations.Nullable;

import slipway.ui.deployments.DeployForm.Field;
import slipway.ui.widget.Labels;
import slipway.ui.widget.TextScale;

/// Rows of a form: a name at the left, the field with its hint or its reason at the right. FX thread.
class FormGrid extends GridPane {
    private static final double NAMES = 112;

    private final Map<Field, Label> notes = new EnumMap<>(Field.class);
    private final Map<Field, Control> controls = new EnumMap<>(Field.class);
    private final Map<Field, String> hints = new EnumMap<>(Field.class);

    FormGrid() {
        getStyleClass().add("deploy-form");
        var names = new ColumnConstraints();
        names.minWidthProperty().bind(TextScale.times(NAMES));
        getColumnConstraints().setAll(names, new ColumnConstraints());
    }

    final void row(Field field, String title, Control control, String hint) {
        row(field, title, control, control, hint);
    }

    /// `shown` holds `control`, and what belongs to it.
    final void row(Field field, String title, Control control, Node shown, String hint) {
        control.setId("deploy-" + field.name().toLowerCase(Locale.ROOT));
        Label note = Labels.wrapped(hint, "form-hint");
        note.managedProperty().bind(note.textProperty().isNotEmpty());
        notes.put(field, note);
        controls.put(field, control);
        hints.put(field, hint);
        plainRow(title, new VBox(2, shown, note));
        control.setMaxWidth(Double.MAX_VALUE);
        control.setAccessibleText(title);
    }

    final void plainRow(String title, Node value) {
        Label label = Labels.of(title, "form-label");
        label.setMinWidth(USE_PREF_SIZE);
        setValignment(label, VPos.TOP);
        label.setPadding(new Insets(6, 0, 0, 0));
        if (value instanceof Control control) control.setMaxWidth(Double.MAX_VALUE);
        setHgrow(value, Priority.ALWAYS);
        addRow(getRowCount(), label, value);
    }

    /// Takes every row away.
    final void clear() {
        getChildren().clear();
        notes.clear();
        controls.clear();
        hints.clear();
    }

    void showFaults(Map<Field, String> faults) {
        notes.forEach((field, note) -> {
            String fault = faults.get(field);
            note.setText(fault == null ? hints.getOrDefault(field, "") : fault);
            note.getStyleClass().setAll("label", fault == null ? "form-hint" : "form-reason");
            Control control = controls.get(field);
            if (control != null) control.pseudoClassStateChanged(Styles.STATE_DANGER, fault != null);
        });
    }

    static <T> StringConverter<T> shown(Function<T, String> text) {
        return new StringConverter<>() {
            @Override
            public String toString(@Nullable T value) {
                return value == null ? "" : text.apply(value);
            }

            @Override
            public @Nullable T fromString(String typed) {
                return null;
            }
        };
    }
}
