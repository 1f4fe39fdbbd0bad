package slipway.build;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import slipway.testkit.Covers;
import slipway.testkit.MlflowForms;
import slipway.testkit.NeedsDocker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// The samples for Azure, MLflow, KServe and OpenAI, and nginx: built, run as their platforms do, asked.
@NeedsDocker
class SampleServersIT {
    private static final String JSON = "application/json";
    private static SampleImages images;

    @BeforeAll
    static void base() throws Exception {
        images = new SampleImages();
    }

    @AfterAll
    static void remove() throws Exception {
        if (images != null) images.remove();
    }

    @Test
    @Covers({"A181", "A183"})
    void theAzureSampleHasTheRoutesOfItsServer() throws Exception {
        String models = "/var/azureml-app/azureml-models/diabetes/1";
        try (var server = start("azureml-score", 5001, models,
                Map.of("AZUREML_MODEL_DIR", models, "WORKER_COUNT", "1")).awaitReady("/")) {
            assertEquals("Healthy", server.get("/").body());
            String two = Files.readString(SampleImages.SAMPLES.resolve("azureml-score/score.json"));
            var answer = server.send("POST", "/score", two, "x-ms-client-request-id", "two-people");
            assertEquals("{\"predictions\": [241.1, 250.0]}", answer.body());
            assertEquals("two-people", answer.headers().firstValue("x-ms-client-request-id").orElse(""));
            assertTrue(answer.headers().firstValue("x-request-id").isPresent(), "an id of its own");
            assertEquals("false", answer.headers().firstValue("x-ms-run-function-failed").orElse(""));
            assertEquals("{\"predictions\": [241.1]}", server.post("/score", JSON, """
                    {"input_data": {"columns": ["sex", "age", "bmi", "bp", "s1", "s2", "s3", "s4", "s5", "s6"],
                     "data": [[2, 54, 36.1, 115, 163, 98.4, 43, 4, 4.6821, 101]]}}""").body());
            assertEquals(431, server.send("GET", "/", "", "x-request-id", "a".repeat(101)).statusCode());
            assertTrue(server.get("/swagger.json?version=3").body().startsWith("{\"openapi\":\"3."), "swagger 3");
            assertEquals(404, server.get("/swagger.json?version=4").statusCode());
            assertEquals(200, server.send("OPTIONS", "/score", "").statusCode());
            Refusals.of(server, "/", "/score", "{\"message\":");
            Refusals.assertStops(server);
        }
    }

    /// A script that raises: 500, and a header that says whose fault it was.
    @Test
    @Covers("A183")
    void theAzureServerRunsAnotherScriptAndTellsItsFailures() throws Exception {
        Path scripts = Files.createTempDirectory("scripts");
        scripts.toFile().setExecutable(true, false);
        scripts.toFile().setReadable(true, false);
        Files.writeString(scripts.resolve("other.py"), """
                def init():
                    pass
                def run(data):
                    return "said " + data if data != "fail" else 1 / 0
                """);
        String image = images.build("azureml-score");
        try (var server = RunningContainer.start(image, 5002, scripts, "/code",
                Map.of("AZUREML_ENTRY_SCRIPT", "/code/other.py", "SERVER_PORT", "5002")).awaitReady("/")) {
            assertEquals("\"said hello\"", server.post("/score", "text/plain", "hello").body());
            var failed = server.post("/score", "text/plain", "fail");
            assertEquals(500, failed.statusCode());
            assertEquals("true", failed.headers().firstValue("x-ms-run-function-failed").orElse(""));
            assertTrue(failed.body().startsWith("{\"message\":"), failed::body);
            assertTrue(server.logs().contains("ZeroDivisionError"), server::logs);
        } finally {
            Files.delete(scripts.resolve("other.py"));
            Files.delete(scripts);
        }
    }

    @Test
    @Covers({"A136", "A141"})
    void theMlflowSampleScoresEveryForm() throws Exception {
        try (var server = start("mlflow-scoring", 8080, "/opt/ml/model", Map.of()).awaitReady("/ping")) {
            assertEquals("\n", server.get("/ping").body());
            assertEquals("2.14.1", server.get("/version").body());
            String example = Files
                    .readString(SampleImages.SAMPLES.resolve("mlflow-scoring/model/serving_input_example.json"));
            assertEquals("{\"predictions\":[1,1,0]}\n", score(server, JSON, example));
            String row = "[13.2, 17.43, 0.07215, 0.04336]";
            String one = "{\"predictions\":[1]}\n";
            assertEquals(one, score(server, JSON, "{\"instances\": [" + row + "]}"));
            assertEquals(one, score(server, JSON + "; charset=utf-8", "{\"inputs\": [" + row + "]}"));
            assertEquals(one, score(server, JSON, """
                    {"dataframe_records": [{"mean texture": 17.43, "mean radius": 13.2, "mean smoothness": 0.07215,
                     "mean concavity": 0.04336, "of no use": "x"}]}"""));
            assertEquals(one, score(server, "text/csv", """
                    mean texture,mean radius,mean smoothness,mean concavity
                    17.43,13.2,0.07215,0.04336
                    """));
            assertEquals("{\"predictions\":[0]}\n",
                    score(server, JSON, "{\"inputs\": [" + row + "], \"params\": {\"threshold\": 0.9999}}"));
            String missing = score(server, JSON, "{\"dataframe_records\": [{\"mean radius\": 1}]}");
            assertTrue(missing.startsWith("{\"error_code\":\"INVALID_PARAMETER_VALUE\""), missing);
            assertEquals(415, server.post("/invocations", JSON + "; charset=latin1", example).statusCode());
            assertEquals(415, server.post("/invocations", "application/csv", "a\n1\n").statusCode());
            Refusals.of(server, "/ping", "/invocations", "{\"error_code\":\"");
            Refusals.assertStops(server);
        }
    }

    @Test
    @Covers("A152")
    void theMlflowSampleTakesTheDocumentsForms() throws Exception {
        var columns = List.of("mean radius", "mean texture", "mean smoothness", "mean concavity");
        try (var server = start("mlflow-scoring", 8080, "/opt/ml/model", Map.of()).awaitReady("/ping")) {
            for (MlflowForms.Form form : MlflowForms.of(columns, List.of(13.2, 17.43, 0.07215, 0.04336))) {
                var answer = server.post("/invocations", form.contentType(), form.body());
                assertEquals(form.status(), answer.statusCode(), form + " " + answer.body());
                if (form.status() == 200) assertEquals("{\"predictions\":[1,1]}\n", answer.body(), form::name);
            }
        }
    }

    private static String score(RunningContainer server, String type, String body) throws Exception {
        return server.post("/invocations", type, body).body();
    }

    @Test
    void theKserveSampleSpeaksTheOpenInferenceProtocol() throws Exception {
        try (var server = start("kserve-v2", 8000, "/mnt/models", Map.of(), "--model_name=figures")
                .awaitReady("/v2/health/ready")) {
            String model = "/v2/models/figures";
            assertEquals("{\"live\":true}\n", server.get("/v2/health/live").body());
            assertEquals("{\"name\":\"figures\",\"ready\":true}\n", server.get(model + "/versions/1/ready").body());
            assertTrue(server.get(model).body().contains(
                    "\"inputs\":[{\"name\":\"pixels\",\"datatype\":\"FP32\",\"shape\":[-1,64]}]"), "metadata");
            String seven = Files.readString(SampleImages.SAMPLES.resolve("kserve-v2/infer.json"));
            String answer = server.post(model + "/infer", JSON, seven).body();
            assertTrue(answer.startsWith("{\"model_name\":\"figures\",\"model_version\":\"1\",\"id\":\"7\",\"outputs\":"
                    + "[{\"name\":\"label\",\"datatype\":\"INT64\",\"shape\":[1],\"data\":[7]},"), answer);
            assertTrue(answer.contains("\"shape\":[1,10]"), answer);
            assertEquals(200, server.post(model + "/versions/1/infer", JSON, seven).statusCode());
            for (String wrong : new String[]{seven.replace("FP32", "INT64"), seven.replace("1, 64", "2, 64"),
                    seven.replace("pixels", "image"), seven.replace("\"shape\"", "\"size\"")}) {
                assertEquals(400, server.post(model + "/infer", JSON, wrong).statusCode(), wrong);
            }
            assertEquals(404, server.get("/v2/models/digits").statusCode());
            assertEquals("{\"error\":\"model figures has no version 2\"}\n",
                    server.get(model + "/versions/2").body());
            Refusals.of(server, model + "/ready", model + "/infer", "{\"error\":\"");
            Refusals.assertStops(server);
        }
    }

    @Test
    void theOpenAiSampleAnswersAndStreams() throws Exception {
        try (var server = start("openai-echo", 8000, "/mnt/models", Map.of()).awaitReady("/health")) {
            assertTrue(server.get("/v1/models").body().contains("\"id\":\"one-page\""), "models");
            String question = """
                    {"model": "one-page", "messages": [{"role": "user", "content": "What is a container?"}]%s}""";
            String chat = "/v1/chat/completions";
            String said = server.post(chat, JSON, question.formatted("")).body();
            assertTrue(said.contains("\"content\":\"the container that does not understood.\""), said);
            assertTrue(said.contains("\"usage\":{\"prompt_tokens\":20,\"completion_tokens\":39,"), said);
            var stream = server.post(chat, JSON, question.formatted(", \"stream\": true, \"max_tokens\": 5"));
            assertEquals("text/event-stream; charset=utf-8",
                    stream.headers().firstValue("Content-Type").orElse(""));
            assertTrue(stream.body().contains("{\"content\": \" c\"}"), stream::body);
            assertTrue(stream.body().contains("\"finish_reason\": \"length\""), stream::body);
            assertTrue(stream.body().endsWith("data: [DONE]\n\n"), stream::body);
            String text = server.post("/v1/completions", JSON, "{\"model\": \"one-page\", \"prompt\": \"A good\"}")
                    .body();
            assertTrue(text.contains("\"object\":\"text_completion\""), text);
            var unknown = server.post(chat, JSON, question.formatted("").replace("one-page", "gpt"));
            assertEquals(404, unknown.statusCode());
            assertTrue(unknown.body().contains("\"code\":\"model_not_found\""), unknown::body);
            Refusals.large(server, chat, question.formatted(""), 4_000_000);
            Refusals.of(server, "/health", chat, "{\"error\":{\"message\":\"");
            Refusals.assertStops(server);
        }
    }

    /// A server that we did not write: its routes are right, and it answers whatever it is asked.
    @Test
    void nginxHasTheRoutesAndNoModel() throws Exception {
        Assumptions.assumeTrue(DockerCli.run("image", "inspect", "slipway/debian-min:bookworm").code() == 0,
                "slipway/debian-min:bookworm is not here");
        try (var server = start("nginx-static", 9191, "/opt/ml/model", Map.of("SAGEMAKER_BIND_TO_PORT", "9191"),
                "serve")
                .awaitReady("/ping")) {
            assertEquals("", server.get("/ping").body());
            assertEquals(0, server.exec("curl", "--fail", "http://localhost:9191/health").code());
            assertEquals("{\"predictions\":[0]}\n", server.post("/invocations", "text/csv", "1,2,3").body());
            assertEquals("{\"prediction\":[0]}\n", server.post("/predict", JSON, "{").body());
            Refusals.routes(server, "/health", "/predict", "{\"error\":\"");
            Refusals.assertStops(server);
        }
    }

    private static RunningContainer start(String sample, int port, String mount, Map<String, String> environment,
            String... arguments) throws Exception {
        Path folder = SampleImages.SAMPLES.resolve(sample);
        Path model = Files.isDirectory(folder.resolve("model")) ? folder.resolve("model") : folder;
        return RunningContainer.start(images.build(sample), port, model, mount, environment, arguments);
    }
}
