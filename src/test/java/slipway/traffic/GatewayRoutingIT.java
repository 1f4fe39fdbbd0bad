package slipway.traffic;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import slipway.base.Tasks;
import slipway.testkit.Covers;
import slipway.testkit.StubUpstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class GatewayRoutingIT {
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final StubUpstream blue = StubUpstream.answering("blue");
    private final StubUpstream green = StubUpstream.answering("green");
    private final Gateway gateway = new Gateway();

    @AfterEach
    void close() {
        gateway.close();
        client.close();
        blue.close();
        green.close();
    }

    @Test
    @Covers({"A191", "A193", "A213"})
    void isWithinOneOfTheSplitAfterEveryRequest() throws Exception {
        int port = open(policy(Map.of("blue", 90, "green", 10)));
        var counted = new HashMap<String, Integer>();
        for (int n = 1; n <= 200; n++) {
            HttpResponse<String> answer = post(port, "/score", Map.of());
            assertEquals(200, answer.statusCode());
            String by = answer.headers().firstValue("x-slipway-deployment").orElseThrow();
            assertEquals(by, answer.body());
            counted.merge(by, 1, Integer::sum);
            assertTrue(Math.abs(counted.getOrDefault("green", 0) - n * 0.1) < 1, "after " + n + ": " + counted);
        }
        assertEquals(Map.of("blue", 180L, "green", 20L), gateway.counts("iris"));
        gateway.setPolicy("iris", policy(Map.of("blue", 0, "green", 100)));
        assertEquals("green", post(port, "/score", Map.of()).body());
    }

    @Test
    void isExactUnderThirtyTwoConnectionsAndTwoEventLoops() throws Exception {
        int port = open(policy(ordered("blue", 70, "green", 30)));
        var counted = new ConcurrentHashMap<String, LongAdder>();
        var left = new AtomicInteger(10_000);
        var failed = new LongAdder();
        try (var tasks = new Tasks()) {
            List<Tasks.Task> clients = java.util.stream.IntStream.range(0, 32)
                    .mapToObj(i -> tasks.quiet("client-" + i, progress -> {
                        while (left.getAndDecrement() > 0) {
                            try {
                                counted.computeIfAbsent(post(port, "/score", Map.of()).body(), n -> new LongAdder())
                                        .increment();
                            } catch (IOException e) {
                                failed.increment();
                            }
                        }
                    })).toList();
            for (var each : clients)
                assertTrue(each.await(java.time.Duration.ofSeconds(60)));
        }
        assertEquals(0, failed.sum());
        assertEquals(Map.of("blue", 7_000L, "green", 3_000L), gateway.counts("iris"));
        assertEquals(7_000, counted.getOrDefault("blue", new LongAdder()).sum());
        assertEquals(10_000, gateway.requestCount("iris"));
        assertEquals(10_000, gateway.recent("iris", 20_000).size());
        assertEquals(10_000, gateway.totals("iris", 300).getOrDefault("", Window.Totals.NONE).requests());
    }

    @Test
    @Covers({"A190", "A198", "A199", "A209", "A210"})
    void aNamedDeploymentAnswersWhateverItsWeightAndIsNotMirrored() throws Exception {
        int port = open(new TrafficPolicy(ordered("blue", 100, "green", 0), "green", 50, null));
        for (int i = 0; i < 10; i++) {
            var answer = post(port, "/score", Map.of("azureml-model-deployment", "green"));
            assertEquals("green", answer.body());
            assertEquals("2", answer.headers().firstValue("x-slipway-revision").orElseThrow());
            assertEquals("blue", post(port, "/score", Map.of("azureml-model-deployment", "blue")).body());
        }
        assertEquals(10, green.requests());
        assertEquals(0L, gateway.mirrorCounts("iris").getOrDefault("sent", -1L));
        assertEquals(Map.of(), gateway.counts("iris"));
        var unknown = post(port, "/score", Map.of("azureml-model-deployment", "red"));
        assertEquals(404, unknown.statusCode());
        assertTrue(unknown.body().contains("unknown-deployment"), unknown.body());
    }

    @Test
    @Covers({"A212", "A197"})
    void answers404WhereNothingHasTraffic() throws Exception {
        int port = open(policy(ordered("blue", 0, "green", 0)));
        var answer = post(port, "/score", Map.of());
        assertEquals(404, answer.statusCode());
        assertEquals("application/json", answer.headers().firstValue("content-type").orElseThrow());
        assertTrue(answer.body().contains("no-traffic"), answer.body());
        assertEquals("no-traffic", gateway.recent("iris", 1).getFirst().error());
        assertEquals("blue", post(port, "/score", Map.of("azureml-model-deployment", "blue")).body());
    }

    @Test
    void sharesOfMissingDeploymentsGoToTheOthersAndAreSaid() throws Exception {
        int port = open(policy(ordered("blue", 50, "green", 50)));
        gateway.removeTarget("iris", "green", 1_000);
        for (int i = 0; i < 4; i++) {
            var answer = post(port, "/score", Map.of());
            assertEquals("blue", answer.body());
            assertEquals("green", answer.headers().firstValue("x-slipway-rerouted").orElseThrow());
        }
        gateway.removeTarget("iris", "blue", 1_000);
        var answer = post(port, "/score", Map.of());
        assertEquals(503, answer.statusCode());
        assertTrue(answer.body().contains("not-ready"), answer.body());
    }

    @Test
    @Covers({"A178"})
    void asksForTheKeyAndKeepsItToItself() throws Exception {
        try (var seen = new StubUpstream(request -> request.response().end(
                String.valueOf(request.getHeader("authorization"))))) {
            int port = open(new TrafficPolicy(ordered("seen", 100), null, 0, "secret-key"));
            gateway.setTarget("iris", target("seen", 1, seen));
            var without = post(port, "/score", Map.of());
            assertEquals(401, without.statusCode());
            assertEquals("Bearer", without.headers().firstValue("www-authenticate").orElseThrow());
            assertEquals(401, post(port, "/score", Map.of("Authorization", "Bearer secret-kez")).statusCode());
            assertEquals(401, post(port, "/score", Map.of("Authorization", "Basic secret-key")).statusCode());
            var with = post(port, "/score", Map.of("Authorization", "Bearer secret-key"));
            assertEquals(200, with.statusCode());
            assertEquals("null", with.body());
            assertFalse(gateway.endpoints().get().toString().contains("secret-key"));
        }
    }

    @Test
    void aTakenPortIsListedWithItsProblemAndCanBeTriedAgain() throws Exception {
        int number;
        try (var taken = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            number = taken.getLocalPort();
            EndpointView view = gateway.open("iris", taken.getLocalPort(), policy(ordered("blue", 100)));
            assertEquals(0, view.port());
            assertNotNull(view.problem());
            assertEquals("traffic.port-taken", view.problem().code());
            assertTrue(view.problem().what().contains(String.valueOf(taken.getLocalPort())), view.problem().what());
            assertEquals(List.of(view), gateway.endpoints().get());
        }
        EndpointView again = gateway.open("iris", number, policy(ordered("blue", 100)));
        assertNull(again.problem());
        assertEquals(number, again.port());
        EndpointView second = gateway.open("digits", number, policy(ordered("blue", 100)));
        assertNotNull(second.problem());
        assertEquals("traffic.port-ours", second.problem().code());
        assertTrue(second.problem().why().contains("“iris”"), second.problem().why());
    }

    @Test
    @Covers("A106")
    void isReachedFromThisMachineOnly() throws Exception {
        int port = open(policy(ordered("blue", 100)));
        assertEquals(200, post(port, "/score", Map.of()).statusCode());
        // the whole of 127/8 is loopback on Linux, so that this one shows what is bound beside 127.0.0.1
        try (var other = new Socket()) {
            assertThrows(ConnectException.class, () -> other.connect(new InetSocketAddress("127.0.0.2", port), 2_000));
        }
    }

    @Test
    @Covers("A102")
    void recordsSayWhatHappened() throws Exception {
        int port = open(policy(ordered("blue", 100)));
        var answer = post(port, "/score?x=%2F", Map.of("x-request-id", "mine-1"));
        assertEquals("mine-1", answer.headers().firstValue("x-request-id").orElseThrow());
        var made = post(port, "/score", Map.of("x-request-id", "x".repeat(101)));
        assertEquals(32, made.headers().firstValue("x-request-id").orElseThrow().length());
        RequestRecord record = gateway.recent("iris", 2).getLast();
        assertEquals("mine-1", record.requestId());
        assertEquals("/score", record.path());
        assertEquals("blue", record.deployment());
        assertEquals(200, record.status());
        assertEquals(2, record.requestBytes());
        assertEquals(4, record.answerBytes());
        assertTrue(record.totalNanos() >= record.upstreamNanos() && record.upstreamNanos() > 0, record.toString());
        var series = gateway.series("iris");
        assertEquals("blue", series.getFirst().deployment());
        assertEquals(300, series.getFirst().seconds().size());
        assertTrue(gateway.totals("iris", 10).getOrDefault("blue", Window.Totals.NONE).p50() > 0);
        gateway.resetCounts("iris");
        assertEquals(Map.of(), gateway.counts("iris"));
    }

    private int open(TrafficPolicy policy) {
        EndpointView view = gateway.open("iris", 0, policy);
        assertNull(view.problem(), () -> String.valueOf(view.problem()));
        int port = view.port();
        gateway.setTarget("iris", target("blue", 1, blue));
        gateway.setTarget("iris", target("green", 2, green));
        return port;
    }

    static Target target(String deployment, long revision, StubUpstream... servers) {
        return new Target(deployment, revision, java.util.Arrays.stream(servers).map(StubUpstream::url).toList(),
                "azureml", "/score");
    }

    static TrafficPolicy policy(Map<String, Integer> weights) {
        return new TrafficPolicy(weights, null, 0, null);
    }

    static Map<String, Integer> ordered(Object... pairs) {
        var weights = new LinkedHashMap<String, Integer>();
        for (int i = 0; i < pairs.length; i += 2)
            weights.put((String) pairs[i], (Integer) pairs[i + 1]);
        return weights;
    }

    private HttpResponse<String> post(int port, String path, Map<String, String> headers)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .POST(HttpRequest.BodyPublishers.ofString("{}"));
        headers.forEach(request::header);
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
