package slipway.traffic;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import slipway.base.StudioException;
import slipway.testkit.Covers;
import slipway.testkit.StubUpstream;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// What others see of the traffic, and what goes wrong on purpose.
class GatewayWatchIT {
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Gateway gateway = new Gateway();

    @AfterEach
    void close() {
        gateway.close();
        client.close();
    }

    @Test
    @Covers("A201")
    void aWatcherSeesBothBodiesOfARequestAndOfItsCopy() throws Exception {
        try (var blue = StubUpstream.answering("live"); var green = StubUpstream.answering("copied")) {
            int port = open(new TrafficPolicy(Map.of("blue", 100), "green", 50, null), blue, green);
            var seen = new ConcurrentLinkedQueue<Exchange>();
            var watching = gateway.watch("iris", new Watcher() {
                @Override
                public int bodyLimit() {
                    return 10;
                }

                @Override
                public void exchanged(Exchange exchange) {
                    seen.add(exchange);
                }
            });
            for (String body : List.of("abc", "longer than ten"))
                assertEquals("live", post(port, body).body());
            await().until(() -> seen.size() == 3);
            watching.close();
            post(port, "unseen");

            var copy = seen.stream().filter(each -> each.request().copy()).findFirst().orElseThrow();
            var live = seen.stream().filter(each -> !each.request().copy()).toList();
            assertEquals("copied", copy.answer().text());
            assertEquals("green", copy.request().deployment());
            assertTrue(live.stream().anyMatch(each -> each.request().requestId().equals(copy.request().requestId())),
                    "the copy is told by the id of its request");
            assertEquals("abc", live.getFirst().body().text());
            assertFalse(live.getFirst().bodyCut());
            assertTrue(live.getLast().bodyCut());
            assertEquals("live", live.getLast().answer().text());
            assertTrue(live.getFirst().headers().stream().anyMatch(each -> each.getKey().equalsIgnoreCase("x-probe")));
            assertEquals(3, seen.size());
        }
    }

    @Test
    void measuresEveryRevisionByItself() throws Exception {
        try (var blue = StubUpstream.answering("one");
                var next = new StubUpstream(
                        request -> request.response().setStatusCode(500).end())) {
            int port = open(new TrafficPolicy(Map.of("blue", 100), null, 0, null), blue, blue);
            for (int i = 0; i < 20; i++)
                post(port, "x");
            gateway.setTarget("iris", target("blue", 2, next));
            for (int i = 0; i < 5; i++)
                post(port, "x");

            List<Measured> measured = gateway.measured("iris");
            assertEquals(List.of(1L, 2L), measured.stream().map(Measured::revision).toList());
            assertEquals(List.of(20L, 5L), measured.stream().map(Measured::requests).toList());
            assertEquals(List.of(0L, 5L), measured.stream().map(Measured::errors).toList());
            assertEquals(20, measured.getFirst().latencies().getTotalCount());
        }
    }

    @Test
    void faultsBefallTheirShareOfOneDeploymentAndAreMarked() throws Exception {
        try (var blue = StubUpstream.answering("blue"); var green = StubUpstream.answering("green")) {
            int port = open(new TrafficPolicy(Map.of("blue", 50, "green", 50), null, 0, null), blue, green);
            gateway.setFaults("iris", List.of(new Fault("green", 0.5, new Fault.Failure(503))));
            int failed = 0;
            for (int i = 0; i < 200; i++) {
                var answer = post(port, "x");
                boolean fault = answer.statusCode() == 503;
                if (fault) failed++;
                assertEquals(fault,
                        answer.headers().firstValue("x-slipway-fault").equals(java.util.Optional.of("error")));
                if (fault) assertEquals("green", answer.headers().firstValue("x-slipway-deployment").orElseThrow());
            }
            // 100 requests of a half: 25 to 75 is more than five deviations wide
            assertTrue(failed > 25 && failed < 75, "failed: " + failed);
            gateway.setFaults("iris", List.of());
            for (int i = 0; i < 20; i++)
                assertEquals(200, post(port, "x").statusCode());
        }
    }

    @Test
    void faultsGoOnWhenTheirEndpointIsOpenedAgainAndEndWithTheGateway() throws Exception {
        try (var blue = StubUpstream.answering("blue")) {
            var all = new TrafficPolicy(Map.of("blue", 100), null, 0, null);
            open(all, blue, blue);
            var fault = new Fault("blue", 1, new Fault.Failure(503));
            gateway.setFaults("iris", List.of(fault));
            gateway.remove("iris");
            int port = open(all, blue, blue);
            assertEquals(List.of(fault), gateway.faults("iris"));
            assertEquals(503, post(port, "x").statusCode());
            gateway.setFaults("iris", List.of());
            gateway.remove("iris");
            assertEquals(200, post(open(all, blue, blue), "x").statusCode());
        }
        try (var next = new Gateway()) {
            next.open("iris", 0, new TrafficPolicy(Map.of("blue", 100), null, 0, null));
            assertEquals(List.of(), next.faults("iris"));
        }
    }

    @Test
    void whatIsOpenedAgainBeforeItsDrainHasRunIsAnotherAndStays() throws Exception {
        try (var blue = StubUpstream.answering("blue")) {
            var all = new TrafficPolicy(Map.of("blue", 100), null, 0, null);
            open(all, blue, blue);
            Gateway.Drain late = gateway.withdraw("iris");
            int port = open(all, blue, blue);
            late.run();
            assertEquals("blue", post(port, "x").body());
        }
    }

    @Test
    void delaysHoldRequestsBackAndDropsCutThem() throws Exception {
        try (var blue = StubUpstream.echoing()) {
            int port = open(new TrafficPolicy(Map.of("blue", 100), null, 0, null), blue, blue);
            gateway.setFaults("iris", List.of(new Fault("blue", 1, new Fault.Delay(Duration.ofMillis(120)))));
            String large = "0123456789".repeat(100_000);
            var answer = post(port, large);
            assertEquals(large, answer.body());
            assertEquals("delay", answer.headers().firstValue("x-slipway-fault").orElseThrow());
            assertTrue(gateway.recent("iris", 1).getFirst().totalNanos() >= 120_000_000);

            gateway.setFaults("iris", List.of(new Fault("blue", 1, new Fault.Drop())));
            assertThrows(java.io.IOException.class, () -> post(port, "x"));
            assertEquals("fault", gateway.recent("iris", 1).getFirst().error());
        }
    }

    @Test
    void impossibleFaultsAreRefused() {
        assertThrows(StudioException.class, () -> new Fault("blue", 0, new Fault.Drop()));
        assertThrows(StudioException.class, () -> new Fault("blue", 1.1, new Fault.Drop()));
        assertThrows(StudioException.class, () -> new Fault("blue", 1, new Fault.Failure(200)));
        assertThrows(StudioException.class, () -> new Fault("blue", 1, new Fault.Delay(Duration.ZERO)));
        assertThrows(StudioException.class, () -> new Fault("blue", 1, new Fault.Delay(Duration.ofHours(1))));
    }

    private int open(TrafficPolicy policy, StubUpstream blue, StubUpstream green) {
        int port = gateway.open("iris", 0, policy).port();
        gateway.setTarget("iris", target("blue", 1, blue));
        gateway.setTarget("iris", target("green", 1, green));
        return port;
    }

    private static Target target(String name, long revision, StubUpstream at) {
        return new Target(name, revision, List.of(at.url()), "oci-byoc", "/predict");
    }

    private HttpResponse<String> post(int port, String body) throws Exception {
        return client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/predict"))
                .header("x-probe", "yes").timeout(Duration.ofSeconds(20))
                .POST(HttpRequest.BodyPublishers.ofString(body)).build(),
                HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }
}
