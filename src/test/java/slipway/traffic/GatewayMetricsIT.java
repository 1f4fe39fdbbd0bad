package slipway.traffic;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import slipway.testkit.StubUpstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// What Prometheus reads, and who is told of each request.
class GatewayMetricsIT {
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final StubUpstream blue = StubUpstream.answering("blue");
    private final StubUpstream shadow = new StubUpstream(request -> request.response().setStatusCode(500).end());
    private final Gateway gateway = new Gateway();

    @AfterEach
    void close() {
        gateway.close();
        client.close();
        blue.close();
        shadow.close();
    }

    @Test
    void countsRequestsLatenciesBytesAndCopiesPerDeployment() throws Exception {
        String url = gateway.openMetrics(0);
        int port = open();
        for (int i = 0; i < 4; i++)
            assertEquals(200, send(port, "/score").statusCode());
        Awaitility.await().until(() -> gateway.mirrorCounts("iris").getOrDefault("failed", 0L) == 2);
        gateway.setPolicy("iris", new TrafficPolicy(Map.of(), null, 0, null));
        assertEquals(404, send(port, "/score").statusCode());
        String text = client.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
        String at = "{endpoint=\"iris\",deployment=\"blue\"";
        for (String line : List.of("slipway_requests_total" + at + ",status=\"2xx\"} 4",
                "slipway_requests_total{endpoint=\"iris\",deployment=\"\",status=\"4xx\"} 1",
                "slipway_request_duration_seconds_bucket" + at + ",le=\"+Inf\"} 4",
                "slipway_request_duration_seconds_count" + at + "} 4", "slipway_request_bytes_total" + at + "} 8",
                "slipway_response_bytes_total" + at + "} 16", "slipway_in_flight" + at + "} 0",
                "slipway_queue_length" + at + "} 0",
                "slipway_mirror_total{endpoint=\"iris\",deployment=\"shadow\",result=\"failed\"} 2",
                "# TYPE slipway_request_duration_seconds histogram", "slipway_connections{endpoint=\"iris\"} 1",
                "slipway_connections_h2{endpoint=\"iris\"} 0"))
            assertTrue(text.lines().anyMatch(line::equals), () -> line + " in\n" + text);
        assertEquals(404, client.send(HttpRequest.newBuilder(URI.create(url).resolve("/other")).build(),
                HttpResponse.BodyHandlers.ofString()).statusCode());
    }

    @Test
    void tellsALoggerUntilItGoes() throws Exception {
        int port = open();
        var told = new CopyOnWriteArrayList<RequestRecord>();
        var logged = gateway.onRequests("iris", told::add);
        send(port, "/score?secret=1");
        Awaitility.await().until(() -> told.stream().anyMatch(request -> !request.copy()));
        logged.close();
        assertEquals("/score", told.stream().filter(request -> !request.copy()).findFirst().orElseThrow().path());
        int before = (int) told.stream().filter(request -> !request.copy()).count();
        send(port, "/score");
        assertEquals(before, told.stream().filter(request -> !request.copy()).count());
    }

    private int open() {
        int port = gateway.open("iris", 0, new TrafficPolicy(Map.of("blue", 100), "shadow", 50, null)).port();
        gateway.setTarget("iris", new Target("blue", 1, List.of(blue.url()), "azureml", "/score"));
        gateway.setTarget("iris", new Target("shadow", 1, List.of(shadow.url()), "azureml", "/score"));
        return port;
    }

    private HttpResponse<String> send(int port, String path) throws Exception {
        return client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .POST(HttpRequest.BodyPublishers.ofString("{}")).build(), HttpResponse.BodyHandlers.ofString());
    }
}
