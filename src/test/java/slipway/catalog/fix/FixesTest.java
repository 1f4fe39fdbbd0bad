package slipway.catalog.fix;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.StudioException;
import slipway.catalog.Catalog;
import slipway.catalog.Finding;
import slipway.catalog.Model;
import slipway.testkit.Covers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// Each fix against the scan itself: the finding is there, goes with the fix, and comes back with its undoing.
class FixesTest {
    private static final String MLMODEL = """
            artifact_path: m
            mlflow_version: 2.9.2
            flavors:
              python_function: {loader_module: mlflow.sklearn, python_version: 3.10.4}
              sklearn: {sklearn_version: 1.2.1, pickled_model: model.pkl}
            """;
    private static final String CONDA = """
            # made by hand
            name: env
            channels:
            - defaults  # the old one
            - nvidia
            dependencies:
            - python=3.10.4   # as trained
            - pip
            - pip:
              - mlflow==2.9.2
              # the library
              - scikit-learn
            """;

    @TempDir
    private Path root;
    private Path model = Path.of("");

    @Test
    @Covers("A126")
    void aServeWithWindowsLineEndsGetsUnixOnes() throws IOException {
        container("#!/bin/sh\r\necho \"é\"\r\nexec gunicorn\r\n");
        Fix fix = fix("sagemaker/serve-line-ends");
        assertTrue(fix.diff().contains("-#!/bin/sh\r\n") && fix.diff().contains("+#!/bin/sh\n"), fix.diff());
        Applied applied = goes("sagemaker/serve-line-ends", fix);
        assertEquals("#!/bin/sh\necho \"é\"\nexec gunicorn\n", text("serve"));
        comesBack("sagemaker/serve-line-ends", applied);
        assertEquals("#!/bin/sh\r\necho \"é\"\r\nexec gunicorn\r\n", text("serve"));
    }

    @Test
    @Covers("A126")
    void aServeThatMayNotRunGetsItsBit() throws IOException {
        container("#!/bin/sh\n");
        Modes.set(model.resolve("serve"), 0644);
        Fix fix = fix("sagemaker/serve-not-executable");
        assertEquals("diff --git a/serve b/serve\nold mode 100644\nnew mode 100755\n", fix.diff());
        Applied applied = goes("sagemaker/serve-not-executable", fix);
        assertEquals(0755, Modes.of(model.resolve("serve")));
        comesBack("sagemaker/serve-not-executable", applied);
        assertEquals(0644, Modes.of(model.resolve("serve")));
    }

    @Test
    @Covers("A158")
    void theDefaultsChannelGoesAndAllElseStays() throws IOException {
        mlflow(Map.of("conda.yaml", CONDA, "requirements.txt", "scikit-learn==1.2.1\n"));
        Fix fix = fix("mlflow/defaults-channel");
        assertTrue(fix.diff().startsWith("--- a/conda.yaml\n+++ b/conda.yaml\n"), fix.diff());
        Applied applied = goes("mlflow/defaults-channel", fix);
        assertEquals(CONDA.replace("- defaults  # the old one\n", ""), text("conda.yaml"));
        comesBack("mlflow/defaults-channel", applied);
        assertEquals(CONDA, text("conda.yaml"));
    }

    @Test
    @Covers({"A158", "A159"})
    void condaForgeTakesThePlaceOfAnOnlyChannel() throws IOException {
        for (String only : List.of("channels:\n  - defaults # x\n", "channels: [defaults] # x\n",
                "channels:\r\n- 'defaults'\r\n")) {
            assertEquals(only.replace("'defaults'", "defaults").replace("defaults", "conda-forge"),
                    CondaFile.withoutDefaults(only));
        }
        assertEquals("channels: [nvidia, conda-forge]\n",
                CondaFile.withoutDefaults("channels: [nvidia, defaults, conda-forge]\n"));
        mlflow(Map.of("conda.yaml", "channels: [defaults]\ndependencies: []\n"));
        goes("mlflow/defaults-channel", fix("mlflow/defaults-channel"));
        assertEquals("channels: [conda-forge]\ndependencies: []\n", text("conda.yaml"));
    }

    @Test
    void missingRequirementsComeFromTheEnvironmentThatIsThere() throws IOException {
        mlflow(Map.of("environment.yml", CONDA));
        Fix fix = fix("mlflow/missing-requirements");
        assertTrue(fix.diff().startsWith("--- /dev/null\n+++ b/requirements.txt\n@@ -0,0 +1,2 @@\n"), fix.diff());
        Applied applied = goes("mlflow/missing-requirements", fix);
        assertEquals("mlflow==2.9.2\nscikit-learn\n", text("requirements.txt"));
        comesBack("mlflow/missing-requirements", applied);
        assertFalse(Files.exists(model.resolve("requirements.txt")));
    }

    @Test
    @Covers("A148")
    void missingRequirementsComeFromTheFlavorsAndAreNeverInvented() throws IOException {
        mlflow(Map.of());
        goes("mlflow/missing-requirements", fix("mlflow/missing-requirements"));
        assertEquals("mlflow==2.9.2\nscikit-learn==1.2.1\n", text("requirements.txt"));
        mlflow(Map.of("MLmodel", "mlflow_version: 2.9.2\nflavors: {python_function: {loader_module: x}}\n"));
        assertEquals(Optional.empty(), offered("mlflow/missing-requirements"));
    }

    @Test
    @Covers("A055")
    void anOpenRequirementIsPinnedToWhatTheFlavorSays() throws IOException {
        String before = "# env\r\nmlflow==2.9.2\r\nScikit_Learn[alldeps]>=1.0 ; python_version < \"3.12\"  # keep\r\npandas\r\n";
        mlflow(Map.of("requirements.txt", before, "conda.yaml", CONDA.replace("defaults", "conda-forge")));
        Fix fix = fix("mlflow/unpinned-requirement");
        assertEquals(List.of("requirements.txt", "conda.yaml"), fix.changes().stream().map(Change::file).toList());
        Applied applied = fix.apply();
        assertEquals(before.replace(">=1.0 ;", "==1.2.1;"), text("requirements.txt"));
        assertEquals(CONDA.replace("defaults", "conda-forge").replace("- scikit-learn", "- scikit-learn==1.2.1"),
                text("conda.yaml"));
        assertEquals(List.of("pandas"), model().findings().stream()
                .filter(found -> found.rule().equals("mlflow/unpinned-requirement"))
                .map(found -> found.args().getFirst())
                .toList());
        assertEquals(Optional.empty(), offered("mlflow/unpinned-requirement"), "nothing says the version of pandas");
        applied.undo();
        assertEquals(before, text("requirements.txt"));
    }

    @Test
    void aVersionThatTheRequirementDoesNotTakeIsNoPin() throws IOException {
        mlflow(Map.of("requirements.txt", "scikit-learn>=1.3\n"));
        assertEquals(Optional.empty(), offered("mlflow/unpinned-requirement"));
    }

    @Test
    void quotesInRuntimeYaml() throws IOException {
        model = Files.createDirectories(root.resolve("oci"));
        Files.writeString(model.resolve("score.py"), "def load_model(): pass\ndef predict(data): pass\n");
        String runtime = """
                # ours
                MODEL_ARTIFACT_VERSION: 3.0   # fixed
                MODEL_DEPLOYMENT:
                  INFERENCE_CONDA_ENV:
                    INFERENCE_ENV_PATH: oci://b@n/p
                    INFERENCE_PYTHON_VERSION: 3.10
                """;
        Files.writeString(model.resolve("runtime.yaml"), runtime);
        Applied first = goes("oci/artifact-version", fix("oci/artifact-version"));
        goes("oci/python-version-unquoted", fix("oci/python-version-unquoted"));
        assertEquals(runtime.replace("3.0 ", "'3.0' ").replace("3.10", "'3.10'"), text("runtime.yaml"));
        assertEquals("catalog.undo-changed", assertThrows(StudioException.class, first::undo).problem().code());
        Files.writeString(model.resolve("runtime.yaml"), "MODEL_ARTIFACT_VERSION: '2.0'\n");
        assertEquals(Optional.empty(), offered("oci/artifact-version"), "another version may mean something");
        Files.writeString(model.resolve("runtime.yaml"), "MODEL_DEPLOYMENT: {}\n");
        goes("oci/artifact-version", fix("oci/artifact-version"));
        assertEquals("MODEL_ARTIFACT_VERSION: '3.0'\nMODEL_DEPLOYMENT: {}\n", text("runtime.yaml"));
    }

    @Test
    void aFileThatChangedMeanwhileIsNotWritten() throws IOException {
        mlflow(Map.of("conda.yaml", CONDA, "requirements.txt", "scikit-learn\n"));
        Fix pin = fix("mlflow/unpinned-requirement");
        Files.writeString(model.resolve("conda.yaml"), CONDA + "# later\n");
        var refused = assertThrows(StudioException.class, pin::apply);
        assertEquals("catalog.fix-changed", refused.problem().code());
        assertEquals("scikit-learn\n", text("requirements.txt"), "all or nothing");
        assertFalse(Files.exists(root.resolve(".slipway-backups")));

        Applied applied = fix("mlflow/defaults-channel").apply();
        Files.writeString(model.resolve("conda.yaml"), "mine: now\n");
        assertEquals("catalog.undo-changed", assertThrows(StudioException.class, applied::undo).problem().code());
        assertEquals("mine: now\n", text("conda.yaml"));
        assertEquals(CONDA + "# later\n", Files.readString(applied.backup().resolve("conda.yaml")));
    }

    @Test
    void theBackupIsNoPartOfTheModelAndGoesWithTheUndoing() throws IOException {
        mlflow(Map.of("conda.yaml", CONDA));
        Files.setLastModifiedTime(model.resolve("conda.yaml"), FileTime.fromMillis(1_600_000_000_000L));
        Model before = model();
        Applied applied = fix("mlflow/defaults-channel").apply();
        assertEquals(root.resolve(".slipway-backups"), applied.backup().getParent());
        assertEquals(before.files().size(), model().files().size());
        assertFalse(before.sha256().equals(model().sha256()));
        applied.undo();
        assertEquals(before, model());
        assertEquals(1_600_000_000_000L, Files.getLastModifiedTime(model.resolve("conda.yaml")).toMillis());
        assertFalse(Files.exists(root.resolve(".slipway-backups")));
    }

    @Test
    void whereNoBackupCanBeKeptNothingIsChanged() throws IOException {
        mlflow(Map.of("conda.yaml", CONDA));
        Files.writeString(root.resolve(".slipway-backups"), "a file in the way");
        Fix fix = fix("mlflow/defaults-channel");
        assertEquals("catalog.fix-failed", assertThrows(StudioException.class, fix::apply).problem().code());
        assertEquals(CONDA, text("conda.yaml"));
    }

    @Test
    void aReadOnlyFolderStaysAsItIs() throws IOException {
        mlflow(Map.of("conda.yaml", CONDA));
        Fix fix = fix("mlflow/defaults-channel");
        Modes.set(model, 0555);
        try {
            Assumptions.assumeFalse(Files.isWritable(model), "root may write everywhere");
            assertEquals("catalog.fix-failed", assertThrows(StudioException.class, fix::apply).problem().code());
            assertEquals(CONDA, text("conda.yaml"));
            assertFalse(Files.exists(root.resolve(".slipway-backups")));
        } finally {
            Modes.set(model, 0755);
        }
    }

    @Test
    void whatCannotBeWrittenAfterOthersPutsThoseBack() throws IOException {
        mlflow(Map.of("requirements.txt", "scikit-learn==1.2.1\n"));
        // the second file would have to lie below a file
        Fix fix = new Fix(model(), List.of(new Change.Content("requirements.txt", "scikit-learn==1.2.1\n", "x\n"),
                new Change.Content("MLmodel/new.txt", null, "y\n")));
        assertEquals("catalog.fix-failed", assertThrows(StudioException.class, fix::apply).problem().code());
        assertEquals("scikit-learn==1.2.1\n", text("requirements.txt"));
        assertFalse(Files.exists(root.resolve(".slipway-backups")));
    }

    @Test
    void nothingIsWrittenThroughALinkOrOutsideTheModel() throws IOException {
        mlflow(Map.of());
        Path far = Files.writeString(root.resolve("far.yaml"), "channels: [defaults]\n");
        Files.createSymbolicLink(model.resolve("conda.yaml"), far);
        Model now = model();
        for (String file : List.of("conda.yaml", "../far.yaml", "..", "", "\0")) {
            assertEquals(Optional.empty(), Fixes.of(now, new Finding("conda/defaults-channel", Finding.Severity.WARNING,
                    List.of(), file)), file);
        }
    }

    private void container(String serve) throws IOException {
        model = Files.createDirectories(root.resolve("own"));
        Files.writeString(model.resolve("Dockerfile"), "FROM python:3.11\n");
        Files.writeString(model.resolve("serve"), serve);
        Modes.set(model.resolve("serve"), 0755);
    }

    private void mlflow(Map<String, String> files) throws IOException {
        model = Files.createDirectories(root.resolve("m" + files.hashCode()));
        Files.writeString(model.resolve("MLmodel"), MLMODEL);
        for (var file : files.entrySet())
            Files.writeString(model.resolve(file.getKey()), file.getValue());
    }

    private String text(String file) throws IOException {
        return Files.readString(model.resolve(file));
    }

    private Model model() {
        return Catalog.read(model);
    }

    private Optional<Fix> offered(String rule) {
        Model now = model();
        return now.findings().stream().filter(found -> found.rule().equals(rule)).findFirst()
                .flatMap(found -> Fixes.of(now, found));
    }

    private Fix fix(String rule) {
        return offered(rule).orElseThrow();
    }

    private Applied goes(String rule, Fix fix) {
        Applied applied = fix.apply();
        assertFalse(found(rule), rule + " is still there");
        return applied;
    }

    private void comesBack(String rule, Applied applied) {
        applied.undo();
        assertTrue(found(rule), rule);
    }

    private boolean found(String rule) {
        return model().findings().stream().anyMatch(found -> found.rule().equals(rule));
    }
}
