package slipway.build;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.contract.Contracts;
import slipway.testkit.Covers;
import slipway.testkit.NeedsDocker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// The samples for OCI and SageMaker, and the server of the Python recipes, on the base that needs no registry: built, run as the
/// platforms do, asked.
@NeedsDocker
class PythonSamplesIT {
    private static final Path BYOC = SampleImages.SAMPLES.resolve("byoc-flask");
    private static final Path SAGEMAKER = SampleImages.SAMPLES.resolve("sagemaker-sklearn");
    private static SampleImages images;

    @TempDir
    private Path artifact;

    @BeforeAll
    static void base() throws Exception {
        images = new SampleImages();
    }

    @AfterAll
    static void remove() throws Exception {
        if (images != null) images.remove();
    }

    @Test
    @Covers({"A013", "A014", "A023", "A051", "A052", "A054", "A056", "A058", "A059"})
    void theOciSampleAnswersAsTheServiceAsks() throws Exception {
        String image = images.build("byoc-flask");
        try (var server = RunningContainer.start(image, 5000, BYOC.resolve("artifact"),
                "/opt/ds/model/deployed_model", Map.of()).awaitReady("/health")) {
            assertEquals("{\"status\":\"success\"}\n", server.get("/health").body());
            String three = Files.readString(BYOC.resolve("predict.json"));
            assertEquals("{\"prediction\":[0,2,1]}\n", server.post("/predict", "application/json", three).body());
            Refusals.large(server, "/predict", three, 10_000_000);
            assertEquals(404, server.post("/predict/", "application/json", "{}").statusCode());
            Refusals.of(server, "/health", "/predict", "{\"error\":\"");
            assertEquals(0, server.exec("curl", "--fail", "http://localhost:5000/health").code());
            assertNotEquals(0, server.exec("touch", "/opt/ds/model/deployed_model/x").code(), "mounted read-only");
            Refusals.assertStops(server);
        }
    }

    @Test
    @Covers({"A116", "A121", "A122", "A123", "A125", "A126", "A129", "A130", "A131", "A115"})
    void theSageMakerSampleAnswersAsTheServiceAsks() throws Exception {
        String image = images.build("sagemaker-sklearn");
        try (var server = RunningContainer.start(image, 8080, SAGEMAKER.resolve("model"), "/opt/ml/model", Map.of(),
                "serve").awaitReady("/ping")) {
            assertEquals("", server.get("/ping").body());
            String csv = Files.readString(SAGEMAKER.resolve("invocations.csv"));
            assertEquals("{\"predictions\":[0,1,2]}\n", server.post("/invocations", "text/csv", csv).body());
            assertEquals("0\n1\n2\n", server.send("POST", "/invocations", csv, "Content-Type", "text/csv", "Accept",
                    "text/csv").body());
            String one = "{\"instances\": [[14.23,1.71,2.43,15.6,127,2.8,3.06,0.28,2.29,5.64,1.04,3.92,1065]]}";
            Refusals.large(server, "/invocations", one, 25_000_000);
            Refusals.of(server, "/ping", "/invocations", "{\"error\":\"");
            assertEquals(400, server.post("/invocations", "text/csv", "a,b").statusCode());
            Refusals.assertStops(server);
        }
        try (var server = RunningContainer.start(image, 9191, SAGEMAKER.resolve("model"), "/opt/ml/model",
                Map.of("SAGEMAKER_BIND_TO_PORT", "9191"), "serve").awaitReady("/ping")) {
            assertEquals(200, server.get("/ping").statusCode());
        }
    }

    /// A recipe builds on a base that is already there, with nothing fetched, and its server finds the model by itself.
    @Test
    void theRecipeForAPickleBuildsOnTheBaseAndServes() throws Exception {
        String image = recipe("sagemaker", "recipe");
        try (var server = RunningContainer.start(image, 8080, BYOC.resolve("artifact"), "/opt/ml/model", Map.of(),
                "serve").awaitReady("/ping")) {
            assertEquals("{\"predictions\": [0, 2, 1]}", server.post("/invocations", "text/csv",
                    "5.1,3.5,1.4,0.2\n6.4,2.8,5.6,2.1\n5.8,2.7,4.1,1.0\n").body());
            assertEquals("{\"predictions\": [0]}", server.post("/invocations", "application/json",
                    "{\"instances\": [[5.1,3.5,1.4,0.2]]}").body());
            assertEquals(400, server.post("/invocations", "application/json", "{\"x\": 1}").statusCode());
            assertEquals(404, server.post("/elsewhere", "application/json", "{}").statusCode());
            Refusals.assertStops(server);
        }
        servesAnArtifactOfOci(image, artifact);
    }

    /// The same server reads what OCI’s own runtime serves.
    private static void servesAnArtifactOfOci(String image, Path oci) throws Exception {
        Files.setPosixFilePermissions(oci, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(oci.resolve("score.py"), """
                def load_model():
                    return 2
                def predict(data, model=load_model()):
                    return {"prediction": [each * model for each in data["data"]]}
                """, StandardCharsets.UTF_8);
        try (var server = RunningContainer.start(image, 8080, oci, "/opt/ml/model", Map.of()).awaitReady("/health")) {
            assertEquals("{\"prediction\": [2, 4]}",
                    server.post("/predict", "application/json", "{\"data\": [1, 2]}").body());
        }
    }

    /// Azure’s code and its server’s routes, with the folder’s own scikit-learn model; tensors reach it too.
    @Test
    @Covers({"A016"})
    void theRecipeForAzureRunsInitAndRun() throws Exception {
        Files.setPosixFilePermissions(artifact, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path weights = Files.copy(BYOC.resolve("artifact/model.joblib"), artifact.resolve("model.joblib"));
        Files.setPosixFilePermissions(weights, PosixFilePermissions.fromString("rw-r--r--"));
        String image = recipe("azureml", "azure");
        String path = "/var/azureml-app/azureml-models";
        try (var server = RunningContainer.start(image, 5001, artifact, path, Map.of()).awaitReady("/")) {
            assertEquals("{\"predictions\": [0]}", server.post("/score", "application/json",
                    "{\"data\": [[5.1,3.5,1.4,0.2]]}").body());
            assertEquals("{\"model_name\": \"iris\", \"model_version\": \"1\", \"outputs\": [{\"name\": \"predict\", "
                    + "\"shape\": [2], \"datatype\": \"INT64\", \"data\": [0, 2]}], \"id\": \"7\"}",
                    server.post("/v2/models/iris/infer", "application/json",
                            "{\"id\":\"7\",\"inputs\":[{\"name\":\"x\","
                                    + "\"shape\":[2,4],\"datatype\":\"FP64\",\"data\":[5.1,3.5,1.4,0.2,6.4,2.8,5.6,2.1]}]}")
                            .body());
        }
        Files.writeString(artifact.resolve("score.py"), """
                import json, os, joblib
                def init():
                    global model
                    model = joblib.load(os.path.join(os.environ["AZUREML_MODEL_DIR"], "model.joblib"))
                def run(raw):
                    data = json.loads(raw)["data"]
                    return [] if data == [] else model.predict(data).tolist()
                """, StandardCharsets.UTF_8);
        try (var server = RunningContainer.start(image, 5001, artifact, path, Map.of()).awaitReady("/")) {
            assertEquals("Healthy", server.get("/").body());
            assertEquals("[0, 2]", server.post("/score?x=1", "application/json",
                    "{\"data\": [[5.1,3.5,1.4,0.2],[6.4,2.8,5.6,2.1]]}").body());
            var failed = server.post("/score", "application/json", "{\"rows\": []}");
            assertEquals(500, failed.statusCode());
            assertEquals("true", failed.headers().firstValue("x-ms-run-function-failed").orElse(""));
            Refusals.assertStops(server);
        }
    }

    private String recipe(String contract, String name) throws Exception {
        var model = RecipeModels.model(BYOC.resolve("artifact"), "pickle", "scikit-learn 1.2.1");
        Recipe recipe = Recipes.forModel(model, Contracts.byId(contract).orElseThrow()).orElseThrow();
        try (InputStream tar = recipe.source().open(sent -> {})) {
            return images.build(name, tar);
        }
    }
}
