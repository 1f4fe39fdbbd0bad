package slipway.ui.checks;

import java.util.function.Consumer;

import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import tools.jackson.databind.JsonNode;

import slipway.base.Text;
import slipway.rehearse.OciUpdate;
import slipway.ui.widget.Labels;

/// Current configuration, update and result of an OCI deployment side by side, worked out as one types. FX thread.
final class UpdateLabView extends VBox {
    /// The example of the platform’s documents, with the comma and the bracket that are missing there.
    private static final String CURRENT = """
            {
              "environmentConfigurationDetails": {
                "environmentConfigurationType": "OCIR_CONTAINER",
                "serverPort": "5454",
                "image": "iad.ocir.io/testtenancy/image_name:1.0.0",
                "imageDigest": "sha256:a9c8468cb671929aec7ad947b9dccd6fe8e6d77f7bcecfe2e10e1c935a88c2a5",
                "environmentVariables": {
                  "a": "b",
                  "c": "d",
                  "e": "f"
                },
                "entrypoint": [
                  "python",
                  "-m",
                  "uvicorn",
                  "a/model/server:app"
                ]
                "cmd": ["param1"]
              }
            """;
    private static final String PATCH = """
            {
              "environmentConfigurationDetails": {
                "serverPort": 2000,
                "environmentVariables": {
                  "x": "y"
                },
                "entrypoint": []
              }
            }
            """;

    private final JsonInput current;
    private final JsonInput patch;
    private final OutcomeView outcome;

    UpdateLabView(Consumer<String> copy) {
        getStyleClass().add("rehearse-view");
        current = new JsonInput("lab-current", Text.of("rehearse.lab.current"), copy, this::rehearse);
        patch = new JsonInput("lab-patch", Text.of("rehearse.lab.patch"), copy, this::rehearse);
        outcome = new OutcomeView(copy, this::setPort);
        var example = new Button(Text.of("rehearse.lab.example"));
        example.setId("lab-example");
        example.setMinWidth(USE_PREF_SIZE);
        example.setOnAction(event -> {
            current.text(CURRENT);
            patch.text(PATCH);
        });
        var about = Labels.wrapped(Text.of("rehearse.lab.about"), "muted");
        HBox.setHgrow(about, Priority.ALWAYS);
        var columns = new HBox(16, current, patch, outcome);
        for (var column : columns.getChildren()) {
            HBox.setHgrow(column, Priority.ALWAYS);
            ((VBox) column).setPrefWidth(300);
            ((VBox) column).setMinWidth(0);
        }
        VBox.setVgrow(columns, Priority.ALWAYS);
        getChildren().addAll(new HBox(16, about, example), columns);
        rehearse();
    }

    private void rehearse() {
        JsonNode before = current.root();
        JsonNode sent = patch.root();
        if (before == null || sent == null) {
            outcome.clear();
        } else {
            outcome.show(OciUpdate.rehearse(before, sent));
        }
    }

    private void setPort(String field, int port) {
        JsonNode sent = patch.root();
        if (sent != null) patch.text(OciUpdate.withPort(sent, field, port));
    }
}
