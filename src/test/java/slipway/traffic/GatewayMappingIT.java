package slipway.traffic;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import slipway.contract.Signature;
import slipway.contract.Tensor;
import slipway.testkit.Covers;
import slipway.testkit.StubUpstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// Any platform's routes and bodies in front of any server.
class GatewayMappingIT {
    private static final Signature COLUMNS = new Signature(List.of(new Tensor("a", "float64", List.of(-1)),
            new Tensor("b", "int64", List.of(-1))), List.of(new Tensor("y", "float64", List.of(-1))), true);
    private static final Signature MATRIX = new Signature(List.of(new Tensor("x", "float32", List.of(-1, 2))),
            List.of(new Tensor("y", "int64", List.of(-1))), false);
    private static final String OIP_ANSWER = """
            {"model_name":"m","outputs":[{"name":"y","datatype":"INT64","shape":[2],"data":[7,8]}]}""";

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Gateway gateway = new Gateway();

    @AfterEach
    void close() {
        gateway.close();
        client.close();
    }

    private URI open(StubUpstream server, String contract, String predict, String live, String ready, boolean triton,
            @Nullable Signature bodies) {
        int port = gateway.open("iris", 0, GatewayRoutingIT.policy(Map.of("blue", 100))).port();
        gateway.setTarget("iris", new Target("blue", 3, List.of(server.url()), contract, predict, live, ready, triton,
                bodies));
        return URI.create("http://127.0.0.1:" + port);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(URI at, String type, String body) throws Exception {
        return send(HttpRequest.newBuilder(at).header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /// Answers `answer` at its own route, and tells what it was sent.
    private static StubUpstream answering(int status, String answer, AtomicReference<String> seen) {
        return new StubUpstream(request -> request.body().onSuccess(body -> {
            seen.set(body.toString());
            request.response().setStatusCode(status).putHeader("content-type", "application/json").end(answer);
        }));
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }

    /// It is collected before it is sent on, and let in before that.
    @Test
    @Covers("A093")
    void aLargeBodyDoesNotUseUpItsOwnBandwidth() throws Exception {
        var seen = new AtomicReference<String>("");
        try (var server = answering(200, OIP_ANSWER, seen)) {
            URI at = open(server, "oip-v2", "/v2/models/m/infer", "/v2/health/live", "/v2/health/ready", false,
                    MATRIX);
            gateway.setTarget("iris", new Target("blue", 4, List.of(server.url()), "oip-v2", "/v2/models/m/infer",
                    "/v2/health/live", "/v2/health/ready", false, MATRIX).withBandwidth(1));
            // 125 kB a second
            String body = "[[1.5,2]" + " ".repeat(1_000_000) + "]";
            assertEquals(200, post(at.resolve("/invocations"), "application/json", body).statusCode());
            assertEquals(429, post(at.resolve("/invocations"), "application/json", "[[1.5,2]]").statusCode());
        }
    }

    @ParameterizedTest
    @Covers({"A015", "A016"})
    @CsvSource({"/ping,/alive/ready", "/health,/alive/ready", "/v2/health/live,/alive",
            "/v2/health/ready?x=1,/alive/ready?x=1",
            "/v2/models/iris/ready,/alive/ready", "/v2/models/a%20b/versions/3/ready,/alive/ready", "/alive,/alive",
            "/ping/,/ping/", "/v2/models//ready,/v2/models//ready", "/v2/models/a/b/ready,/v2/models/a/b/ready"})
    void healthOfAnyContractIsTheServersOwn(String asked, String served) throws Exception {
        try (var server = new StubUpstream(request -> request.response().end())) {
            URI at = open(server, "sagemaker", "/run", "/alive", "/alive/ready", false, null);
            send(HttpRequest.newBuilder(at.resolve(asked)));
            assertEquals(List.of("GET " + served), server.targets());
        }
    }

    /// Only where the server has nothing there itself.
    @Test
    @Covers("A016")
    void theRootIsHealthWhereThereIsNoPage() throws Exception {
        try (var server = new StubUpstream(request -> request.response().setStatusCode(request.uri().equals("/ping")
                ? 200
                : 404).end(request.uri()))) {
            URI at = open(server, "mlflow", "/invocations", "/ping", "/ping", false, null);
            HttpResponse<String> answer = send(HttpRequest.newBuilder(at.resolve("/")));
            assertEquals("200 /ping", answer.statusCode() + " " + answer.body());
            assertEquals(404, send(HttpRequest.newBuilder(at.resolve("/?a"))).statusCode());
            assertEquals(404, send(HttpRequest.newBuilder(at.resolve("/other"))).statusCode());
        }
        try (var page = new StubUpstream(request -> request.response().end("a page"))) {
            gateway.setTarget("iris", new Target("blue", 4, List.of(page.url()), "mlflow", "/invocations"));
            assertEquals("a page", send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:"
                    + gateway.endpoints().get().getFirst().port() + "/"))).body());
        }
    }

    @Test
    @Covers({"A078", "A079"})
    void aTritonIsAskedAsOciDoes() throws Exception {
        try (var server = new StubUpstream(request -> request.response().end())) {
            URI at = open(server, "oci-byoc", "/predict", "/v2/health/live", "/v2/health/ready", true, null);
            HttpRequest.Builder named = HttpRequest.newBuilder(at.resolve("/predict?x=1"))
                    .POST(HttpRequest.BodyPublishers.ofString("{}")).header("model_name", "dense net");
            assertEquals(200, send(named.copy().header("model_version", "1")).statusCode());
            send(HttpRequest.newBuilder(at.resolve("/health")));
            for (HttpRequest.Builder bad : List.of(named, named.copy().header("model_version", "one"),
                    HttpRequest.newBuilder(at.resolve("/predict")).POST(HttpRequest.BodyPublishers.noBody()))) {
                HttpResponse<String> refused = send(bad);
                assertEquals(400, refused.statusCode());
                assertEquals("triton-header", json(refused.body()).at("/error/code").asString());
            }
            post(at.resolve("/predict/"), "application/json", "{}");
            assertEquals(List.of("POST /v2/models/dense%20net/versions/1/infer?x=1", "GET /v2/health/ready",
                    "POST /predict/"), server.targets());
        }
    }

    @ParameterizedTest
    @Covers({"A015", "A016"})
    @CsvSource(delimiter = '|', value = {
            "application/json | {\"dataframe_split\":{\"columns\":[\"a\",\"b\"],\"data\":[[1.5,2],[3,4]]}}",
            "application/json | {\"dataframe_records\":[{\"a\":1.5,\"b\":2},{\"a\":3,\"b\":4}]}",
            "application/json | {\"instances\":[[1.5,2],[3,4]]}", "application/json | [[1.5,2],[3,4]]",
            "application/json | {\"inputs\":{\"a\":[1.5,3],\"b\":[2,4]}}",
            "application/json | {\"input_data\":{\"columns\":[\"a\",\"b\"],\"index\":[0,1],\"data\":[[1.5,2],[3,4]]}}",
            "text/csv; charset=utf-8 | 'a,b\n1.5,2\n3,4\n'", "text/csv | '1.5,2\n3,4'"})
    void everyFormReachesAServerOfTensors(String type, String body) throws Exception {
        var seen = new AtomicReference<String>("");
        try (var server = answering(200, OIP_ANSWER, seen)) {
            URI at = open(server, "oip-v2", "/v2/models/m/infer", "/v2/health/live", "/v2/health/ready", false,
                    COLUMNS);
            HttpResponse<String> answer = post(at.resolve("/invocations"), type, body);
            assertEquals(json("{\"predictions\":[7,8]}"), json(answer.body()));
            assertEquals(json("""
                    {"inputs":[{"name":"a","shape":[2],"datatype":"FP64","data":[1.5,3]},
                    {"name":"b","shape":[2],"datatype":"INT64","data":[2,4]}]}"""), json(seen.get()));
            assertEquals("application/json", answer.headers().firstValue("content-type").orElseThrow());
            gateway.setTarget("iris", new Target("blue", 4, List.of(server.url()), "oip-v2", "/v2/models/m/infer",
                    "/v2/health/live", "/v2/health/ready", false, MATRIX));
            post(at.resolve("/score"), type, body);
            assertEquals(
                    json("{\"inputs\":[{\"name\":\"x\",\"shape\":[2,2],\"datatype\":\"FP32\",\"data\":[1.5,2,3,4]}]}"),
                    json(seen.get()));
        }
    }

    @ParameterizedTest
    @Covers({"A015", "A016"})
    @CsvSource(delimiter = '|', value = {
            "mlflow | /invocations | {\"inputs\":[[1.5,2],[3,4]]}",
            "sagemaker | /invocations | {\"instances\":[[1.5,2],[3,4]]}",
            "oci-byoc | /predict | {\"instances\":[[1.5,2],[3,4]]}",
            "azureml | /score | {\"input_data\":[[1.5,2],[3,4]]}"})
    void tensorsReachAServerOfForms(String contract, String predict, String sent) throws Exception {
        var seen = new AtomicReference<String>("");
        String tensors = "{\"id\":\"42\",\"inputs\":[{\"name\":\"x\",\"shape\":[2,2],\"datatype\":\"FP32\",\"data\":%s}]}";
        try (var server = answering(200, "{\"predictions\":[7,8]}", seen)) {
            URI at = open(server, contract, predict, "/ping", "/ping", false, MATRIX);
            for (String data : List.of("[1.5,2,3,4]", "[[1.5,2],[3,4]]")) {
                HttpResponse<String> answer = post(at.resolve("/v2/models/m/infer"), "application/json",
                        tensors.formatted(data));
                assertEquals(json(sent), json(seen.get()));
                assertEquals(json("""
                        {"model_name":"blue","model_version":"3","id":"42",
                        "outputs":[{"name":"y","shape":[2],"datatype":"INT64","data":[7,8]}]}"""), json(answer.body()));
            }
            gateway.setTarget("iris", new Target("blue", 3, List.of(server.url()), contract, predict, "/ping", "/ping",
                    false, COLUMNS));
            post(at.resolve("/v2/models/m/infer"), "application/json", tensors.formatted("[1.5,2,3,4]"));
            assertEquals(json("{\"dataframe_split\":{\"columns\":[\"a\",\"b\"],\"data\":[[1.5,2],[3,4]]}}"),
                    json(seen.get()));
        }
    }

    /// In the server's own words nothing is touched, not even the order of keys; nor without the mapping.
    @Test
    void theServersOwnFormPassesByteForByte() throws Exception {
        var seen = new AtomicReference<String>("");
        String own = "{ \"instances\" : [[1,2]] , \"x\":0}";
        try (var server = answering(200, "{ \"predictions\":[1] }", seen)) {
            URI at = open(server, "mlflow", "/invocations", "/ping", "/ping", false, MATRIX);
            assertEquals("{ \"predictions\":[1] }", post(at.resolve("/score"), "application/json", own).body());
            assertEquals(own, seen.get());
            gateway.setTarget("iris", new Target("blue", 4, List.of(server.url()), "oip-v2", "/v2/models/m/infer"));
            post(at.resolve("/score"), "application/json", own);
            assertEquals(own, seen.get());
        }
    }

    @Test
    void severalOutputsAreRowsAndBack() throws Exception {
        var seen = new AtomicReference<String>("");
        try (var server = answering(200, """
                {"outputs":[{"name":"label","datatype":"INT64","shape":[2],"data":[0,1]},
                {"name":"p","datatype":"FP32","shape":[2,2],"data":[0.9,0.1,0.2,0.8]}]}""", seen)) {
            URI at = open(server, "oip-v2", "/v2/models/m/infer", "/v2/health/live", "/v2/health/ready", false, MATRIX);
            assertEquals(json("{\"predictions\":[{\"label\":0,\"p\":[0.9,0.1]},{\"label\":1,\"p\":[0.2,0.8]}]}"),
                    json(post(at.resolve("/invocations"), "application/json", "{\"instances\":[[1,2],[3,4]]}").body()));
        }
        try (var server = answering(200,
                "{\"predictions\":[{\"label\":0,\"p\":[0.9,0.1]},{\"label\":1,\"p\":[0.2,0.8]}]}",
                seen)) {
            gateway.setTarget("iris", new Target("blue", 4, List.of(server.url()), "mlflow", "/invocations", "/ping",
                    "/ping", false, MATRIX));
            HttpResponse<String> answer = post(URI.create("http://127.0.0.1:"
                    + gateway.endpoints().get().getFirst().port() + "/v2/models/m/infer"), "application/json",
                    "{\"inputs\":[{\"name\":\"x\",\"shape\":[1,2],\"datatype\":\"FP32\",\"data\":[1,2]}]}");
            assertEquals("[2] [2,2]", json(answer.body()).at("/outputs/0/shape") + " "
                    + json(answer.body()).at("/outputs/1/shape"));
        }
    }

    @Test
    void whatCannotBeMappedIsRefusedWithTheReason() throws Exception {
        var seen = new AtomicReference<String>("");
        try (var server = answering(422, "{\"error\":\"column c is missing\"}", seen)) {
            URI at = open(server, "oip-v2", "/v2/models/m/infer", "/v2/health/live", "/v2/health/ready", false, MATRIX)
                    .resolve("/invocations");
            assertEquals("400 map-json", refused(post(at, "application/json", "{\"instances\": [1,")));
            assertEquals("400 map-form", refused(post(at, "application/json", "{\"rows\": []}")));
            assertEquals("400 map-form", refused(post(at, "application/json", "7")));
            assertEquals("400 map-shape", refused(post(at, "application/json", "{\"instances\": [[1,2],[3]]}")));
            assertEquals("413 map-large", refused(post(at, "text/csv", "1,2\n".repeat(400_000))));
            assertEquals("413 map-large", refused(send(HttpRequest.newBuilder(at).POST(HttpRequest.BodyPublishers
                    .fromPublisher(HttpRequest.BodyPublishers.ofString("1,2\n".repeat(400_000)))))));
            assertEquals("415 map-encoded", refused(send(HttpRequest.newBuilder(at).header("Content-Encoding", "gzip")
                    .POST(HttpRequest.BodyPublishers.ofString("x")))));
            assertEquals(0, server.requests());
            HttpResponse<String> failed = post(at, "application/json", "{\"instances\": [[1,2]]}");
            assertEquals(422, failed.statusCode());
            assertEquals(json("{\"error_code\":\"BAD_REQUEST\",\"message\":\"column c is missing\"}"),
                    json(failed.body()));
        }
    }

    private static String refused(HttpResponse<String> answer) {
        JsonNode error = json(answer.body()).path("error");
        assertTrue(!error.path("message").asString("").isBlank(), answer::body);
        return answer.statusCode() + " " + error.path("code").asString();
    }
}
