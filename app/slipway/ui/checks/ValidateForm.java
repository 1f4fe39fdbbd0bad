package slipway.ui.checks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

import javafx.collections.FXCollections;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.RadioButton;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.Toggle;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;

import org.jspecify.annotations.Nullable;

import slipway.base.Text;
import slipway.catalog.fix.Requirement;
import slipway.ui.widget.Labels;
import slipway.ui.widget.StatusPill;
import slipway.ui.widget.Tone;
import slipway.validate.EnvKind;
import slipway.validate.EnvKind.Strength;
import slipway.validate.ValidationRequest;
import slipway.validate.ValidationRequest.ContentType;

/// The options of a validation; those that mean nothing with the environment chosen are disabled. FX thread.
final class ValidateForm extends VBox {
    /// Where the input comes from: one of them, so that there are never two.
    private enum From {
        EXAMPLE, DATA, PATH
    }

    private final Path model;
    private final Runnable changed;
    private final ToggleGroup from = new ToggleGroup();
    private final ToggleGroup type = new ToggleGroup();
    private final TextArea data = new TextArea();
    private final TextField path = new TextField();
    private final ComboBox<EnvKind> manager = new ComboBox<>(FXCollections.observableArrayList(EnvKind.values()));
    private final StatusPill strength = new StatusPill();
    private final CheckBox mlflow = new CheckBox(Text.of("validate.dialog.mlflow"));
    private final TextArea requirements = new TextArea();
    private final TextField wheelhouse = new TextField();
    private final TextField output = new TextField();

    /// @param changed told after each change
    ValidateForm(Path model, boolean hasExample, Runnable changed) {
        this.model = model;
        this.changed = changed;
        getStyleClass().add("validate-form");
        RadioButton example = radio(from, From.EXAMPLE, Text.of("validate.dialog.example"), hasExample);
        example.setDisable(!hasExample);
        getChildren().addAll(Labels.strong(Text.of("validate.dialog.input")),
                row(example, radio(from, From.DATA, Text.of("validate.dialog.data"), !hasExample),
                        radio(from, From.PATH, Text.of("validate.dialog.path"), false)),
                field(data, "validate-data", Text.of("validate.dialog.data")), field(path, "validate-path",
                        Text.of("validate.dialog.path")),
                row(radio(type, ContentType.JSON, Text.of("validate.dialog.json"), true),
                        radio(type, ContentType.CSV, Text.of("validate.dialog.csv"), false)),
                Labels.strong(Text.of("validate.dialog.environment")), row(manager, strength), mlflow,
                Labels.wrapped(Text.of("validate.dialog.requirements"), "strong"),
                field(requirements, "validate-requirements", "numpy==1.26.4"),
                field(wheelhouse, "validate-wheelhouse", Text.of("validate.dialog.wheelhouse")),
                field(output, "validate-output", Text.of("validate.dialog.output")));
        data.setPrefRowCount(3);
        requirements.setPrefRowCount(2);
        managers();
        mlflow.setId("validate-mlflow");
        mlflow.setWrapText(true);
        mlflow.selectedProperty().addListener(observed -> settle());
        from.selectedToggleProperty().addListener(observed -> settle());
        type.selectedToggleProperty().addListener(observed -> settle());
        fit();
    }

    private void managers() {
        manager.setId("validate-manager");
        manager.setAccessibleText(Text.of("validate.dialog.environment"));
        manager.setConverter(new StringConverter<>() {
            @Override
            public String toString(@Nullable EnvKind value) {
                return value == null ? "" : value.word();
            }

            @Override
            public EnvKind fromString(String text) {
                return EnvKind.valueOf(text);
            }
        });
        manager.setValue(EnvKind.VIRTUALENV);
        manager.valueProperty().addListener(observed -> settle());
    }

    private static RadioButton radio(ToggleGroup group, Enum<?> means, String says, boolean chosen) {
        var radio = new RadioButton(says);
        radio.setId("validate-from-" + means.name().toLowerCase(Locale.ROOT));
        radio.setUserData(means);
        radio.setToggleGroup(group);
        radio.setSelected(chosen);
        return radio;
    }

    private <T extends TextInputControl> T field(T field, String id, String says) {
        field.setId(id);
        field.setPromptText(says);
        field.setAccessibleText(says);
        field.getStyleClass().add("mono");
        field.textProperty().addListener(observed -> settle());
        return field;
    }

    private static FlowPane row(Node... nodes) {
        var row = new FlowPane(12, 8, nodes);
        row.getStyleClass().add("validate-line");
        return row;
    }

    private void settle() {
        fit();
        changed.run();
    }

    private void fit() {
        From source = chosen(from, From.EXAMPLE);
        only(data, source == From.DATA);
        only(path, source == From.PATH);
        for (Toggle each : type.getToggles()) {
            // the model's own example is JSON
            ((RadioButton) each).setDisable(source == From.EXAMPLE);
        }
        boolean local = manager.getValue() == EnvKind.LOCAL;
        boolean container = manager.getValue() == EnvKind.CONTAINER;
        mlflow.setDisable(local || container);
        requirements.setDisable(local);
        wheelhouse.setDisable(local);
        Strength how = manager.getValue().strength();
        strength.show(switch (how) {
            case STRONG -> Tone.GOOD;
            case FAIR -> Tone.NEUTRAL;
            case WEAK -> Tone.WARN;
        }, how == Strength.WEAK ? "fth-alert-triangle" : "fth-shield", how.title());
    }

    private static void only(Node field, boolean shown) {
        field.setVisible(shown);
        field.setManaged(shown);
    }

    private static <T> T chosen(ToggleGroup group, T otherwise) {
        Toggle toggle = group.getSelectedToggle();
        @SuppressWarnings("unchecked")
        T means = toggle == null ? otherwise : (T) Objects.requireNonNull(toggle.getUserData());
        return means;
    }

    /// Whether the input that is chosen is given.
    boolean complete() {
        return switch (chosen(from, From.EXAMPLE)) {
            case EXAMPLE -> true;
            case DATA -> !data.getText().isBlank();
            case PATH -> !path.getText().isBlank();
        };
    }

    /// What is asked for.
    ///
    /// @throws slipway.base.StudioException where a requirement is none
    ValidationRequest request() {
        From source = chosen(from, From.EXAMPLE);
        boolean local = requirements.isDisable();
        List<Requirement> overrides = local
                ? List.of()
                : requirements.getText().lines().filter(line -> !line.isBlank()).map(Requirement::parse).toList();
        return new ValidationRequest(model, source == From.DATA ? data.getText() : null,
                source == From.PATH ? Path.of(path.getText().strip()) : null,
                source == From.EXAMPLE ? ContentType.JSON : chosen(type, ContentType.JSON), file(output),
                manager.getValue(),
                mlflow.isSelected() && !mlflow.isDisable(), overrides, local ? null : file(wheelhouse), null);
    }

    private static @Nullable Path file(TextField field) {
        String text = field.getText().strip();
        return text.isEmpty() ? null : Path.of(text);
    }

    /// The same as a command.
    String command() {
        ValidationRequest request = request();
        var words = new ArrayList<>(List.of("slipway", "validate", request.model().toString()));
        String text = request.inputData();
        if (text != null) words.addAll(List.of("--input-data", text));
        option(words, "--input-path", request.inputPath());
        if (request.contentType() == ContentType.CSV) words.addAll(List.of("--content-type", "csv"));
        option(words, "--output-path", request.outputPath());
        words.addAll(List.of("--env-manager", request.envManager().word()));
        if (request.installMlflow()) words.add("--install-mlflow");
        request.overrides().forEach(each -> words.addAll(List.of("--pip-requirement", each.text())));
        option(words, "--wheelhouse", request.wheelhouse());
        return CheckCommands.lines(words);
    }

    private static void option(List<String> words, String name, @Nullable Path value) {
        if (value != null) words.addAll(List.of(name, value.toString()));
    }
}
