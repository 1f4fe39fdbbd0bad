package slipway.catalog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.catalog.fix.Dependencies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// YAML of others that has no end: it is refused where it is read, and said by each reader in its way.
class SafeYamlTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"a: &a [*a]", "a: &a {b: *a}", "a: &a {b: [{c: *a}]}", "--- &r\na: *r\n",
            "a: &a\n- ? [*a]\n  : 1\n", "a: &a [1]\nb: &a [*a]", "a: &a [&b [*a]]", "a: &a {? *a : 1}"})
    void whatHoldsItselfIsRefusedWithItsPlace(String text) {
        assertThrows(YamlEngineException.class, () -> SafeYaml.map(text));
        Problem problem = assertThrows(StudioException.class, () -> SafeYaml.documents(text)).problem();
        assertEquals("catalog.yaml-itself", problem.code());
        int at = text.lastIndexOf('*');
        String before = text.substring(0, at);
        assertTrue(problem.what().startsWith("Line " + before.lines().count() + ", column "
                + (at - before.lastIndexOf('\n')) + ":"), problem.what());
    }

    @Test
    void anAliasOfWhatHasEndedStaysWhatItStandsFor() {
        assertEquals(Map.of("a", List.of("1"), "b", List.of("1")), SafeYaml.map("a: &a [1]\nb: *a\n"));
        assertEquals(Map.of("a", List.of("x", "x")), SafeYaml.map("a: &a [&a x, *a]\n"));
        assertEquals(Map.of("a", List.of(List.of(), List.of())), SafeYaml.map("a: &a [&a [], *a]\n"));
        assertEquals(2, SafeYaml.documents("a: &a [1]\n---\na: &a {b: 1}\nb: *a\n").size());
    }

    @Test
    void whatGoesTooDeepIsSaidWithItsPlace() {
        String deep = "a: " + "[".repeat(64) + "]".repeat(64);
        Problem problem = assertThrows(StudioException.class, () -> SafeYaml.pasted(deep)).problem();
        assertEquals("catalog.yaml-deep", problem.code());
        assertTrue(problem.what().startsWith("Line 1, column 67:"), problem.what());
        assertEquals(1, SafeYaml.pasted("a: " + "[".repeat(63) + "]".repeat(63)).size());
    }

    @Test
    void theFilesOfAModelAreReadAllTheSame() throws IOException {
        assertFalse(Requirements.defaultsChannel("channels: &c [*c]\n"));
        assertTrue(Requirements.defaultsChannel("channels: &c\n- *c\n- defaults\n"), "by its words then");
        Header artifact = OciArtifact.header("def load_model(): pass\ndef predict(data): pass\n",
                "MODEL_ARTIFACT_VERSION: '3.0'\nMODEL_DEPLOYMENT: &d {INFERENCE_CONDA_ENV: *d}\n", "");
        assertEquals(List.of("oci/runtime-unreadable"), artifact.findings().stream().map(Finding::rule).toList());
        assertEquals(List.of(), ModelCard.of("---\ntags: &t [*t]\n---\n# Iris\n").tags());

        Path model = Files.createDirectories(folder.resolve("iris"));
        Files.writeString(model.resolve("MLmodel"), "flavors: &f {onnx: *f}\n");
        Problem damaged = assertThrows(StudioException.class, () -> new MlflowFormat().read(model, folder)).problem();
        assertEquals("catalog.mlmodel-damaged", damaged.code());

        Files.writeString(model.resolve("MLmodel"), "flavors: {onnx: {onnx_version: 1.16.0}}\n");
        Files.writeString(model.resolve("conda.yaml"), "channels: &c [*c]\ndependencies: &d [{pip: *d}]\n");
        Files.writeString(model.resolve("python_env.yaml"), "python: 3.11.2\ndependencies: &d [*d]\n");
        Model read = new MlflowFormat().read(model, folder).orElseThrow();
        assertEquals(List.of(), Dependencies.of(read).requirements());
    }
}
