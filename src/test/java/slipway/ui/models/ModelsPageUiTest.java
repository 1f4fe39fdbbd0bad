package slipway.ui.models;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableColumnBase;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.stage.Window;

import org.controlsfx.control.GridView;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.Live;
import slipway.base.Problem;
import slipway.base.Tasks;
import slipway.catalog.Catalog;
import slipway.catalog.CatalogView;
import slipway.catalog.Finding;
import slipway.catalog.Mark;
import slipway.catalog.Model;
import slipway.contract.Signature;
import slipway.contract.Tensor;
import slipway.deploy.Deployment;
import slipway.deploy.DeploymentState;
import slipway.testkit.Samples;
import slipway.testkit.Sources;
import slipway.testkit.TestCatalog;
import slipway.testkit.TestDesk;
import slipway.testkit.UiTest;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ModelsPageUiTest extends UiTest {
    @TempDir
    private Path folder;
    private final Tasks tasks = new Tasks();
    private volatile @Nullable Path chosen;
    private final TestDesk desk = new TestDesk();
    private final Live<CatalogView> catalog = new Live<>(Samples.catalog());
    private final Live<List<Deployment>> deployments = new Live<>(Samples.deployments());
    private final List<String> deployed = new ArrayList<>();
    private final AtomicInteger scans = new AtomicInteger();
    private final List<String> asked = new ArrayList<>();
    private final List<Boolean> cards = new ArrayList<>();
    private Catalog real;

    @BeforeEach
    void catalog() {
        real = TestCatalog.in(folder, tasks);
    }

    private final ModelImports imports = new ModelImports(tasks, () -> folder.resolve("models"), scans::incrementAndGet,
            desk.desk(), (owner, title, kind, patterns) -> chosen, (owner, title) -> chosen);

    @Test
    void fullPageInBothThemes() {
        ModelsPage page = open();
        fxRun(() -> page.select("iris/2"));
        shots("models");
        for (String tab : List.of("Signature", "Versions 2", "Files 2")) {
            clickOn(lookup(".tab-label").lookup(tab).<Node>query());
            shot("models-" + tab.substring(0, 5).toLowerCase(java.util.Locale.ROOT));
        }
    }

    @Test
    void searchFiltersAsTyped() {
        open();
        clickOn("#models-search").write("digits-2");
        settle();
        assertEquals(1, table().getItems().size());
        eraseText(8);
        write("nothing like it");
        settle();
        assertEquals(0, table().getItems().size());
        shot("models-nomatch");
    }

    @Test
    void boxesFilterAndDeployCallsBack() {
        open();
        clickOn("warnings");
        settle();
        assertEquals(List.of("diabetes"), table().getItems().stream().map(row -> row.name()).toList());
        fxRun(() -> table().getSelectionModel().select(0));
        clickOn("#deploy-model");
        assertEquals(List.of("diabetes 1"), deployed);
    }

    @Test
    void emptyLoadingAndBroken() {
        catalog.set(new CatalogView(List.of(), List.of(), 0, true));
        open();
        shot("models-loading");
        catalog.set(CatalogView.EMPTY);
        settle();
        await().until(() -> real.view().get().equals(CatalogView.EMPTY));
        clickOn(".empty-state .button");
        await().until(() -> real.view().get().elapsedMillis() >= 0 && !real.view().get().scanning());
        shot("models-empty");
        catalog.set(new CatalogView(Samples.catalog().models(),
                List.of(new CatalogView.Broken(Path.of("/x/iris-3/model.onnx"), "iris-3/model.onnx",
                        Problem.of("base.unforeseen", "cut off", "The file ends in the middle."))),
                31, false));
        settle();
        assertEquals(List.of(ModelRow.State.BROKEN), table().getItems().stream().map(ModelRow::state)
                .filter(state -> state != ModelRow.State.ACTIVE).toList());
        fxRun(() -> table().getSelectionModel().selectLast());
        settle();
        assertTrue(lookup("/x/iris-3/model.onnx").tryQuery().isPresent());
        shot("models-broken");
    }

    /// However many formats and damaged files there are, the page stays as large as the window.
    @Test
    void manyFormatsAndBrokenFilesLeaveTheModelsTheirRoom() {
        List<Model> models = IntStream.range(0, 30).mapToObj(i -> formatted(Samples.model("m" + i, "1", 0.9, 1_000L,
                List.of()), "format-" + i)).toList();
        catalog.set(new CatalogView(models,
                IntStream.range(0, 150).mapToObj(i -> new CatalogView.Broken(Path.of("/x/b" + i), "b" + i
                        + ".onnx", Problem.of("base.unforeseen", "cut off", "The file ends in the middle."))).toList(),
                31,
                false));
        open();
        fxRun(() -> table().getSelectionModel().select(0));
        settle();
        assertTrue(lookup("150 files cannot be read").tryQuery().isPresent());
        assertEquals(180, table().getItems().size());
        assertTrue(
                fx(() -> table().localToScene(table().getBoundsInLocal()).getMaxY() <= table().getScene().getHeight()),
                "inside the window");
        clickOn("#models-broken");
        settle();
        assertEquals(150, table().getItems().size());
        fxRun(() -> table().getSelectionModel().select(3));
        settle();
        assertTrue(lookup("The file ends in the middle.").tryQuery().isPresent());
        shot("models-broken-many");
    }

    @Test
    void cardsShowTheSameAndTheKeyboardMovesThroughThem() {
        Path iris = Samples.model("iris", "1", 0.9, 1, List.of()).path();
        CatalogView some = Samples.catalog();
        catalog.set(new CatalogView(some.models(), List.of(new CatalogView.Broken(Path.of("/x/cut.onnx"), "cut.onnx",
                Problem.of("base.unforeseen", "cut off", "The file ends in the middle."))),
                List.of(Samples.model("churn", "3", 0.8, 9_000, List.of())),
                Map.of(iris, new Mark(false, List.of("demo", "team=risk"))), 31, false));
        open();
        List<ModelRow> listed = List.copyOf(table().getItems());
        clickOn("#models-as-cards");
        settle();
        assertEquals(List.of(true), cards);
        GridView<ModelRow> grid = lookup("#models-cards").query();
        assertEquals(listed, grid.getItems());
        clickOn(lookup(".model-card").nth(3).<Node>query());
        push(KeyCode.LEFT);
        settle();
        assertEquals(1, lookup(".model-card").match(card -> card.getPseudoClassStates()
                .contains(PseudoClass.getPseudoClass("selected"))).queryAll().size());
        shots("models-cards");
        clickOn("demo");
        settle();
        assertEquals(List.of("iris 1"), grid.getItems().stream().map(ModelRow::title).toList());
    }

    /// Put away, tagged, deleted and brought back, on real files.
    @Test
    void whatPeopleDoWithAModelCanBeUndone() throws Exception {
        Path iris = Files.createDirectories(folder.resolve("models/iris"));
        for (String name : List.of("MLmodel", "model.onnx"))
            Files.copy(Sources.base().resolve("sample-models/iris/2").resolve(name), iris.resolve(name));
        real.rescan();
        await().until(() -> real.view().get().models().size() == 1);
        real.view().onChange(() -> catalog.set(real.view().get()));
        catalog.set(real.view().get());
        deployments.set(List.of());
        open();
        fire("models-archive");
        await().until(() -> table().getItems().isEmpty());
        desk.undo();
        await().until(() -> table().getItems().size() == 1);
        settle();
        everybodyCanUse("TagsDialog", () -> TagsDialog.ask(table().getItems().getFirst(), tags -> {}));
        rightClickOn(firstRow());
        settle();
        clickOn("Tags…");
        clickOn("#tags-field").write("team=risk, demo");
        shot("models-tags");
        push(KeyCode.ENTER);
        await().until(() -> table().getItems().getFirst().tags().equals(List.of("demo", "team=risk")));

        deployments.set(List.of(Samples.deployment("iris", "blue", DeploymentState.READY,
                real.view().get().models().getFirst())));
        fire("models-delete");
        await().until(() -> !desk.problems.isEmpty());
        assertEquals(List.of(), asked);
        assertTrue(Files.exists(iris));
        deployments.set(List.of());
        fire("models-delete");
        await().until(() -> !Files.exists(iris) && catalog.get().models().isEmpty());
        assertEquals(1, asked.size());
        assertEquals(List.of(), real.view().get().missing());
        desk.undo();
        await().until(() -> catalog.get().models().size() == 1);
        settle();
        assertEquals(List.of("demo", "team=risk"), table().getItems().getFirst().tags());
    }

    private Node firstRow() {
        return lookup(".table-row-cell").match(row -> row.isVisible() && ((TableRow<?>) row).getItem() != null)
                .query();
    }

    private void fire(String item) {
        settle();
        rightClickOn(firstRow());
        fxRun(() -> Window.getWindows().stream().filter(ContextMenu.class::isInstance)
                .flatMap(menu -> ((ContextMenu) menu).getItems().stream()).filter(each -> item.equals(each.getId()))
                .findFirst().orElseThrow().fire());
        push(KeyCode.ESCAPE);
        settle();
    }

    /// Of a model with very much of everything a part is shown, and what is left is counted.
    @Test
    void aHugeModelIsShownInPart() {
        Model small = Samples.model("huge", "1", 0.9, 1, List.of());
        List<Tensor> columns = IntStream.range(0, 5_000).mapToObj(i -> new Tensor("c" + i, "float64", List.of(-1)))
                .toList();
        List<Finding> findings = IntStream.range(0, 5_000).mapToObj(i -> new Finding("mlflow/unpinned-requirement",
                Finding.Severity.WARNING, List.of("p" + i), "requirements.txt")).toList();
        List<Model.ModelFile> files = IntStream.range(0, 50_000).mapToObj(i -> new Model.ModelFile("f" + i, i))
                .toList();
        catalog.set(new CatalogView(List.of(new Model(small.path(), "huge", "huge", "1", "mlflow", null, List.of(),
                List.of(), 1, "", new Signature(columns, List.of(), true), findings, null, null, null, Map.of(),
                files)), List.of(), 1, false));
        open();
        assertTrue(lookup("being computed…").tryQuery().isPresent());
        for (String tab : List.of("Signature", "Findings 5000", "Files 50000")) {
            fxRun(() -> {
                TabPane tabs = lookup(".tab-pane").query();
                tabs.getTabs().stream().filter(each -> each.getText().equals(tab)).findFirst()
                        .ifPresent(tabs.getSelectionModel()::select);
            });
            settle();
            int nodes = fx(() -> lookup(".tab-pane").lookup("*").queryAll().size());
            assertTrue(nodes < 5_000, tab + ": " + nodes);
        }
        assertTrue(lookup("and 49800 more").tryQuery().isPresent());
    }

    /// A model chosen where none was: the list makes room for it with all its columns.
    @Test
    void theColumnsFitWhenTheDetailComes() {
        open();
        assertColumnsFit(fx(() -> table().getWidth()));
        fxRun(() -> table().getSelectionModel().clearSelection());
        settle();
        double alone = fx(() -> table().getWidth());
        fxRun(() -> table().getSelectionModel().select(1));
        settle();
        double beside = fx(() -> table().getWidth());
        assertTrue(beside < alone - 300, beside + " of " + alone);
        assertColumnsFit(beside);
        resize(1024, 700);
        resize(1440, 900);
        assertColumnsFit(beside);
    }

    private void assertColumnsFit(double width) {
        double columns = fx(() -> table().getColumns().stream().filter(TableColumnBase::isVisible)
                .mapToDouble(TableColumnBase::getWidth).sum());
        assertTrue(columns <= width, columns + " in " + width);
    }

    private static Model formatted(Model model, String format) {
        return new Model(model.path(), model.relativePath(), model.name(), model.version(), format, model.framework(),
                model.contains(), model.contracts(), model.sizeBytes(), model.sha256(), model.signature(),
                model.findings(), model.card(), model.licence(), model.inputExample(), model.metrics(), model.files(),
                Map.of("parameters", "7241732096", "quantization", "Q4_K_M", "context_length", "32768"), true);
    }

    @Test
    void tenThousandModelsFilterWithinAFrame() {
        catalog.set(new CatalogView(IntStream.range(0, 10_000).mapToObj(i -> Samples.model("model-" + i, "1", 0.9,
                1_000L + i, List.of())).toList(), List.of(), 900, false));
        open();
        assertEquals(10_000, table().getItems().size());
        long before = System.nanoTime();
        fxRun(() -> lookup("#models-search").queryTextInputControl().setText("model-99"));
        long millis = (System.nanoTime() - before) / 1_000_000;
        assertEquals(111, table().getItems().size());
        assertTrue(millis < 400, millis + " ms");
        shot("models-many");
    }

    @Test
    void aChosenFolderIsImportedAndShownAndWhatIsNoModelIsSaid() throws Exception {
        Path sample = Files.createDirectories(folder.resolve("iris"));
        for (String name : List.of("MLmodel", "model.onnx"))
            Files.copy(Sources.base().resolve("sample-models/iris/2").resolve(name), sample.resolve(name));
        chosen = sample;
        open();
        fxRun(() -> lookup("#models-import").queryAs(MenuButton.class).getItems().get(0).fire());
        await().until(() -> !desk.opened.isEmpty());
        Path arrived = folder.resolve("models/iris");
        assertEquals(List.of("models " + arrived), desk.opened);
        assertTrue(desk.done.getFirst().endsWith("is in the catalog now"), desk.done.toString());
        assertTrue(Files.exists(arrived.resolve("model.onnx")));
        assertEquals(1, scans.get());

        chosen = Files.writeString(folder.resolve("notes.txt"), "no model");
        fxRun(() -> lookup("#models-import").queryAs(MenuButton.class).getItems().get(1).fire());
        await().until(() -> !desk.problems.isEmpty());
        assertEquals("catalog.not-a-model", desk.problems.getFirst().code());
        clickOn("#models-import");
        shot("models-import");
    }

    private TableView<ModelRow> table() {
        return lookup("#models-table").query();
    }

    @AfterEach
    void end() {
        tasks.close();
    }

    private ModelsPage open() {
        ModelsPage page = fx(() -> new ModelsPage(real, catalog, deployments, desk.desk(),
                model -> deployed.add(model == null ? "" : model.title()), imports, (question, go) -> {
                    asked.add(question.title());
                    go.run();
                }, new ModelsPage.Habits(false, cards::add)));
        show(fx(page::view), 1440, 900);
        return page;
    }
}
