package slipway.ui.models;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TabPane;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.stage.Window;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.catalog.Catalog;
import slipway.catalog.CatalogView;
import slipway.catalog.Model;
import slipway.testkit.Covers;
import slipway.testkit.Sources;
import slipway.testkit.TestDesk;
import slipway.testkit.UiTest;
import slipway.ui.Theme;
import slipway.ui.fx.Fx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// Findings put right and requirements edited in the detail of a model, on real files.
class ModelFixesUiTest extends UiTest {
    private static final String CONDA = """
            name: churn
            channels:
            - defaults
            dependencies:
            - python=3.10.4
            - pip
            - pip:
              - mlflow==2.9.2
              - numpy==1.26.4 # as trained
              - scikit-learn
            """;

    @TempDir
    private Path root;
    private final TestDesk desk = new TestDesk();
    private final AtomicInteger scans = new AtomicInteger();
    private List<Model> read = List.of();
    private @Nullable ModelDetail detail;
    private List<String> models = List.of("churn/2", "churn/1");

    @BeforeEach
    void write() throws IOException {
        mlflow("1", "mlflow==2.8.0\nscikit-learn==1.2.1\nscipy==1.10.1\n");
        Path second = mlflow("2", "mlflow==2.9.2\nnumpy==1.26.4\nscikit-learn\n");
        Files.writeString(second.resolve("conda.yaml"), CONDA);
    }

    private Path mlflow(String version, String requirements) throws IOException {
        Path folder = Files.createDirectories(root.resolve("churn/" + version));
        Files.writeString(folder.resolve("MLmodel"), """
                artifact_path: churn
                flavors:
                  python_function: {loader_module: mlflow.sklearn, python_version: 3.10.4}
                  sklearn: {sklearn_version: 1.2.1}
                """);
        Files.writeString(folder.resolve("registered_model_meta"), "model_name: churn\nmodel_version: '" + version
                + "'\n");
        Files.writeString(folder.resolve("requirements.txt"), requirements);
        return folder;
    }

    @AfterEach
    void end() {
        fxRun(() -> List.copyOf(Window.getWindows()).stream().filter(each -> !each.equals(stage()))
                .forEach(Window::hide));
    }

    @Test
    @Covers("A158")
    void aFindingIsLookedAtFixedAndTakenBack() throws IOException {
        open("tab-findings");
        assertTrue(shown("Why: Models logged before MLflow 1.18"), "why");
        shots("model-findings");
        Node fix = button("Fix… The channel “defaults”");
        fxRun(fix::requestFocus);
        press(KeyCode.SPACE).release(KeyCode.SPACE);
        settle();
        ListView<String> diff = lookup("#fix-diff").query();
        assertTrue(diff.getItems().containsAll(List.of("-- defaults", "+- conda-forge")), diff.getItems().toString());
        shot("model-fix-dark");
        clickOn("#fix-cancel");
        settle();
        assertEquals(CONDA, text("conda.yaml"), "looked at only");

        fxRun(() -> Theme.apply(stage().getScene(), false));
        clickOn(button("Fix… The channel “defaults”"));
        settle();
        shot("model-fix-light");
        clickOn("#fix-apply");
        settle();
        assertEquals(CONDA.replace("defaults", "conda-forge"), text("conda.yaml"));
        assertEquals(1, scans.get());
        assertFalse(shown("Why: Models logged before MLflow 1.18"), "scanned again");
        assertTrue(shown("Without a signature"), "still in the findings");
        desk.undo();
        settle();
        settle();
        assertEquals(CONDA, text("conda.yaml"));
        assertEquals(2, scans.get());
        assertEquals(List.of("Fixed", "As it was before"), desk.done);
    }

    @Test
    void theDialogIsForEverybody() {
        open("tab-findings");
        everybodyCanUse("FixDialog", () -> ((Button) button("Fix… The channel “defaults”")).fire());
    }

    @Test
    void lineEndsAndRunBitsAreShownAsTheyChange() throws IOException {
        Path own = Files.createDirectories(root.resolve("own"));
        Files.writeString(own.resolve("Dockerfile"), "FROM python:3.11\n");
        Files.writeString(own.resolve("serve"), "#!/bin/sh\r\nexec gunicorn app:app\r\n");
        models = List.of("own");
        open("tab-findings");
        clickOn(button("Fix… The script “serve” has Windows"));
        settle();
        for (String line : List.of("-#!/bin/sh^M", "+#!/bin/sh"))
            assertTrue(lookup((Node node) -> node instanceof ListCell<?> cell && line.equals(cell.getText())).tryQuery()
                    .isPresent(), line);
        shot("model-fix-line-ends");
        clickOn("#fix-apply");
        settle();
        clickOn(button("Fix… The file “serve” may not be run"));
        settle();
        shot("model-fix-mode");
        clickOn("#fix-apply");
        settle();
        assertTrue(Files.isExecutable(own.resolve("serve")));
        assertEquals("#!/bin/sh\nexec gunicorn app:app\n", Files.readString(own.resolve("serve")));
    }

    @Test
    @Covers({"A148", "A157"})
    void requirementsAreAddedChangedAndRemoved() throws IOException {
        open("tab-dependencies");
        assertTrue(shown("3.10.4 (MLmodel, conda.yaml)"), "python");
        shots("model-dependencies");
        theme(false);
        clickOn("#requirement-text").write("pandas=2").type(KeyCode.ENTER);
        settle();
        assertTrue(lookup("#requirement-problem").<Label>query().getText().startsWith("“=2” is no operator"));
        shot("model-dependencies-problem");
        clickOn("#requirement-text").eraseText(8).write("pandas==2.1.0").type(KeyCode.ENTER);
        settle();
        shot("model-dependencies-diff");
        clickOn("#fix-apply");
        settle();
        assertTrue(text("requirements.txt").endsWith("scikit-learn\npandas==2.1.0\n"), text("requirements.txt"));
        assertTrue(text("conda.yaml").endsWith("  - pandas==2.1.0\n"), text("conda.yaml"));

        clickOn("#requirement-edit-numpy");
        assertEquals("Change", lookup("#requirement-submit").<Button>query().getText());
        eraseText(6).write("1.26.3").type(KeyCode.ENTER);
        settle();
        clickOn("#fix-apply");
        settle();
        assertTrue(text("conda.yaml").contains("- numpy==1.26.3 # as trained"), text("conda.yaml"));

        clickOn("#requirement-remove-pandas");
        settle();
        clickOn("#fix-apply");
        settle();
        assertFalse(text("requirements.txt").contains("pandas"));
        assertEquals(3, scans.get());
        desk.undo();
        settle();
        settle();
        assertTrue(text("requirements.txt").contains("pandas"));
        assertTrue(lookup("#requirement-remove-pandas").tryQuery().isPresent(), "shown again");
    }

    @Test
    void versionsDifferInWhatTheyAskFor() {
        open("tab-versions");
        for (String said : List.of("2.8.0 → 2.9.2", "added 1.26.4", "removed", "1.2.1 → any version"))
            assertTrue(shown(said), said);
        shot("model-versions-requirements");
    }

    @Test
    void withoutFilesTheTabSaysWhatThatMeans() throws IOException {
        Files.createDirectories(root.resolve("zip"));
        Files.copy(Sources.base().resolve("sample-models/iris/2/model.onnx"), root.resolve("zip/model.onnx"));
        models = List.of("zip/model.onnx");
        open("tab-dependencies");
        assertTrue(shown("The model is one file"));
        assertFalse(lookup("#requirement-text").tryQuery().isPresent(), "there is no file to write them to");
        shot("model-dependencies-empty");
    }

    private void open(String tab) {
        rescan();
        scans.set(0);
        fxRun(this::showFirst);
        var window = fx(() -> new HBox(detail().pane()));
        show(window, 800, 900);
        select(tab);
    }

    private void select(String tab) {
        fxRun(() -> {
            TabPane tabs = lookup(".tab-pane").query();
            tabs.getTabs().stream().filter(each -> tab.equals(each.getId()))
                    .forEach(tabs.getSelectionModel()::select);
        });
        settle();
    }

    private void rescan() {
        scans.incrementAndGet();
        read = models.stream().map(each -> Catalog.read(root.resolve(each))).toList();
        if (detail != null) Fx.later(this::showFirst);
    }

    private void showFirst() {
        detail().pane().setMinWidth(372);
        detail().pane().setMaxWidth(372);
        Model model = read.getFirst();
        ModelRow row = ModelRow.of(new CatalogView(List.of(model), List.of(), 0, false), List.of()).getFirst();
        detail().show(row, model, read.subList(1, read.size()), List.of(), List.of());
    }

    private ModelDetail detail() {
        if (detail == null) detail = new ModelDetail(model -> {}, desk.desk(), this::rescan);
        return detail;
    }

    private boolean shown(String text) {
        return lookup((Node node) -> node instanceof Label label && label.getText() != null
                && label.getText().contains(text)).tryQuery().isPresent();
    }

    private Node button(String says) {
        return lookup((Node node) -> node instanceof Button button && button.getAccessibleText() != null
                && button.getAccessibleText().startsWith(says)).query();
    }

    private String text(String file) throws IOException {
        return Files.readString(root.resolve("churn/2").resolve(file));
    }
}
