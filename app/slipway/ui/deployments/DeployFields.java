package slipway.ui.deployments;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;

import atlantafx.base.theme.Styles;
import org.jspecify.annotations.Nullable;

import slipway.base.Text;
import slipway.catalog.CatalogView;
import slipway.catalog.Model;
import slipway.contract.Contracts;
import slipway.contract.ServingContract;
import slipway.spec.WorkspaceSpec;
import slipway.ui.deployments.DeployForm.Field;
import slipway.ui.widget.Labels;

/// The fields of [DeployDialog], each with its reason or hint under it; suggests names as long as the person has not
/// written one. FX thread.
final class DeployFields extends GridPane {
    private final WorkspaceSpec workspace;
    private final ComboBox<Model> model = new ComboBox<>();
    private final ComboBox<String> endpoint = new ComboBox<>();
    private final TextField name = new TextField();
    private final ComboBox<String> contract = new ComboBox<>();
    private final ComboBox<String> engine = new ComboBox<>();
    private final TextField url = new TextField();
    private final TextField instances = new TextField("1");
    private final TextField port = new TextField();
    private final TextField memory = new TextField();
    private final TextArea environment = new TextArea();
    private final Map<Field, Label> notes = new EnumMap<>(Field.class);
    private final Map<Field, Control> controls = new EnumMap<>(Field.class);
    private final Map<Field, String> hints = new EnumMap<>(Field.class);
    private Runnable changed = () -> {};
    private boolean filling;
    private String suggested = "";

    DeployFields(CatalogView catalog, WorkspaceSpec workspace, @Nullable Model chosen) {
        this.workspace = workspace;
        getStyleClass().add("deploy-form");
        model.getItems().setAll(catalog.models());
        model.setConverter(shown(Model::title));
        endpoint.setEditable(true);
        endpoint.getItems().setAll(workspace.endpoints().stream().map(WorkspaceSpec.EndpointFolder::name).toList());
        contract.setConverter(shown(DeployFields::contractTitle));
        engine.getItems().setAll(DeployForm.EMBEDDED, DeployForm.EXTERNAL);
        engine.setConverter(shown(DeployFields::engineTitle));
        engine.setValue(DeployForm.EMBEDDED);
        url.setPromptText("http://127.0.0.1:9000");
        environment.setPrefRowCount(2);
        environment.getStyleClass().add("mono");
        build();
        for (var value : List.of(endpoint.getEditor().textProperty(), name.textProperty(), contract.valueProperty(),
                url.textProperty(), instances.textProperty(), port.textProperty(), memory.textProperty(),
                environment.textProperty())) {
            DeployDialog.watch(value, this::fieldChanged);
        }
        DeployDialog.watch(model.valueProperty(), this::modelChosen);
        DeployDialog.watch(engine.valueProperty(), this::engineChosen);
        engineChosen();
        if (chosen != null) model.setValue(chosen);
    }

    private void build() {
        row(Field.MODEL, Text.of("deploy-form.model"), model, "");
        row(Field.ENDPOINT, Text.of("deploy-form.endpoint"), endpoint, Text.of("deploy-form.endpoint.hint"));
        row(Field.NAME, Text.of("deploy-form.name"), name, "");
        row(Field.CONTRACT, Text.of("deploy-form.contract"), contract, Text.of("deploy-form.contract.hint"));
        plainRow(Text.of("deploy-form.engine"), engine);
        row(Field.URL, Text.of("deploy-form.url"), url, "");
        row(Field.INSTANCES, Text.of("deploy-form.instances"), instances, "");
        row(Field.PORT, Text.of("deploy-form.port"), port, Text.of("deploy-form.port.hint"));
        row(Field.MEMORY, Text.of("deploy-form.memory"), memory, Text.of("deploy-form.memory.hint"));
        row(Field.ENVIRONMENT, Text.of("deploy-form.environment"), environment,
                Text.of("deploy-form.environment.hint"));
    }

    private void row(Field field, String title, Control control, String hint) {
        control.setId("deploy-" + field.name().toLowerCase(java.util.Locale.ROOT));
        Label note = Labels.wrapped(hint, "form-hint");
        note.managedProperty().bind(note.textProperty().isNotEmpty());
        notes.put(field, note);
        controls.put(field, control);
        hints.put(field, hint);
        plainRow(title, new VBox(2, control, note));
        control.setMaxWidth(Double.MAX_VALUE);
        control.setAccessibleText(title);
    }

    private void plainRow(String title, Node value) {
        Label label = Labels.of(title, "form-label");
        label.setMinWidth(USE_PREF_SIZE);
        setValignment(label, VPos.TOP);
        label.setPadding(new javafx.geometry.Insets(6, 0, 0, 0));
        if (value instanceof Control control) control.setMaxWidth(Double.MAX_VALUE);
        setHgrow(value, Priority.ALWAYS);
        addRow(getRowCount(), label, value);
    }

    void onChange(Runnable listener) {
        changed = listener;
    }

    DeployForm form() {
        return new DeployForm(model.getValue(), text(endpoint.getEditor()), text(name), orEmpty(contract.getValue()),
                orEmpty(engine.getValue()), text(url), text(instances), text(port), text(memory),
                orEmpty(environment.getText()));
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

    private void modelChosen() {
        Model now = model.getValue();
        filling = true;
        if (now != null) {
            if (text(endpoint.getEditor()).isEmpty()) endpoint.getEditor().setText(DeployForm.endpointFor(now.name()));
            fillContracts(now.contracts());
        }
        filling = false;
        fieldChanged();
    }

    private void engineChosen() {
        boolean external = DeployForm.EXTERNAL.equals(engine.getValue());
        url.setDisable(!external);
        for (Control control : List.of(model, instances, port, memory, environment))
            control.setDisable(external);
        Model now = model.getValue();
        fillContracts(external || now == null ? Contracts.ids() : now.contracts());
        fieldChanged();
    }

    private void fillContracts(List<String> ids) {
        String before = contract.getValue();
        contract.getItems().setAll(ids);
        contract.setValue(before != null && ids.contains(before) ? before : ids.isEmpty() ? null : ids.getFirst());
    }

    private void fieldChanged() {
        if (filling) return;
        if (text(name).equals(suggested) && !name.isFocused()) {
            filling = true;
            suggested = DeployForm.nameFor(workspace, text(endpoint.getEditor()));
            name.setText(suggested);
            filling = false;
        }
        changed.run();
    }

    private static String text(TextField field) {
        return orEmpty(field.getText()).strip();
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static String contractTitle(String id) {
        return Contracts.byId(id).map(ServingContract::title).orElse(id);
    }

    private static String engineTitle(String id) {
        return id.equals(DeployForm.EXTERNAL)
                ? Text.of("deploy-form.engine.external")
                : Text.of("deploy-form.engine.embedded");
    }

    private static <T> StringConverter<T> shown(java.util.function.Function<T, String> text) {
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
