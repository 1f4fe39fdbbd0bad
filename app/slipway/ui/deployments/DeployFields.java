package slipway.ui.deployments;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import javafx.scene.control.ComboBox;
import javafx.scene.control.Control;
import javafx.scene.control.ListCell;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;

import org.jspecify.annotations.Nullable;

import slipway.base.Text;
import slipway.catalog.CatalogView;
import slipway.catalog.Model;
import slipway.contract.Contracts;
import slipway.contract.ServingContract;
import slipway.engine.EngineInfo;
import slipway.spec.WorkspaceSpec;
import slipway.ui.deployments.DeployForm.Field;

/// The fields of [DeployDialog], each with its reason or hint under it; suggests names as long as the person has not
/// written one. FX thread.
final class DeployFields extends FormGrid {
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
    private final Map<String, EngineInfo> engines = new LinkedHashMap<>();
    private final ContainerFields container;
    private Runnable changed = () -> {};
    private boolean filling;
    private String suggested = "";

    /// `container` has the fields of a container, which are shown below while they count.
    DeployFields(CatalogView catalog, WorkspaceSpec workspace, List<EngineInfo> known, ContainerFields container,
            @Nullable Model chosen) {
        this.workspace = workspace;
        this.container = container;
        known.forEach(info -> engines.put(info.id(), info));
        model.getItems().setAll(catalog.active());
        model.setConverter(shown(Model::title));
        endpoint.setEditable(true);
        endpoint.getItems().setAll(workspace.endpoints().stream().map(WorkspaceSpec.EndpointFolder::name).toList());
        contract.setConverter(shown(DeployFields::contractTitle));
        engine.getItems().setAll(DeployForm.EMBEDDED, DeployForm.DOCKER, DeployForm.EXTERNAL);
        engine.setConverter(shown(this::engineTitle));
        engine.setCellFactory(list -> new EngineCell());
        String usual = workspace.defaultEngine();
        engine.setValue(engine.getItems().contains(usual) ? usual : DeployForm.EMBEDDED);
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
        row(Field.ENGINE, Text.of("deploy-form.engine"), engine, "");
        row(Field.URL, Text.of("deploy-form.url"), url, "");
        row(Field.INSTANCES, Text.of("deploy-form.instances"), instances, "");
        row(Field.PORT, Text.of("deploy-form.port"), port, Text.of("deploy-form.port.hint"));
        row(Field.MEMORY, Text.of("deploy-form.memory"), memory, Text.of("deploy-form.memory.hint"));
        row(Field.ENVIRONMENT, Text.of("deploy-form.environment"), environment,
                Text.of("deploy-form.environment.hint"));
    }

    void onChange(Runnable listener) {
        changed = listener;
        container.onChange(listener);
    }

    DeployForm form() {
        return new DeployForm(model.getValue(), text(endpoint.getEditor()), text(name), orEmpty(contract.getValue()),
                orEmpty(engine.getValue()), text(url), text(instances), text(port), text(memory),
                orEmpty(environment.getText()), container.form(), absence(orEmpty(engine.getValue())));
    }

    @Override
    void showFaults(Map<Field, String> faults) {
        super.showFaults(faults);
        container.showFaults(faults);
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
        boolean docker = DeployForm.DOCKER.equals(engine.getValue());
        container.setVisible(docker);
        container.setManaged(docker);
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

    private String engineTitle(String id) {
        return switch (id) {
            case DeployForm.EXTERNAL -> Text.of("deploy-form.engine.external");
            case DeployForm.DOCKER -> Text.of("deploy-form.engine.docker");
            default -> Text.of("deploy-form.engine.embedded");
        };
    }

    /// Why the engine cannot be used now; empty where it can.
    private String absence(String id) {
        if (!id.equals(DeployForm.DOCKER)) return "";
        EngineInfo info = engines.get(id);
        if (info == null) return Text.of("deploy-form.engine.docker.none");
        return info.available() ? "" : Text.of("deploy-form.engine.docker.away", info.detail());
    }

    /// One that is not there cannot be chosen, and says why.
    private final class EngineCell extends ListCell<String> {
        @Override
        protected void updateItem(@Nullable String id, boolean empty) {
            super.updateItem(id, empty);
            String reason = id == null || empty ? "" : absence(id);
            setText(id == null || empty ? "" : reason.isEmpty() ? engineTitle(id) : engineTitle(id) + " · " + reason);
            setDisable(!reason.isEmpty());
        }
    }
}
