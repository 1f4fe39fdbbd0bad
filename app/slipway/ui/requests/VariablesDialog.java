package slipway.ui.requests;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import slipway.base.Text;
import slipway.requests.Environments;
import slipway.requests.Environments.Entry;
import slipway.ui.Desk;
import slipway.ui.widget.Chip;
import slipway.ui.widget.Labels;

/// The workspace’s variables; the value of a secret is shown as dots. FX thread.
final class VariablesDialog {
    private final VBox rows = new VBox(8);
    private final List<Row> all = new ArrayList<>();

    private VariablesDialog() {}

    /// One line: of the two fields for the value the one shown holds it.
    private record Row(TextField name, TextField open, PasswordField hidden, CheckBox secret) {
        Entry entry() {
            return new Entry(name.getText().strip(), open.getText(), secret.isSelected());
        }
    }

    /// @param then after they were written
    static void ask(Desk desk, Environments environments, String environment, Runnable then) {
        var known = new AtomicReference<List<Entry>>(List.of());
        desk.work().run(() -> known.set(environments.entries(environment)), () -> {
            var dialog = new VariablesDialog();
            dialog.rows.setId("variables");
            known.get().forEach(dialog::add);
            if (dialog.all.isEmpty()) dialog.add(new Entry("", "", false));
            var more = Chip.button("fth-plus", Text.of("requestedit.variables.add"), () -> dialog.add(new Entry("", "",
                    false)));
            more.setId("variable-add");
            var content = new VBox(12, Labels.wrapped(Text.of("requestedit.variables.rule"), "muted", "small"),
                    dialog.rows, more);
            String title = environment.equals(Environments.SHARED)
                    ? Text.of("requestedit.variables.shared")
                    : Text.of("requestedit.variables.title", environment);
            NameDialog.show(title, Text.of("requestedit.variables.yes"), content, () -> dialog.save(desk, environments,
                    environment, then));
        });
    }

    private void save(Desk desk, Environments environments, String environment, Runnable then) {
        List<Entry> entries = all.stream().map(Row::entry).filter(each -> each.name().matches("[\\w.-]+")).toList();
        desk.work().run(() -> environments.save(environment, entries), () -> {
            desk.notices().done(Text.of("requestedit.variables.saved", entries.size()));
            then.run();
        });
    }

    private void add(Entry entry) {
        var row = new Row(new TextField(entry.name()), new TextField(entry.value()), new PasswordField(), new CheckBox(
                Text.of("requestedit.variables.secret")));
        row.name().setPromptText(Text.of("requestedit.variables.name"));
        row.name().setAccessibleText(Text.of("requestedit.variables.name"));
        row.name().getStyleClass().add("mono");
        row.open().setPromptText(Text.of("requestedit.variables.value"));
        row.open().setAccessibleText(Text.of("requestedit.variables.value"));
        row.hidden().setAccessibleText(Text.of("requestedit.variables.value"));
        row.hidden().textProperty().bindBidirectional(row.open().textProperty());
        row.secret().setSelected(entry.secret());
        for (Node each : List.of(row.open(), row.hidden())) {
            each.managedProperty().bind(each.visibleProperty());
            HBox.setHgrow(each, Priority.ALWAYS);
        }
        row.hidden().visibleProperty().bind(row.secret().selectedProperty());
        row.open().visibleProperty().bind(row.secret().selectedProperty().not());
        row.secret().setMinWidth(CheckBox.USE_PREF_SIZE);
        var line = new HBox(8, row.name(), row.open(), row.hidden(), row.secret());
        line.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
        rows.getChildren().add(line);
        all.add(row);
    }
}
