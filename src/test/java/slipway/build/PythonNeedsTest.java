package slipway.build;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.catalog.fix.Requirement;
import slipway.contract.Contracts;
import slipway.testkit.Covers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// Requirements that a person overrides take the place of the model's own, and nothing else of the model changes.
class PythonNeedsTest {
    @TempDir
    private Path folder;

    private static List<Requirement> requirements(String... texts) {
        return List.of(texts).stream().map(Requirement::parse).toList();
    }

    @Test
    @Covers("A156")
    void overridesReplaceByNameAndComeLastWhereTheyAreNew() {
        var needs = new PythonNeeds("3.11", """
                -c constraints.txt
                # as logged
                Scikit_Learn==1.2.1  # the model
                numpy==1.24.2 ; python_version < "3.12"
                """, null);
        assertEquals("""
                -c constraints.txt
                # as logged
                scikit-learn==1.3.0
                numpy==1.24.2 ; python_version < "3.12"
                pandas>=2
                """, needs.overridden(requirements("scikit-learn==1.3.0", "pandas>=2")).requirements());
        assertEquals(needs, needs.overridden(List.of()));
    }

    /// One that is asked for twice is asked for once as it is overridden.
    @Test
    void aPackageIsNotAskedForTwice() {
        var needs = new PythonNeeds("3.11", "numpy>=1\nnumpy<2\nscipy\n", null);
        assertEquals("numpy==1.26.4\nscipy\n", needs.overridden(requirements("numpy==1.26.4")).requirements());
    }

    @Test
    @Covers("A155")
    void mlflowIsAddedWhereItIsAskedForOnly() throws Exception {
        Files.writeString(folder.resolve("requirements.txt"), "numpy==1.24.2\n");
        PythonNeeds stated = PythonNeeds.stated(RecipeModels.model(folder, "mlflow", null));
        assertFalse(stated.hasMlflow());
        assertEquals("numpy==1.24.2\nmlflow\n", stated.withMlflow().requirements());
        assertEquals(stated.withMlflow(), stated.withMlflow().withMlflow());
    }

    /// Another set of packages is an image of its own; the usual one keeps its name.
    @Test
    @Covers({"A145", "A147"})
    void aRecipeWithOtherNeedsHasATagOfItsOwnAndTakesTheWheels() throws Exception {
        Path wheels = Files.createDirectory(folder.resolve("wheels"));
        Files.writeString(wheels.resolve("own-1-py3-none-any.whl"), "wheel");
        Path place = Files.createDirectory(folder.resolve("model"));
        Files.writeString(place.resolve("requirements.txt"), "mlflow==2.14.1\nnumpy==1.24.2\n");
        var model = RecipeModels.model(place, "mlflow", null);
        var contract = Contracts.byId("mlflow").orElseThrow();
        Recipe usual = Recipes.forModel(model, contract).orElseThrow();
        PythonNeeds stated = PythonNeeds.stated(model);
        assertEquals(usual.tag(), Recipes.forModel(model, contract, stated).orElseThrow().tag());
        Recipe other = Recipes.forModel(model, contract, stated.overridden(requirements("numpy==1.26.4")))
                .orElseThrow();
        assertNotEquals(usual.tag(), other.tag());
        Recipe offline = Recipes.forModel(model, contract, stated.from(wheels)).orElseThrow();
        assertTrue(offline.dockerfile().contains("COPY wheels/ /opt/program/wheels/\n"), offline::dockerfile);
        assertTrue(offline.source().entries().stream().anyMatch(entry -> entry.name().equals(
                "wheels/own-1-py3-none-any.whl")));
        assertEquals("mlflow==2.14.1\nnumpy==1.24.2\n", Files.readString(place.resolve("requirements.txt")));
    }
}
