package slipway.testkit;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// The server with the defects is good where it has none, and bad in one thing where it has one.
class DefectServerIT {
    private static final String JSON = "application/json";
    private static final String SPLIT = """
            {"dataframe_split": {"columns": ["sepal_width", "sepal_length", "petal_length", "petal_width"],
             "data": [[3.5, 5.1, 1.4, 0.2]]}}""";
    private static final String INFER = """
            {"id": "7", "inputs": [{"name": "sepal_length", "shape": [1], "datatype": "FP64", "data": [5.1]},
             {"name": "sepal_width", "shape": [1], "datatype": "FP64", "data": [3.5]},
             {"name": "petal_length", "shape": [1, 1], "datatype": "FP64", "data": [[1.4]]},
             {"name": "petal_width", "shape": [1], "datatype": "FP64", "data": [0.2]}]}""";
    private static final String CHAT = """
            {"model": "model", "messages": [{"role": "user", "content": "one two three"}], "stream": %s}""";

    @BeforeAll
    static void python() {
        Assumptions.assumeTrue(DefectServer.canRun(), "python3 is missing");
    }

    @ParameterizedTest
    @CsvSource({"oci-byoc,/health,/predict,{\"error\": ", "oci-conda,/health,/predict,{\"error\": ",
            "sagemaker,/ping,/invocations,{\"error\": ", "mlflow,/ping,/invocations,{\"error_code\": \"",
            "azureml,/,/score,{\"message\": ", "oip-v2,/v2/models/model/ready,/v2/models/model/infer,{\"error\": ",
            "openai,/health,/v1/chat/completions,{\"error\": {\"message\": "})
    void keepsItsContract(String contract, String health, String predict, String error) throws Exception {
        String good = contract.equals("openai") ? CHAT.formatted(false) : contract.equals("oip-v2") ? INFER : SPLIT;
        try (var server = DefectServer.start(contract, "")) {
            assertEquals(200, server.send("GET", health, "").statusCode());
            assertEquals("", server.send("HEAD", health, "").body());
            assertEquals(405, server.send("POST", health, "{}", "Content-Type", JSON).statusCode());
            var answer = server.send("POST", predict, good, "Content-Type", JSON);
            assertEquals(200, answer.statusCode(), answer::body);
            assertTrue(answer.body().contains(contract.equals("openai") ? "one two three" : "3.475"), answer::body);
            for (String broken : List.of("{", "[]", "{\"x\": 1}", "[".repeat(100_000), "\0", "{\"data\": [[1, 2]]}")) {
                answer = server.send("POST", predict, broken, "Content-Type", JSON);
                assertEquals(400, answer.statusCode(), answer::body);
                assertTrue(answer.body().startsWith(error), answer::body);
            }
            answer = server.send("DELETE", predict, "");
            assertEquals(405, answer.statusCode());
            assertTrue(answer.headers().firstValue("Allow").orElse("").contains("POST"), () -> "no Allow");
            assertEquals(404, server.send("POST", predict + "/", good, "Content-Type", JSON).statusCode());
            int strange = server.send("POST", predict, "hello", "Content-Type", "text/plain").statusCode();
            assertEquals(contract.equals("azureml") ? 400 : 415, strange);
            large(server, predict, good);
            slow(server, predict, good);
            assertEquals(200, server.send("GET", health, "").statusCode());
            assertEquals(0, server.stop(Duration.ofSeconds(2)), server::output);
        }
    }

    /// Bytes of white space before the payload, less than any platform’s limit.
    private static void large(DefectServer server, String predict, String good) throws Exception {
        String padded = " ".repeat(9_500_000) + good;
        assertEquals(200, server.send("POST", predict, padded, "Content-Type", JSON).statusCode());
    }

    /// A client that stops in the middle of its request holds up nobody else.
    private static void slow(DefectServer server, String predict, String good) throws Exception {
        try (Socket socket = RawHttp.open(server.port())) {
            write(socket, "POST " + predict + " HTTP/1.1\r\nHost: x\r\nContent-Type: " + JSON
                    + "\r\nContent-Length: " + good.length() + "\r\n\r\n");
            assertEquals(200, server.send("POST", predict, good, "Content-Type", JSON).statusCode());
            write(socket, good);
            assertTrue(RawHttp.read(socket).startsWith("HTTP/1.1 200 "));
        }
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void keepsWhatIsParticularToAContract() throws Exception {
        try (var server = DefectServer.start("mlflow", "")) {
            String table = "sepal_width,sepal_length,petal_length,petal_width\n3.5,5.1,1.4,0.2\n";
            assertEquals("{\"predictions\": [3.475]}",
                    server.send("POST", "/invocations", table, "Content-Type", "text/csv").body());
            assertEquals("\n", server.send("GET", "/ping", "").body());
            assertEquals(415, server.send("POST", "/invocations", SPLIT, "Content-Type", JSON + "; charset=latin1")
                    .statusCode());
        }
        try (var server = DefectServer.start("azureml", "")) {
            assertEquals("Healthy", server.send("GET", "/", "").body());
            assertEquals("abc", server.send("GET", "/", "", "x-request-id", "abc").headers()
                    .firstValue("x-request-id").orElse(""));
            assertEquals(431, server.send("GET", "/", "", "x-request-id", "a".repeat(101)).statusCode());
            assertEquals(404, server.send("GET", "/swagger.json?version=4", "").statusCode());
        }
        try (var server = DefectServer.start("sagemaker", "")) {
            assertEquals("3.475\n", server.send("POST", "/invocations", "5.1,3.5,1.4,0.2", "Content-Type", "text/csv",
                    "Accept", "text/csv").body());
        }
        try (var server = DefectServer.start("openai", "")) {
            var stream = server.send("POST", "/v1/chat/completions", CHAT.formatted(true), "Content-Type", JSON);
            assertEquals("text/event-stream", stream.headers().firstValue("Content-Type").orElse(""));
            assertTrue(stream.body().endsWith("data: [DONE]\n\n"), stream::body);
        }
    }

    @ParameterizedTest
    @CsvSource({"oci-byoc,health-204,GET,/health,204", "oci-byoc,health-500,GET,/health,500",
            "sagemaker,health-redirect,GET,/ping,302", "mlflow,never-ready,GET,/ping,503",
            "oci-byoc,predict-404,POST,/predict,404", "oci-byoc,predict-redirect,POST,/predict,308",
            "oci-byoc,slash-redirect,POST,/predict/,308",
            "oci-byoc,get-predict-200,GET,/predict,200", "oci-byoc,malformed-500,POST,/predict,500",
            "mlflow,malformed-200,POST,/invocations,200", "sagemaker,large-body-413,POST,/invocations,413",
            "oip-v2,model-metadata-missing,GET,/v2/models/model,404", "oip-v2,live-fails,GET,/v2/health/live,500",
            "oip-v2,unknown-model-200,GET,/v2/models/none,200",
            "oip-v2,version-route-missing,GET,/v2/models/model/versions/1,404",
            "openai,models-missing,GET,/v1/models,404", "azureml,swagger-missing,GET,/swagger.json,404"})
    void breaksOneThing(String contract, String defect, String method, String path, int status) throws Exception {
        String body = defect.startsWith("large") ? " ".repeat(1_100_000) : method.equals("GET") ? "" : "{";
        assertTrue(status != status("", contract, method, path, body), "the good server answers " + status + " too");
        assertEquals(status, status(defect, contract, method, path, body));
    }

    private static int status(String defect, String contract, String method, String path, String body)
            throws Exception {
        try (var server = DefectServer.start(contract, defect)) {
            return server.send(method, path, body, "Content-Type", JSON).statusCode();
        }
    }

    @Test
    void breaksWhatNoStatusSays() throws Exception {
        try (var server = DefectServer.start("oci-byoc", "sigterm-ignored")) {
            assertEquals(-1, server.stop(Duration.ofMillis(700)));
        }
        try (var server = DefectServer.start("oci-byoc", "large-body-reset")) {
            assertThrows(IOException.class,
                    () -> server.send("POST", "/predict", " ".repeat(5_000_000), "Content-Type", JSON));
            assertEquals(200, server.send("GET", "/health", "").statusCode());
        }
        try (var server = DefectServer.start("oci-byoc", "slow-client-blocks");
                Socket slow = RawHttp.open(server.port());
                Socket other = RawHttp.open(server.port())) {
            write(slow, "POST /predict HTTP/1.1\r\n");
            write(other, "GET /health HTTP/1.0\r\n\r\n");
            other.setSoTimeout(700);
            assertThrows(SocketTimeoutException.class, () -> other.getInputStream().read());
        }
        try (var server = DefectServer.launch("sagemaker", "ignores-serve", Map.of())) {
            assertEquals(1, server.exit(), server::output);
        }
        try (var server = DefectServer.start("azureml", "predict-500")) {
            assertEquals(400, server.send("POST", "/score", "{", "Content-Type", JSON).statusCode());
            var answer = server.send("POST", "/score", SPLIT, "Content-Type", JSON);
            assertEquals(500, answer.statusCode());
            assertEquals("true", answer.headers().firstValue("x-ms-run-function-failed").orElse(""));
        }
        try (var server = DefectServer.start("azureml", "double-encoding")) {
            HttpResponse<String> answer = server.send("POST", "/score", SPLIT, "Content-Type", JSON);
            assertEquals("\"{\\\"predictions\\\": [3.475]}\"", answer.body());
        }
    }
}
