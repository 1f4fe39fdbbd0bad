package slipway.build;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import slipway.catalog.Catalog;
import slipway.catalog.Model;
import slipway.contract.Contracts;
import slipway.contract.ServingContract;
import slipway.engine.ContextEntry;
import slipway.testkit.Covers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// Recipes are what the files in `build/recipes` say; after a wanted change take the new ones from `target/recipes`.
class RecipesTest {
    private static final Path BASE = Path.of(System.getProperty("slipway.basedir", "."));
    private static final Path GOLDEN = BASE.resolve("src/test/resources/build/recipes");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"mlflow,sagemaker", "mlflow,oci-byoc", "mlflow,mlflow", "mlflow,oip-v2"})
    @Covers({"A003", "A127", "A137", "A145"})
    void aPythonModelOfMlflow(String format, String contract) throws Exception {
        Path model = BASE.resolve("src/test/resources/catalog/mlflow/registered");
        golden(format + "-" + contract, Recipes.forModel(Catalog.read(model), contract(contract)).orElseThrow());
    }

    @Test
    void aPickleOfScikitLearn() throws Exception {
        Model model = RecipeModels.model(folder, "pickle", "scikit-learn 1.2.1");
        golden("pickle-sagemaker", Recipes.forModel(model, contract("sagemaker")).orElseThrow());
        golden("pickle-azureml", Recipes.forModel(model, contract("azureml")).orElseThrow());
        golden("pickle-oip-v2", Recipes.forModel(model, contract("oip-v2")).orElseThrow());
        assertEquals(Optional.empty(), Recipes.forModel(model, contract("mlflow")), "its server has rules of its own");
        assertEquals(Optional.empty(), Recipes.forModel(RecipeModels.model(folder, "pickle", "xgboost 2"),
                contract("sagemaker")), "a pickle of anything may need anything");
    }

    @Test
    @Covers("A089")
    void anArtifactOfOci() throws Exception {
        Files.writeString(folder.resolve("score.py"), "");
        Files.writeString(folder.resolve("runtime.yaml"), """
                MODEL_DEPLOYMENT:
                  INFERENCE_CONDA_ENV:
                    INFERENCE_PYTHON_VERSION: '3.10'
                """);
        Files.writeString(folder.resolve("conda.yaml"), """
                dependencies:
                - python=3.9
                - pip:
                  - oracle-ads==2.11.0
                  - scikit-learn==1.2.2
                name: x
                """);
        golden("oci-artifact-oci-byoc",
                Recipes.forModel(RecipeModels.model(folder, "oci-artifact", null), contract("oci-byoc")).orElseThrow());
    }

    @Test
    void codeOfSageMaker() throws Exception {
        Files.createDirectories(folder.resolve("code"));
        Files.writeString(folder.resolve("code/requirements.txt"), "xgboost==2.0.3");
        golden("sagemaker-archive-sagemaker", Recipes
                .forModel(RecipeModels.model(folder, "sagemaker-archive", null), contract("sagemaker")).orElseThrow());
    }

    @ParameterizedTest
    @CsvSource({"oci-byoc", "sagemaker", "mlflow", "azureml", "oip-v2"})
    void anOnnxModelTakesTheSampleServer(String id) {
        List<Recipe> recipes = Recipes.all(Catalog.read(BASE.resolve("sample-models/iris/2")), contract(id));
        assertEquals(List.of("sample-server", "sample-server-online"),
                recipes.stream().map(each -> each.kind().word()).toList());
        assertTrue(recipes.getFirst().dockerfile().contains("FROM scratch\n"));
        assertTrue(recipes.getLast().dockerfile().contains("FROM eclipse-temurin:25-jre\n"));
    }

    /// SageMaker runs the image with the name of a program.
    @Test
    @Covers({"A125", "A126", "A127"})
    void sageMakersProgramCanBeRunAndIsFound() throws Exception {
        Recipe recipe = pickle();
        ContextEntry serve = recipe.source().entries().stream().filter(each -> each.name().equals("serve")).findFirst()
                .orElseThrow();
        assertEquals(0755, serve.mode());
        assertTrue(recipe.dockerfile().contains("ENV PATH=/opt/program:$PATH\n"), recipe.dockerfile());
        assertFalse(recipe.dockerfile().contains("ENTRYPOINT"), "it would take the argument for itself");
    }

    /// No recipe runs as root, fetches without clearing away, or keeps what SIGTERM cannot reach.
    @ParameterizedTest
    @CsvSource({"oci-byoc", "sagemaker", "azureml", "oip-v2"})
    void everyPythonRecipeKeepsTheHouseRules(String id) {
        Model model = RecipeModels.model(folder, "pickle", "scikit-learn 1.2.1");
        String text = Recipes.forModel(model, contract(id)).orElseThrow().dockerfile();
        assertTrue(text.contains("\nUSER 65532:65532\n"), text);
        assertTrue(text.contains("-slim\n"), text);
        assertTrue(text.contains("--no-cache-dir"), text);
        assertTrue(text.contains("EXPOSE " + contract(id).port() + "\n"), text);
        assertEquals(id.equals("oci-byoc"), text.contains("curl"), text);
    }

    @Test
    void aNameCannotAddAnInstruction() {
        Model model = RecipeModels.model(folder, "pickle", "scikit-learn 1\nRUN evil");
        String text = Recipes.forModel(model, contract("sagemaker")).orElseThrow().dockerfile();
        assertFalse(text.lines().anyMatch(line -> line.startsWith("RUN evil")), text);
    }

    @Test
    void whatAPersonChangedIsBuiltAndNeverOverwritten() throws Exception {
        Recipe recipe = pickle();
        String made = recipe.dockerfile();
        String tag = recipe.tag();
        assertFalse(recipe.edited());
        assertTrue(recipe.offer());
        assertEquals(made, recipe.dockerfile());
        assertFalse(recipe.edited(), "as it was made");
        assertEquals(tag, recipe.tag());

        String text = Files.readString(recipe.file());
        Files.writeString(recipe.file(), text + "LABEL mine=1\n");
        assertTrue(recipe.edited());
        assertEquals(made + "LABEL mine=1\n", recipe.dockerfile());
        assertNotEquals(tag, recipe.tag(), "another image, another name");
        assertFalse(recipe.offer());
        assertTrue(Files.readString(recipe.file()).endsWith("LABEL mine=1\n"));
        assertEquals(made + "LABEL mine=1\n", recipe.source().dockerfile());

        recipe.save(made);
        assertFalse(recipe.edited(), "taken back");
        assertEquals(tag, recipe.tag());
    }

    @Test
    void everyContractAndEveryFileHasADockerfileOfItsOwn() throws Exception {
        assertEquals("Dockerfile.slipway-sagemaker", pickle().file().getFileName().toString());
        Model one = Catalog.read(Files.copy(BASE.resolve("sample-models/iris/2/model.onnx"),
                folder.resolve("one.onnx")));
        List<String> files = Recipes.all(one, contract("mlflow")).stream()
                .map(each -> folder.relativize(each.file()).toString()).toList();
        assertEquals(List.of("one.onnx.Dockerfile.slipway", "one.onnx.Dockerfile.slipway-online"), files);
    }

    /// The model is still the same: it is not deployed anew because its recipe was written down.
    @Test
    void theDockerfileIsNoPartOfTheModel() throws Exception {
        for (String name : List.of("MLmodel", "model.onnx")) {
            Files.copy(BASE.resolve("sample-models/iris/2").resolve(name), folder.resolve(name));
        }
        Model before = Catalog.read(folder);
        assertTrue(Recipes.forModel(before, contract("mlflow")).orElseThrow().offer());
        assertTrue(Files.exists(folder.resolve("Dockerfile.slipway")));
        Model after = Catalog.read(folder);
        assertEquals(before.sha256(), after.sha256());
        assertEquals(before.files(), after.files());
    }

    @Test
    void aDockerfileWithoutOurFirstLineIsAPersonsOwn() throws Exception {
        Recipe recipe = pickle();
        Files.writeString(recipe.file(), "FROM mine\n");
        assertTrue(recipe.edited());
        assertEquals("FROM mine\n", recipe.dockerfile());
        assertFalse(recipe.offer());
    }

    @Test
    void anOldDockerfileThatNobodyTouchedIsRenewed() throws Exception {
        Recipe recipe = pickle();
        new RecipeFile(recipe.file()).offer("FROM an-older-slipway\n");
        assertFalse(recipe.edited());
        assertTrue(recipe.dockerfile().contains("server.py"));
        assertTrue(recipe.offer());
        assertTrue(Files.readString(recipe.file()).contains("server.py"));
    }

    private Recipe pickle() {
        Model model = RecipeModels.model(folder, "pickle", "scikit-learn 1.2.1");
        return Recipes.forModel(model, contract("sagemaker")).orElseThrow();
    }

    private static void golden(String name, Recipe recipe) throws Exception {
        var text = new StringBuilder(recipe.tag().replaceAll("-[0-9a-f]{10}$", "-HASH") + "\n");
        for (ContextEntry entry : recipe.source().entries()) {
            if (entry.name().equals("server.py")) continue;
            try (var in = Objects.requireNonNull(entry.content()).open()) {
                text.append("=== ").append(entry.name()).append('\n')
                        .append(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        Path golden = GOLDEN.resolve(name + ".txt");
        String wanted = Files.exists(golden) ? Files.readString(golden) : "";
        if (!wanted.contentEquals(text)) keep(name, text.toString());
        assertEquals(wanted, text.toString());
    }

    private static void keep(String name, String text) throws IOException {
        Path made = Files.createDirectories(BASE.resolve("target/recipes")).resolve(name + ".txt");
        Files.writeString(made, text);
    }

    private static ServingContract contract(String id) {
        return Contracts.byId(id).orElseThrow();
    }
}
