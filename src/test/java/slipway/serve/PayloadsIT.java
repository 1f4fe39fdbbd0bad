package slipway.serve;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import slipway.contract.Contracts;
import slipway.contract.SampleRequest;
import slipway.contract.ServingContract;
import slipway.contract.Signature;
import slipway.testkit.Covers;
import slipway.testkit.MlflowForms;
import slipway.testkit.ServerProcess;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// Good and bad requests on every contract's routes: what is answered, and in whose shape.
class PayloadsIT {
    private static final Path SAMPLES = Path.of(System.getProperty("slipway.basedir", "."), "sample-models");
    private static final String COLUMNS = "[\"sepal_length\",\"sepal_width\",\"petal_length\",\"petal_width\"]";
    private static final String GOOD = "{\"dataframe_split\":{\"columns\":" + COLUMNS
            + ",\"data\":[[6.4,2.8,5.6,2.1]]}}";
    private static final String[] JSON = {"Content-Type", "application/json"};

    private static ServerProcess mlflow;
    private static ServerProcess sagemaker;
    private static ServerProcess digits;

    @BeforeAll
    static void start() {
        mlflow = ServerProcess.start(SAMPLES.resolve("iris", "2"), "mlflow");
        sagemaker = ServerProcess.start(SAMPLES.resolve("iris", "2"), "sagemaker");
        digits = ServerProcess.start(SAMPLES.resolve("digits", "2"), "oip-v2");
    }

    @AfterAll
    static void stop() {
        mlflow.close();
        sagemaker.close();
        digits.close();
    }

    @Test
    @Covers({"A013", "A123", "A142"})
    void everyContractsOwnExamplesAreAnswered() throws Exception {
        for (String model : new String[]{"iris", "digits"}) {
            Path folder = SAMPLES.resolve(model, "2");
            Signature signature = MlmodelText.of(Files.readString(folder.resolve("MLmodel"))).signature();
            String example = Files.readString(folder.resolve("serving_input_example.json"));
            for (ServingContract contract : Contracts.ALL) {
                // the sample server completes no sentences and runs no score.py
                if (contract.id().equals("openai") || contract.id().equals("oci-conda")) continue;
                ServerProcess server = model.equals("digits")
                        ? digits
                        : contract.id().equals("mlflow") ? mlflow : sagemaker;
                for (String given : new String[]{example, null}) {
                    for (SampleRequest each : contract.examples(signature, model, given)) {
                        var answer = server.post(each.path(), each.body(), "Content-Type", each.contentType());
                        assertEquals(200, answer.statusCode(), contract.id() + " " + each + " " + answer.body());
                    }
                }
            }
        }
    }

    @Test
    @Covers({"A013", "A014", "A015"})
    void ociRoutes() throws Exception {
        assertEquals(200, sagemaker.get("/health").statusCode());
        assertEquals(405, sagemaker.get("/predict").statusCode());
        assertEquals(404, sagemaker.post("/predict/", GOOD, JSON).statusCode());
        assertEquals(200, sagemaker.post("/predict", GOOD, JSON).statusCode());
        assertTrue(sagemaker.post("/predict", "{", JSON).body().startsWith("{\"code\":\"BAD_REQUEST\",\"message\":"));
    }

    @Test
    @Covers({"A121", "A122", "A123"})
    void sageMakerRoutes() throws Exception {
        var ping = sagemaker.get("/ping");
        assertEquals(200, ping.statusCode());
        assertEquals("", ping.body());
        var csv = sagemaker.post("/invocations", "6.4,2.8,5.6,2.1\n", "Content-Type", "text/csv", "Accept", "text/csv");
        assertEquals("text/csv", csv.headers().firstValue("content-type").orElseThrow());
        assertTrue(csv.body().startsWith("2,"), csv.body());
        var other = sagemaker.post("/invocations", "x", "Content-Type", "application/octet-stream");
        assertEquals(415, other.statusCode());
        assertTrue(other.body().startsWith("{\"error\":"), other.body());
    }

    @Test
    void mlflowRoutes() throws Exception {
        assertEquals("\n", mlflow.get("/ping").body());
        var bad = mlflow.post("/invocations", "{\"inputs\":[],\"instances\":[]}", JSON);
        assertEquals(400, bad.statusCode());
        assertTrue(bad.body().startsWith("{\"error_code\":\"BAD_REQUEST\",\"message\":"), bad.body());
        var other = mlflow.post("/invocations", "a", "Content-Type", "application/csv");
        assertEquals(415, other.statusCode());
        assertEquals("text/plain", other.headers().firstValue("content-type").orElseThrow());
        assertEquals(415, mlflow.post("/invocations", GOOD).statusCode(), "no content type");
        assertEquals(415, mlflow.post("/invocations", GOOD, "Content-Type", "application/json; charset=latin1")
                .statusCode());
        assertEquals(400, mlflow.post("/invocations", "[[6.4,2.8,5.6,2.1]]", JSON).statusCode(), "a bare list");
        String extra = GOOD.replace("[\"sepal", "[\"id\",\"sepal").replace("[[6.4", "[[1,6.4");
        assertEquals(200, mlflow.post("/invocations", extra, JSON).statusCode(), "an extra column is dropped");
    }

    @Test
    @Covers("A152")
    void mlflowsFormsAreTheDocuments() throws Exception {
        var columns = List.of("sepal_length", "sepal_width", "petal_length", "petal_width");
        String split = null;
        for (MlflowForms.Form form : MlflowForms.of(columns, List.of(6.4, 2.8, 5.6, 2.1))) {
            var answer = mlflow.post("/invocations", form.body(), "Content-Type", form.contentType());
            assertEquals(form.status(), answer.statusCode(), form + " " + answer.body());
            if (form.status() != 200) continue;
            if (split == null) split = answer.body();
            assertTrue(split.startsWith("{\"predictions\":["), split);
            assertEquals(split, answer.body(), form.name() + ": the same rows, the same answer");
        }
    }

    @Test
    void azureRoutes() throws Exception {
        assertEquals("Healthy", sagemaker.get("/").body());
        var good = sagemaker.post("/score", GOOD, "x-ms-client-request-id", "abc");
        assertEquals(200, good.statusCode());
        assertTrue(good.headers().firstValue("x-ms-run-fn-exec-ms").isPresent());
        assertEquals("abc", good.headers().firstValue("x-ms-client-request-id").orElseThrow());
        assertTrue(sagemaker.post("/score", "{}").body().startsWith("{\"message\":"));
        assertEquals(431, sagemaker.post("/score", GOOD, "x-request-id", "x".repeat(101)).statusCode());
    }

    @Test
    void oipRoutes() throws Exception {
        assertEquals(200, digits.get("/v2/health/live").statusCode());
        assertEquals(200, digits.get("/v2/health/ready").statusCode());
        assertEquals(200, digits.get("/v2/models/digits/versions/2/ready").statusCode());
        assertTrue(digits.get("/v2/models/digits").body().contains("\"shape\":[-1,8,8]"));
        assertEquals(404, digits.get("/v2/models/digits/versions/7").statusCode());
        assertEquals(404, digits.post("/v2/models/Digits/infer", "{}", JSON).statusCode(), "names are case-sensitive");
        var wrong = digits.post("/v2/models/digits/infer",
                "{\"inputs\":[{\"name\":\"image\",\"shape\":[1,8],\"datatype\":\"FP32\",\"data\":[0,0,0,0,0,0,0,0]}]}",
                JSON);
        assertEquals(400, wrong.statusCode());
        assertTrue(wrong.body().contains("image"), wrong.body());
    }

    @Test
    void oipBinaryTensors() throws Exception {
        byte[] json = ("{\"id\":\"7\",\"inputs\":[{\"name\":\"image\",\"shape\":[1,8,8],\"datatype\":\"FP32\","
                + "\"parameters\":{\"binary_data_size\":256}}],\"outputs\":[{\"name\":\"label\","
                + "\"parameters\":{\"binary_data\":true}}]}").getBytes(StandardCharsets.UTF_8);
        ByteBuffer body = ByteBuffer.allocate(json.length + 256).put(json);
        var answer = digits.postBytes("/v2/models/digits/infer", body.array(), "Content-Type",
                "application/octet-stream", "Inference-Header-Content-Length", String.valueOf(json.length));
        assertEquals(200, answer.statusCode());
        int head = Integer.parseInt(answer.headers().firstValue("Inference-Header-Content-Length").orElseThrow());
        String text = new String(answer.body(), 0, head, StandardCharsets.UTF_8);
        assertTrue(text.contains("\"id\":\"7\"") && text.contains("\"binary_data_size\":8"), text);
        long label = ByteBuffer.wrap(answer.body(), head, 8).order(ByteOrder.LITTLE_ENDIAN).getLong();
        assertTrue(label >= 0 && label < 10);
        var cut = digits.postBytes("/v2/models/digits/infer", json, "Inference-Header-Content-Length",
                String.valueOf(json.length));
        assertEquals(400, cut.statusCode());
    }

    /// Form, body, and the word that the reason must have: which column, row or key.
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"not json|line 1", "[]|rows", "{}|exactly one", "42|JSON object",
            "{\"dataframe_split\":{\"columns\":[\"sepal_length\"],\"data\":[[1]]}}|sepal_width",
            "{\"dataframe_split\":{\"columns\":COLUMNS,\"data\":[[1,2,3,null]]}}|petal_width",
            "{\"dataframe_split\":{\"columns\":COLUMNS,\"data\":[[1,2,NaN,4]]}}|JSON",
            "{\"dataframe_split\":{\"columns\":COLUMNS,\"data\":[[1,2,\"long\",4]]}}|petal_length",
            "{\"dataframe_split\":{\"columns\":COLUMNS,\"data\":[[1,2,3,4],[1,2,3]]}}|Row 2",
            "{\"dataframe_split\":{\"columns\":COLUMNS,\"data\":[]}}|no rows",
            "{\"dataframe_split\":{\"columns\":COLUMNS,\"data\":[[1,2,3,1e300]]}}|petal_width",
            "{\"dataframe_records\":[{\"sepal_length\":1}]}|missing", "{\"instances\":[[1,2,3]]}|4 columns",
            "{\"instances\":[[1,2,3,4]],\"inputs\":[]}|exactly one", "{\"instances\":[[1,2,3,4]],\"x\":1}|x",
            "{\"inputs\":{\"sepal_length\":[1,2],\"sepal_width\":[1]}}|sepal_width",
            "{\"instances\":[[1,2,3,4]],\"instances\":[[1,2,3,4]]}|uplicate"})
    void badBodiesAreRefusedWithTheReason(String body, String word) throws Exception {
        for (String path : new String[]{"/predict", "/invocations", "/score"}) {
            var answer = sagemaker.post(path, body.replace("COLUMNS", COLUMNS), JSON);
            assertEquals(400, answer.statusCode(), path + " " + answer.body());
            assertTrue(answer.body().contains(word), answer.body());
        }
    }

    @Test
    void anExtraColumnIsNamed() throws Exception {
        String extra = GOOD.replace("[\"sepal", "[\"id\",\"sepal").replace("[[6.4", "[[1,6.4");
        var answer = sagemaker.post("/predict", extra, JSON);
        assertEquals(400, answer.statusCode());
        assertTrue(answer.body().contains("no column id"), answer.body());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void tooLargeABodyIs413(boolean announced) throws Exception {
        byte[] body = new byte[10_000_001];
        var request = java.net.http.HttpRequest.newBuilder(sagemaker.url().resolve("/predict"))
                .POST(announced
                        ? java.net.http.HttpRequest.BodyPublishers.ofByteArray(body)
                        : java.net.http.HttpRequest.BodyPublishers
                                .ofInputStream(() -> new java.io.ByteArrayInputStream(body)))
                .build();
        try (var client = java.net.http.HttpClient.newHttpClient()) {
            var answer = client.send(request, java.net.http.HttpResponse.BodyHandlers.ofString());
            assertEquals(413, answer.statusCode());
            assertTrue(answer.body().contains("10.0 MB"), answer.body());
        }
    }

    @Test
    void everyRequestHasItsLogLine() throws Exception {
        sagemaker.post("/predict", "{}", "x-request-id", "trace-1", "Content-Type", "application/json");
        org.awaitility.Awaitility.await().until(() -> sagemaker.output().contains("WARN trace-1 The body must have"));
        assertTrue(sagemaker.output().contains("INFO trace-1 POST /predict 400 "));
        assertEquals("", sagemaker.errors());
    }
}
