package slipway.catalog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.Secrets;
import slipway.base.StudioException;
import slipway.testkit.Covers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// Folders and specifications with code of their own: what a platform would ask of them.
class CodeFoldersTest {
    @TempDir
    Path folder;

    @Test
    @Covers({"A084", "A085", "A087", "A090", "A091", "A092"})
    void anArtifactOfOciIsCheckedAsThePlatformDoes() throws IOException {
        write("iris/score.py", """
                import os
                def load_model(name="model.onnx"):
                    def predict(): pass
                async def predict(data, *, model=load_model(), **more):
                    return {}
                """);
        write("iris/runtime.yaml", runtime("'3.0'", "'3.10'", "oci://bucket@space/env", "data_science"));
        assertEquals(Set.of(), rules("iris"));
        assertEquals("oci-artifact", Catalog.read(folder.resolve("iris")).format());
        write("iris/runtime.yaml", runtime("3.0", "3.12", "s3://bucket", "mine"));
        assertEquals(Set.of("oci/artifact-version", "oci/environment-path", "oci/environment-type",
                "oci/python-version", "oci/python-version-unquoted"), rules("iris"));
        write("iris/runtime.yaml", "MODEL_ARTIFACT_VERSION: '3.0'\n");
        assertEquals(Set.of("oci/default-environment"), rules("iris"));
        write("iris/runtime.yaml", "a: [\n");
        write("iris/score.py", "'''\ndef load_model(): pass\n'''\n# def predict\ndef other(): pass\n");
        assertEquals(Set.of("oci/missing-function", "oci/runtime-unreadable"), rules("iris"));
        write("iris/runtime.yaml", runtime("'3.0'", "", "", "published"));
        write("iris/score.py", "from x import load_model\ndef predict(body, size): pass\n");
        assertEquals(Set.of("oci/predict-without-data", "oci/predict-parameter", "oci/missing-python-version",
                "oci/missing-environment-path"), rules("iris"));
    }

    private static String runtime(String version, String python, String path, String type) {
        return "MODEL_ARTIFACT_VERSION: " + version + "\nMODEL_DEPLOYMENT:\n  INFERENCE_CONDA_ENV:\n"
                + "    INFERENCE_ENV_TYPE: " + type + "\n    INFERENCE_ENV_PATH: " + path
                + "\n    INFERENCE_PYTHON_VERSION: " + python + "\n";
    }

    @Test
    @Covers({"A126", "A060", "A158"})
    void aContainersFolderIsLookedThrough() throws IOException {
        write("box/Dockerfile", "# syntax\nFROM --platform=linux/amd64 python:3.11\nCOPY . /opt\n");
        write("box/serve", "#!/usr/bin/env python\r\nprint()\r\n");
        write("box/env.yaml", "key: AKIA" + "ABCDEFGHIJKLMNOP\n");
        write("box/conda.yaml", "channels:\n  - defaults\n");
        write("box/requirements.txt", "flask==3.0\ntorch\n");
        Files.write(folder.resolve("box/model.pkl"), PickleBytes.harmful());
        Model model = Catalog.read(folder.resolve("box"));
        assertEquals("container python:3.11 [pickle] [sagemaker]",
                model.format() + " " + model.facts().get("base_image") + " " + model.contains() + " "
                        + model.contracts());
        assertEquals(Set.of("sagemaker/serve-line-ends", "sagemaker/serve-not-executable", "files/secret",
                "conda/defaults-channel", "python/unpinned-requirement", "pickle/unsafe-import", "pickle/present"),
                rules("box"));
        Finding secret = model.findings().stream().filter(found -> found.rule().equals("files/secret")).findFirst()
                .orElseThrow();
        assertFalse(secret.message().contains("ABCDEFGH"), "a secret is never shown whole");
        assertTrue(model.findings().stream().noneMatch(found -> found.message().isBlank()));
    }

    @Test
    void aRepositoryWithADockerfileIsNoModel() throws Exception {
        write("repo/Dockerfile", "FROM scratch\n");
        write("repo/models/iris/MLmodel", "flavors:\n  python_function: {}\n");
        write("plain/Dockerfile.txt", "FROM scratch\n");
        write("notes/Dockerfile", "nothing to build\n");
        CatalogView view = Catalog.scan(folder);
        assertEquals(List.of("repo/models/iris"), view.models().stream().map(Model::relativePath).toList());
    }

    @Test
    void sageMakersFolderIsKnownByItsHandler() throws IOException {
        write("sm/code/inference.py", "def model_fn(d): pass\n");
        write("sm/code/requirements.txt", "a\n");
        write("sm/broken.pkl", "");
        Model model = Catalog.read(folder.resolve("sm"));
        assertEquals("sagemaker-archive [sagemaker]", model.format() + " " + model.contracts());
        assertEquals(Set.of("files/damaged", "python/unpinned-requirement"), rules("sm"));
    }

    @Test
    @Covers("A187")
    void azuresSpecificationsAreToldByTheirSchema() throws IOException {
        String schema = "$schema: https://azuremlschemas.azureedge.net/latest/%s.schema.json\nname: blue\n";
        write("az/code/score.py", """
                if True:
                    def init():
                        pass
                try:
                    from a import run
                except ImportError:
                    run = None
                """);
        String code = "model: {path: ./m}\ncode_configuration: {code: code, scoring_script: score.py}\n";
        Path deployment = write("az/blue.yml", schema.formatted("managedOnlineDeployment") + code);
        Header read = FileReading.header(deployment).orElseThrow();
        assertEquals("azureml blue [azureml] ./m", read.format() + " " + read.name() + " " + read.contracts() + " "
                + read.facts().get("model"));
        assertEquals(List.of(), read.findings());
        write("az/code/score.py", "class Model:\n    def init(self): pass\n    def run(self, data): pass\n");
        assertEquals(List.of("azureml/missing-function", "azureml/missing-function"),
                FileReading.header(deployment).orElseThrow().findings().stream().map(Finding::rule).toList());
        Files.delete(folder.resolve("az/code/score.py"));
        assertEquals("azureml/missing-script",
                FileReading.header(deployment).orElseThrow().findings().getFirst().rule());
        Path batch = write("az/batch.yml", schema.formatted("modelBatchDeployment") + "type: model\n");
        assertEquals(List.of(), FileReading.header(batch).orElseThrow().contracts());
        Path model = write("az/model.yml", schema.formatted("model") + "version: 7\ntype: mlflow_model\n");
        assertEquals("blue 7", FileReading.header(model).orElseThrow().name() + " "
                + FileReading.header(model).orElseThrow().version());
        assertTrue(FileReading.header(write("az/job.yml", schema.formatted("commandJob"))).isEmpty());
        Damaging.at(100, deployment);
    }

    @Test
    void aTemplateIsNamedAsOneAndYamlCannotHarm() throws IOException {
        String schema = "$schema: https://azuremlschemas.azureedge.net/latest/managedOnlineDeployment.schema.json\n";
        Path template = write("t.yml", schema + "name: blue\nendpoint_name: {{ENDPOINT}}\nimage: {{ ACR.NAME }}/x\n");
        StudioException said = assertThrows(StudioException.class, () -> FileReading.header(template));
        assertEquals("catalog.azureml-template [ACR.NAME, ENDPOINT, 3]",
                said.problem().code() + " " + said.problem().args());
        var laughs = new StringBuilder(schema + "a0: &a0 [x, x]\n");
        for (int i = 1; i < 40; i++)
            laughs.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
        for (String harm : List.of(laughs.toString(), schema + "a: &a [*a]\nname: *b\n", schema + "[".repeat(10_000),
                schema + "a: !!java.net.URL [x\n")) {
            Path file = write("harm.yml", harm);
            assertEquals("catalog.damaged",
                    assertThrows(StudioException.class, () -> FileReading.header(file)).problem().code());
        }
    }

    @Test
    void keysAreFoundByTheirShapes() {
        for (String key : List.of("ghp_" + "a1".repeat(18), "-----BEGIN " + "PRIVATE KEY-----", "hf_" + "Ab".repeat(17),
                "dapi" + "0f".repeat(16), "AIza" + "x".repeat(35), "AccountKey=" + "a".repeat(86) + "==")) {
            List<Secrets.Secret> found = Secrets.in("x = \"" + key + "\"\n");
            assertEquals(1, found.size(), key);
            assertTrue(found.getFirst().masked().length() < 12);
        }
        assertEquals(List.of(), Secrets.in("sha256:" + "ab".repeat(32) + " task-risk-assessment sk-short"));
    }

    private Set<String> rules(String name) {
        var rules = new TreeSet<String>();
        Catalog.read(folder.resolve(name)).findings().forEach(found -> rules.add(found.rule()));
        return rules;
    }

    private Path write(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }
}
