package slipway.ui.models;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import javafx.scene.control.MenuButton;
import javafx.scene.control.TableView;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.Live;
import slipway.base.Problem;
import slipway.base.Tasks;
import slipway.catalog.CatalogView;
import slipway.catalog.Model;
import slipway.deploy.Deployment;
import slipway.testkit.Samples;
import slipway.testkit.Sources;
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
    private final ModelImports imports = new ModelImports(tasks, () -> folder.resolve("models"), scans::incrementAndGet,
            desk.desk(), (owner, title, kind, patterns) -> chosen, (owner, title) -> chosen);

    @Test
    void fullPageInBothThemes() {
        ModelsPage page = open();
        fxRun(() -> page.select("iris/2"));
        shots("models");
        for (String tab : List.of("Signature", "Versions 2", "Files 2")) {
            clickOn(lookup(".tab-label").lookup(tab).<javafx.scene.Node>query());
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
        assertEquals(List.of("diabetes"), table().getItems().stream().map(row -> row.model().name()).toList());
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
        clickOn(".empty-state .button");
        assertEquals(1, scans.get());
        shot("models-empty");
        catalog.set(new CatalogView(Samples.catalog().models(), List.of(new CatalogView.Broken(Path.of("/x/iris-3/model.onnx"), "iris-3/model.onnx",
                Problem.of("base.unforeseen", "cut off", "The file ends in the middle."))), 31, false));
        settle();
        assertTrue(lookup("iris-3/model.onnx").tryQuery().isPresent());
        shot("models-broken");
    }

    /// However many formats and damaged files there are, the page stays as large as the window.
    @Test
    void manyFormatsAndBrokenFilesLeaveTheModelsTheirRoom() {
        List<Model> models = IntStream.range(0, 30).mapToObj(i -> formatted(Samples.model("m" + i, "1", 0.9, 1_000L,
                List.of()), "format-" + i)).toList();
        catalog.set(new CatalogView(models, IntStream.range(0, 150).mapToObj(i -> new CatalogView.Broken(Path.of("/x/b" + i), "b" + i
                + ".onnx", Problem.of("base.unforeseen", "cut off", "The file ends in the middle."))).toList(), 31,
                false));
        open();
        fxRun(() -> table().getSelectionModel().select(0));
        settle();
        assertTrue(lookup("150 files cannot be read").tryQuery().isPresent());
        assertFalse(lookup("b1.onnx").tryQuery().isPresent(), "only when asked");
        assertTrue(
                fx(() -> table().localToScene(table().getBoundsInLocal()).getMaxY() <= table().getScene().getHeight()),
                "inside the window");
        clickOn("#models-broken");
        settle();
        assertTrue(lookup("b1.onnx").tryQuery().isPresent());
        assertTrue(lookup("And 50 more; slipway catalog scan lists them all.").tryQuery().isPresent());
        assertTrue(fx(() -> table().getHeight() >= 100
                && table().localToScene(table().getBoundsInLocal()).getMaxY() <= table().getScene().getHeight()),
                "inside the window");
        shot("models-broken-many");
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

    private TableView<ModelFilter.Row> table() {
        return lookup("#models-table").query();
    }

    @AfterEach
    void end() {
        tasks.close();
    }

    private ModelsPage open() {
        ModelsPage page = fx(() -> new ModelsPage(catalog, deployments, scans::incrementAndGet, desk.desk(),
                model -> deployed.add(model == null ? "" : model.title()), imports));
        show(fx(page::view), 1440, 900);
        return page;
    }
}
