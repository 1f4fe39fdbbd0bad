package slipway.ui.checks;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;

import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.DialogPane;
import javafx.scene.control.Label;
import javafx.scene.control.RadioButton;
import javafx.scene.control.TextInputControl;
import javafx.scene.layout.StackPane;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import slipway.base.Problem;
import slipway.base.Tasks;
import slipway.testkit.Covers;
import slipway.testkit.Samples;
import slipway.testkit.UiTest;
import slipway.ui.Theme;
import slipway.validate.EnvKind;
import slipway.validate.ValidationRequest;
import slipway.validate.ValidationRequest.ContentType;
import slipway.validate.ValidationResult;
import slipway.validate.Validator;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// The dialog of MLflow's validation, driven as a person does, with pictures in both themes.
class ValidateDialogUiTest extends UiTest {
    private final Tasks tasks = new Tasks();
    private final List<ValidationRequest> asked = new ArrayList<>();
    private final List<String> copied = new ArrayList<>();

    @AfterEach
    void close() {
        tasks.close();
    }

    private void open(Validator validator) {
        show(fx(StackPane::new), 1024, 700);
        fxRun(() -> ValidateDialog.show(stage(), Samples.model("iris", "2", 0.967, 3_120, List.of()), validator, tasks,
                copied::add));
        settle();
    }

    @Test
    void theDialogIsForEverybody() {
        show(fx(StackPane::new), 1024, 700);
        Validator validator = (request, progress) -> {
            throw new AssertionError("nobody asked");
        };
        everybodyCanUse("ValidateDialog",
                () -> ValidateDialog.show(stage(), Samples.model("iris", "2", 0.967, 3_120, List
                        .of()), validator, tasks, copied::add));
    }

    private ValidationResult result(ValidationRequest request, @Nullable Problem problem) {
        asked.add(request);
        return new ValidationResult(request.model(), "iris 2", request.envManager(), Instant.EPOCH, "application/json",
                "serving_input_example.json", problem == null ? 200 : 400, problem == null
                        ? "{\"predictions\": [0, 2, 1]}\n"
                        : "{\"error_code\": \"INVALID_PARAMETER_VALUE\"}",
                new ValidationResult.Environment("3.11.2", Map.of("scikit-learn", "1.2.1", "numpy", "1.24.2", "mlflow",
                        "2.14.1"), "/home/ada/iris-demo/.slipway/environments/3f2a91c07b6e5d40/bin/python"),
                Duration.ofMillis(12_400), Duration.ofMillis(1_900), Duration.ofMillis(31), List.of(
                        "The model was made with Python 3.10; this is 3.11.2."),
                List.of("listening on port 40123"), problem, Path.of("/tmp/result.json"));
    }

    private void pictures(String name) {
        for (boolean dark : new boolean[]{true, false}) {
            fxRun(() -> {
                Theme.apply(stage().getScene(), dark);
                Theme.dress(lookup("#validate-dialog").query().getScene());
            });
            settle();
            shot("validate-" + name + (dark ? "-dark" : "-light"));
        }
    }

    private Node the(String id) {
        return lookup("#" + id).query();
    }

    private <T> T the(Class<T> type, String id) {
        return type.cast(the(id));
    }

    private void manager(EnvKind kind) {
        ComboBox<?> box = the(ComboBox.class, "validate-manager");
        fxRun(() -> box.getSelectionModel().select(box.getItems().indexOf(kind)));
    }

    private void press(String id) {
        fxRun(() -> ((Button) the(id)).fire());
        settle();
    }

    private void type(String id, String text) {
        fxRun(() -> ((TextInputControl) the(id)).setText(text));
        settle();
    }

    private String command() {
        return ((TextInputControl) the("validate-command")).getText().replace("\\\n  ", "");
    }

    private String words() {
        return the("validate-outcome").lookupAll(".label").stream().filter(Label.class::isInstance)
                .map(node -> String.valueOf(((Label) node).getText())).collect(Collectors.joining("\n"));
    }

    @Test
    @Covers({"A149", "A153", "A154"})
    void aGoodAnswerIsShownWithWhereItCameFrom() {
        open((request, progress) -> result(request, null));
        pictures("empty");
        press("validate-go");
        await().until(() -> !lookup("#validate-answer").queryAll().isEmpty());
        settle();
        assertEquals("{\"predictions\": [0, 2, 1]}", the(TextInputControl.class, "validate-answer").getText());
        assertTrue(words().contains("fair evidence: the same packages"), words());
        assertTrue(words().contains("12.4 s to prepare"), words());
        press("validate-answer-copy");
        assertEquals(List.of("{\"predictions\": [0, 2, 1]}"), copied);
        pictures("good");
    }

    /// Fields become the request and the command; what means nothing cannot be chosen.
    @Test
    @Covers({"A151", "A152", "A155", "A156"})
    void theFieldsAreMlflowsOptions() {
        open((request, progress) -> result(request, Problem.of("validate.refused", 400,
                "Failed to enforce schema of data. Model is missing inputs [‘petal width’].")));
        fxRun(() -> the(RadioButton.class, "validate-from-data").fire());
        settle();
        assertTrue(the(Button.class, "validate-go").isDisabled(), "no input, no run");
        fxRun(() -> the(RadioButton.class, "validate-from-csv").fire());
        type("validate-data", "a,b\n1,2");
        type("validate-requirements", "numpy==1.26.4\n\nscipy>=1.11");
        fxRun(() -> the(CheckBox.class, "validate-mlflow").fire());
        manager(EnvKind.UV);
        settle();
        assertTrue(command().endsWith(" --input-data 'a,b\n1,2' --content-type csv --env-manager uv --install-mlflow "
                + "--pip-requirement numpy==1.26.4 --pip-requirement 'scipy>=1.11'"), command());
        type("validate-requirements", "==1");
        assertTrue(the(Button.class, "validate-go").isDisabled(), "no requirement, no run");
        type("validate-requirements", "");
        manager(EnvKind.LOCAL);
        settle();
        assertTrue(the(CheckBox.class, "validate-mlflow").isDisabled());
        assertTrue(the(Node.class, "validate-requirements").isDisabled());
        press("validate-go");
        await().until(() -> words().contains("The model refused the input"));
        assertEquals(ContentType.CSV, asked.getFirst().contentType());
        assertFalse(asked.getFirst().installMlflow());
        assertTrue(words().contains("weak evidence"), words());
        pictures("refused");
    }

    @Test
    void closingCancels() throws Exception {
        var cancelled = new CountDownLatch(1);
        open((request, progress) -> {
            progress.stage("validate.stage.installing", 12);
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                cancelled.countDown();
                throw e;
            }
            throw new AssertionError();
        });
        press("validate-go");
        await().until(() -> words().contains("installing 12 requirements"));
        type("validate-output", "answer.json");
        assertTrue(the(Button.class, "validate-go").isDisabled(), "one at a time");
        pictures("running");
        fxRun(() -> {
            DialogPane pane = the(DialogPane.class, "validate-dialog");
            ((Button) pane.lookupButton(pane.getButtonTypes().getFirst())).fire();
        });
        await().until(() -> cancelled.getCount() == 0);
    }
}
