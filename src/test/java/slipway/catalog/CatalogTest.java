package slipway.catalog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.Tasks;
import slipway.contract.Tensor;
import slipway.store.Database;
import slipway.testkit.Covers;
import slipway.testkit.Sources;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class CatalogTest {
    private static final Path FILES = Path.of(System.getProperty("slipway.basedir", "."), "src/test/resources/catalog");

    @TempDir
    Path root;

    @TempDir
    Path work;

    @Test
    void readsOnnxAsTheReferenceLibraryDoes() {
        Model initializer = Catalog.read(FILES.resolve("onnx/initializer.onnx"));
        assertEquals("init_input", initializer.name());
        assertEquals(List.of(new Tensor("INPUT", "float32", List.of(5, 5))), initializer.signature().inputs());
        Model sequence = Catalog.read(FILES.resolve("onnx/sequence4.onnx"));
        assertEquals(List.of(new Tensor("out", "float32", List.of(2, -1, 4))), sequence.signature().outputs());
        assertEquals("string", Catalog.read(FILES.resolve("onnx/strnorm.onnx")).signature().inputs().getFirst().type());
        Model tensorflow = Catalog.read(FILES.resolve("onnx/tf_model_multiple_inputs_float64.onnx"));
        assertEquals("tf2onnx 1.7.2", tensorflow.framework());
        assertEquals(List.of("second_input:0", "first_input:0"),
                tensorflow.signature().inputs().stream().map(Tensor::name).toList());
    }

    @Test
    @Covers({"A158", "A140"})
    void readsMlflowFoldersAndSaysWhatIsWorthKnowing() throws IOException {
        Model model = Catalog.read(FILES.resolve("mlflow/registered"));
        assertEquals("model", model.name());
        assertEquals(null, model.version());
        assertEquals("scikit-learn 0.24.1", model.framework());
        assertEquals(List.of("pickle"), model.contains());
        assertEquals(new Tensor("sepal_length", "float64", List.of(-1)), model.signature().inputs().getFirst());
        assertTrue(model.signature().tabular());
        assertEquals(List.of("mlflow/unpinned-requirement", "pickle/present"), rules(model));
        Model bare = Catalog.read(FILES.resolve("mlflow/NoPyfunc"));
        assertEquals("NoPyfunc", bare.name());
        assertEquals(List.of(), bare.contracts());
        Path copy = mlflow("a", "flavors: {sklearn: {sklearn_version: 1.10}}\n");
        Files.writeString(copy.resolve("conda.yaml"), "channels:\n- defaults\n");
        Model found = Catalog.read(copy);
        assertEquals("scikit-learn 1.10", found.framework());
        assertEquals(List.of("mlflow/missing-signature", "mlflow/defaults-channel"), rules(found));
        assertTrue(found.findings().getLast().message().contains("conda-forge"));
    }

    @Test
    void theCardStatesVersionLicenceAndMetrics() throws IOException {
        Path folder = mlflow("iris",
                "artifact_path: iris\nflavors: {onnx: {onnx_version: 1.12.0}, python_function: {}}\n");
        Files.writeString(folder.resolve("README.md"),
                "---\nversion: \"10\"\nlicense: MIT\nmetrics: {accuracy: 0.967}\n---\n\n# Iris\n");
        Files.copy(FILES.resolve("onnx/strnorm.onnx"), folder.resolve("model.onnx"));
        Model model = Catalog.read(folder);
        assertEquals("iris 10", model.title());
        assertEquals("MIT", model.licence());
        assertEquals(Map.of("accuracy", 0.967), model.metrics());
        assertEquals("# Iris\n", model.card());
        assertEquals(List.of("onnx"), model.contains());
        Files.writeString(folder.resolve("registered_model_meta"), "model_name: shop.iris\nmodel_version: '3'\n");
        assertEquals("shop.iris 3", Catalog.read(folder).title());
    }

    @Test
    void theHashIsTheSameWhateverTheOrderAndSeesEveryChange() throws IOException {
        Path one = mlflow("one", "flavors: {x: {}}\n");
        Path two = mlflow("two", "flavors: {x: {}}\n");
        for (String name : List.of("ä", "b", "B/c"))
            write(one.resolve(name));
        for (String name : List.of("B/c", "b", "ä"))
            write(two.resolve(name));
        assertEquals(Catalog.read(one).sha256(), Catalog.read(two).sha256());
        Files.move(two.resolve("b"), two.resolve("d"));
        assertFalse(Catalog.read(one).sha256().equals(Catalog.read(two).sha256()));
    }

    @Test
    void standInsAndDamagedFilesAreProblemsAndLookalikesAreNothing() throws Exception {
        byte[] whole = Files.readAllBytes(FILES.resolve("onnx/initializer.onnx"));
        Files.write(root.resolve("cut.onnx"), Arrays.copyOf(whole, 100));
        Files.write(root.resolve("empty.onnx"), new byte[0]);
        Files.writeString(root.resolve("pointer.onnx"), "version https://git-lfs.github.com/spec/v1\noid sha256:0\n");
        Files.writeString(root.resolve("notes.onnx"), "about our models");
        Files.writeString(root.resolve("MLmodel"), "just a text");
        Files.write(root.resolve("weights.bin"), whole);
        mlflow("bad", "flavors: {x: [}\n");
        Path nested = mlflow("whole", "flavors: {onnx: {}}\n");
        Files.write(nested.resolve("model.onnx"), whole);
        Files.createSymbolicLink(root.resolve("loop"), root);
        CatalogView view = Catalog.scan(root);
        assertEquals(List.of("bad catalog.mlmodel-damaged", "cut.onnx catalog.onnx-damaged", "empty.onnx catalog.empty",
                "pointer.onnx catalog.lfs-pointer"),
                view.problems().stream()
                        .map(broken -> broken.path() + " " + broken.problem().code()).toList());
        assertEquals(List.of("weights.bin", "whole"), view.models().stream().map(Model::relativePath).toList());
    }

    @Test
    void hostileBytesNeverCrashTheReader() throws Exception {
        byte[] whole = Files.readAllBytes(FILES.resolve("onnx/tf_model_multiple_inputs_float64.onnx"));
        var random = new Random(3);
        for (int round = 0; round < 300; round++) {
            byte[] hurt = whole.clone();
            for (int i = 0; i < 4; i++)
                hurt[1 + random.nextInt(hurt.length - 1)] = (byte) random.nextInt(256);
            Files.write(root.resolve("hurt.onnx"), hurt);
            CatalogView view = Catalog.scan(root);
            assertTrue(view.models().size() + view.problems().size() <= 1);
        }
    }

    @Test
    void versionsAreSortedAsNumbersAndTheLiveCatalogFollows() throws Exception {
        for (String version : List.of("10", "9", "2")) {
            Path folder = mlflow(version, "artifact_path: iris\nflavors: {x: {}}\n");
            Files.writeString(folder.resolve("registered_model_meta"), "model_version: " + version + "\n");
        }
        try (var tasks = new Tasks()) {
            var catalog = new Catalog(tasks, List.of(root, root.resolve("not-there")), work,
                    Database.open(work.resolve("slipway.db")));
            catalog.rescan();
            Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> catalog.view().get().models().size() == 3);
            assertEquals(List.of("2", "9", "10"), catalog.view().get().models().stream().map(Model::version).toList());
            catalog.setRoots(List.of());
            Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> catalog.view().get().models().isEmpty());
        }
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> Catalog.scan(root));
    }

    private static List<String> rules(Model model) {
        return model.findings().stream().map(Finding::rule).toList();
    }

    private Path mlflow(String name, String text) throws IOException {
        Path folder = Files.createDirectories(root.resolve(name));
        Files.writeString(folder.resolve("MLmodel"), text);
        return folder;
    }

    private static void write(Path file) throws IOException {
        Files.createDirectories(file.resolveSibling(""));
        Files.writeString(file, String.valueOf(file.getFileName()));
    }

    /// Their numbered folders look like the versions of a Triton model.
    @Test
    void theSampleModelsAreMlflowModels() throws Exception {
        CatalogView view = Catalog.scan(Sources.base().resolve("sample-models"));
        for (String name : List.of("iris", "digits", "diabetes")) {
            assertEquals(List.of("1", "2"), view.models().stream().filter(model -> model.name().equals(name)
                    && model.format().equals("mlflow")).map(Model::version).toList(), name);
        }
    }
}
