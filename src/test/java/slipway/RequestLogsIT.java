package slipway;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import slipway.base.Tasks;
import slipway.spec.EndpointSpec;
import slipway.testkit.StubUpstream;
import slipway.traffic.Gateway;
import slipway.traffic.Target;
import slipway.traffic.TrafficPolicy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class RequestLogsIT {
    @TempDir
    private Path state;

    @Test
    void writesWhatIsAskedForAndNoSecrets() throws Exception {
        try (var blue = StubUpstream.answering("answer");
                var gateway = new Gateway();
                var tasks = new Tasks();
                var logs = new RequestLogs(state, gateway, tasks);
                var client = HttpClient.newHttpClient()) {
            int port = gateway.open("iris", 0, new TrafficPolicy(Map.of("blue", 100), null, 0, "the-key")).port();
            gateway.setTarget("iris", new Target("blue", 3, List.of(blue.url()), "azureml", "/score"));
            logs.follow("iris", EndpointSpec.Logs.NONE);
            post(client, port);
            assertFalse(Files.exists(state.resolve("log")));
            logs.follow("iris", new EndpointSpec.Logs(true, true, false));
            post(client, port);
            logs.follow("iris", new EndpointSpec.Logs(false, true, true));
            post(client, port);
            logs.follow("iris", EndpointSpec.Logs.NONE);
            post(client, port);

            List<String> access = Files.readAllLines(state.resolve("log/access-iris.log"));
            assertEquals(1, access.size());
            JsonNode line = JsonMapper.shared().readTree(access.getFirst());
            assertEquals("/score", line.get("path").asString());
            assertEquals(200, line.get("status").asInt());
            assertEquals("blue", line.get("deployment").asString());
            List<String> predict = Files.readAllLines(state.resolve("log/predict-iris.jsonl"));
            assertEquals(2, predict.size());
            assertFalse(predict.getFirst().contains("question") || access.getFirst().contains("question"));
            assertEquals(3, JsonMapper.shared().readTree(predict.getFirst()).get("revision").asInt());
            assertTrue(predict.getLast().contains("question") && predict.getLast().contains("answer"));
            assertFalse((access + " " + predict).contains("the-key"));
        }
    }

    private static void post(HttpClient client, int port) throws Exception {
        assertEquals(200,
                client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/score?k=the-key"))
                        .header("Authorization", "Bearer the-key").POST(HttpRequest.BodyPublishers.ofString("question"))
                        .build(), HttpResponse.BodyHandlers.ofString()).statusCode());
    }
}
