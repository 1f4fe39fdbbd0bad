package slipway.ui.deployments;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import slipway.base.Text;
import slipway.base.Units;
import slipway.engine.ContainerSettings;
import slipway.engine.Gpu;
import slipway.ui.Asker;
import slipway.ui.deployments.ContainerForm.Source;
import slipway.ui.deployments.DeployForm.Field;
import slipway.ui.widget.FolderTarget;
import slipway.ui.widget.Icons;
import slipway.ui.widget.Labels;

/// The fields of [DeployDialog] that only a container has. FX thread.
final class ContainerFields extends FormGrid {
    /// How GPUs are asked for.
    private enum Gpus {
        NONE, ALL, NUMBER, CHOSEN
    }

    private final ComboBox<Source> source = new ComboBox<>();
    private final ComboBox<String> image = new ComboBox<>();
    private final TextField folder = new TextField();
    private final TextField cpus = new TextField();
    private final ComboBox<Gpus> gpus = new ComboBox<>();
    private final TextField number = new TextField("1");
    private final List<CheckBox> boxes;
    private final ComboBox<String> network = new ComboBox<>();
    private final TextField entrypoint = new TextField();
    private final TextField arguments = new TextField();
    private final FolderTarget browse;
    private Runnable changed = () -> {};

    ContainerFields(List<Gpu> found, FolderTarget browse) {
        this.browse = browse;
        source.getItems().setAll(Source.values());
        source.setConverter(shown(ContainerFields::word));
        source.setValue(Source.RECIPE);
        image.setEditable(true);
        image.getEditor().setPromptText("registry:5000/team/iris:2");
        folder.setPromptText("/home/ada/my-server");
        boxes = found.stream().map(ContainerFields::box).toList();
        gpus.getItems().setAll(found.isEmpty()
                ? List.of(Gpus.NONE, Gpus.ALL, Gpus.NUMBER)
                : List.of(Gpus.values()));
        gpus.setConverter(shown(ContainerFields::word));
        gpus.setValue(Gpus.NONE);
        network.setEditable(true);
        network.getItems().setAll(ContainerSettings.NETWORK_DEFAULT, ContainerSettings.NETWORK_NONE);
        network.setValue(ContainerSettings.NETWORK_DEFAULT);
        for (TextField field : List.of(entrypoint, arguments))
            field.getStyleClass().add("mono");
        DeployDialog.watch(source.valueProperty(), this::build);
        DeployDialog.watch(gpus.valueProperty(), this::build);
        for (var value : List.of(image.getEditor().textProperty(), folder.textProperty(), cpus.textProperty(),
                number.textProperty(), network.getEditor().textProperty(), entrypoint.textProperty(),
                arguments.textProperty())) {
            DeployDialog.watch(value, () -> changed.run());
        }
        boxes.forEach(box -> DeployDialog.watch(box.selectedProperty(), () -> changed.run()));
        build();
    }

    void onChange(Runnable listener) {
        changed = listener;
    }

    /// Names to choose from, once the engine has told them.
    void images(List<String> tags) {
        String typed = image.getEditor().getText();
        image.getItems().setAll(tags);
        image.getEditor().setText(typed);
    }

    ContainerForm form() {
        return new ContainerForm(source.getValue(), switch (source.getValue()) {
            case RECIPE -> "";
            case IMAGE -> text(image.getEditor());
            case FOLDER -> text(folder);
        }, text(cpus), gpusText(), gpus.getValue() == Gpus.CHOSEN, text(network.getEditor()), text(entrypoint),
                text(arguments));
    }

    private String gpusText() {
        return switch (gpus.getValue()) {
            case NONE -> "";
            case ALL -> "all";
            case NUMBER -> text(number).isEmpty() ? "0" : text(number);
            case CHOSEN -> String.join(",", boxes.stream().filter(CheckBox::isSelected)
                    .map(box -> String.valueOf(box.getUserData())).toList());
        };
    }

    private void build() {
        clear();
        plainRow(Text.of("deploy-form.source"), source);
        source.setId("deploy-source");
        switch (source.getValue()) {
            case RECIPE -> {
            }
            case IMAGE -> row(Field.IMAGE, Text.of("deploy-form.image"), image, Text.of("deploy-form.image.hint"));
            case FOLDER -> row(Field.IMAGE, Text.of("deploy-form.folder"), folder, withBrowse(),
                    Text.of("deploy-form.folder.hint"));
        }
        row(Field.CPUS, Text.of("deploy-form.cpus"), cpus, Text.of("deploy-form.cpus.hint"));
        row(Field.GPUS, Text.of("deploy-form.gpus"), gpus, gpuRow(), "");
        row(Field.NETWORK, Text.of("deploy-form.network"), network, Text.of("deploy-form.network.hint"));
        row(Field.ENTRYPOINT, Text.of("deploy-form.entrypoint"), entrypoint, Text.of("deploy-form.entrypoint.hint"));
        row(Field.ARGUMENTS, Text.of("deploy-form.arguments"), arguments, Text.of("deploy-form.arguments.hint"));
        changed.run();
    }

    private Node withBrowse() {
        Button button = Icons.button("fth-folder", Text.of("deploy-form.folder.browse"), () -> {
            Path chosen = browse.ask(Asker.focused(), Text.of("deploy-form.folder.browse"));
            if (chosen != null) folder.setText(chosen.toString());
        });
        button.setId("deploy-browse");
        HBox.setHgrow(folder, Priority.ALWAYS);
        return new HBox(4, folder, button);
    }

    private Node gpuRow() {
        var all = new ArrayList<Node>(List.of(gpus));
        if (gpus.getValue() == Gpus.NUMBER) all.add(number);
        if (gpus.getValue() == Gpus.CHOSEN) all.addAll(boxes);
        number.setId("deploy-gpu-number");
        number.setAccessibleText(Text.of("deploy-form.gpus.number"));
        return new VBox(6, all.toArray(Node[]::new));
    }

    private static CheckBox box(Gpu gpu) {
        String kind = gpu.parent() == null ? "GPU " + gpu.index() : "MIG " + gpu.index();
        var box = new CheckBox(kind + " · " + gpu.name() + " · " + Text.of("deploy-form.gpus.free",
                Units.bytes(gpu.memoryBytes() - gpu.usedBytes()), Units.bytes(gpu.memoryBytes())));
        box.setMnemonicParsing(false);
        box.setUserData(gpu.uuid());
        box.setId("deploy-gpu-" + gpu.index());
        return box;
    }

    private static String word(Source of) {
        return switch (of) {
            case RECIPE -> Text.of("deploy-form.source.recipe");
            case IMAGE -> Text.of("deploy-form.source.image");
            case FOLDER -> Text.of("deploy-form.source.folder");
        };
    }

    private static String word(Gpus of) {
        return switch (of) {
            case NONE -> Text.of("deploy-form.gpus.none");
            case ALL -> Text.of("deploy-form.gpus.all");
            case NUMBER -> Text.of("deploy-form.gpus.number");
            case CHOSEN -> Text.of("deploy-form.gpus.chosen");
        };
    }

    private static String text(TextField field) {
        return field.getText() == null ? "" : field.getText().strip();
    }
}
