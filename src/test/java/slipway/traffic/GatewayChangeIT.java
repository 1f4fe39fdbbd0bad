package slipway.traffic;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import slipway.base.Tasks;
import slipway.testkit.Covers;
import slipway.testkit.StubUpstream;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class GatewayChangeIT {
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final StubUpstream blue = StubUpstream.answering("blue");
    private final StubUpstream green = StubUpstream.answering("green");
    private final Gateway gateway = new Gateway(new Limits(Duration.ofSeconds(2), 1_000_000, 64, 512, 2));

    @AfterEach
    void close() {
        gateway.close();
        client.close();
        blue.close();
        green.close();
    }

    @Test
    @Covers({"A201", "A205", "A208", "A211"})
    void mirrorsExactlyItsShareAndTheClientDoesNotNotice() throws Exception {
        int port = open(new TrafficPolicy(Map.of("blue", 100), "green", 10, null));
        for (int n = 1; n <= 200; n++) {
            assertEquals("blue", post(port, "{}").body());
            int sent = n;
            await().until(() -> Math.abs(green.requests() - sent * 0.1) < 1);
        }
        assertEquals(20, green.requests());
        await().until(() -> gateway.mirrorCounts("iris").getOrDefault("sent", -1L) == 20);
        assertEquals(Map.of("sent", 20L, "dropped", 0L, "failed", 0L), gateway.mirrorCounts("iris"));
        var totals = gateway.totals("iris", 300);
        assertEquals(200, totals.getOrDefault("", Window.Totals.NONE).requests());
        assertEquals(20, totals.getOrDefault("green", Window.Totals.NONE).copies());
        assertTrue(totals.getOrDefault("green", Window.Totals.NONE).p50() > 0);
        assertEquals(20, gateway.recent("iris", 1000).stream().filter(RequestRecord::copy).count());
        assertEquals(20, gateway.recent("iris", 1000).stream().filter(r -> "green".equals(r.mirrored())).count());
    }

    @Test
    @Covers({"A201", "A202"})
    void aMirrorThatFailsHangsOrIsFullStaysBehindTheScenes() throws Exception {
        int port = open(new TrafficPolicy(Map.of("blue", 100), "green", 50, null));
        try (var failing = new StubUpstream(request -> request.response().setStatusCode(500).end("no"))) {
            gateway.setTarget("iris", GatewayRoutingIT.target("green", 3, failing));
            for (int i = 0; i < 10; i++)
                assertEquals(200, post(port, "{}").statusCode());
            await().until(() -> gateway.mirrorCounts("iris").getOrDefault("failed", -1L) == 5);
        }
        for (int i = 0; i < 10; i++)
            assertEquals(200, post(port, "{}").statusCode());
        await().until(() -> gateway.mirrorCounts("iris").getOrDefault("failed", -1L) == 10);
        try (var hanging = StubUpstream.hanging()) {
            gateway.setTarget("iris", GatewayRoutingIT.target("green", 4, hanging));
            gateway.resetCounts("iris");
            String big = "x".repeat(400_000);
            for (int i = 0; i < 10; i++)
                assertEquals(200, post(port, big).statusCode());
            // 1 MB holds two copies of 400 kB; the other three of the five are dropped
            await().until(() -> gateway.mirrorCounts("iris").getOrDefault("dropped", -1L) == 3);
            await().atMost(Duration.ofSeconds(6))
                    .until(() -> gateway.mirrorCounts("iris").getOrDefault("failed", -1L) == 2);
        }
        assertEquals(0, gateway.totals("iris", 300).getOrDefault("blue", Window.Totals.NONE).errors());
    }

    @Test
    @Covers({"A213"})
    void policyAndTargetsChangeUnderLoadWithoutAFailedRequest() throws Exception {
        int port = open(GatewayRoutingIT.policy(Map.of("blue", 100)));
        var running = new AtomicBoolean(true);
        var failed = new LongAdder();
        var answered = new LongAdder();
        try (var tasks = new Tasks()) {
            List<Tasks.Task> clients = IntStream.range(0, 8).mapToObj(i -> tasks.quiet("client-" + i, progress -> {
                while (running.get()) {
                    try {
                        if (post(port, "{}").statusCode() == 200) answered.increment();
                        else
                            failed.increment();
                    } catch (IOException e) {
                        failed.increment();
                    }
                }
            })).toList();
            for (int i = 0; i < 60; i++) {
                long before = answered.sum();
                gateway.setPolicy("iris", GatewayRoutingIT
                        .policy(GatewayRoutingIT.ordered("blue", i % 2 == 0 ? 0 : 100, "green", i % 2 == 0 ? 100 : 0)));
                gateway.setTarget("iris", GatewayRoutingIT.target("blue", i, blue));
                assertTrue(gateway.awaitReplaced("iris", "blue", i - 1, 2_000));
                await().until(() -> answered.sum() > before + 20);
            }
            running.set(false);
            for (var each : clients)
                assertTrue(each.await(Duration.ofSeconds(5)));
        }
        assertEquals(0, failed.sum());
    }

    /// Each time another replica joins, the same revision is offered anew: a request may be under way at any of those.
    @Test
    void everythingThatWasReplacedIsWaitedFor() throws Exception {
        var answer = new ConcurrentLinkedQueue<Runnable>();
        try (var slow = new StubUpstream(request -> answer.add(() -> request.response().end("late")))) {
            int port = open(GatewayRoutingIT.policy(Map.of("slow", 100)));
            gateway.setTarget("iris", GatewayRoutingIT.target("slow", 1, slow));
            var call = client.sendAsync(request(port, "{}"), HttpResponse.BodyHandlers.ofString());
            await().until(() -> !answer.isEmpty());
            gateway.setTarget("iris", GatewayRoutingIT.target("slow", 1, slow, slow));
            gateway.setTarget("iris", GatewayRoutingIT.target("slow", 1, slow));
            gateway.setTarget("iris", GatewayRoutingIT.target("slow", 2, slow));
            assertFalse(gateway.awaitReplaced("iris", "slow", 1, 100));
            assertFalse(gateway.awaitReplaced("iris", "slow", 1, 100), "asking does not end it");
            assertTrue(gateway.awaitReplaced("iris", "slow", 2, 100), "nothing of this one was replaced");
            answer.remove().run();
            assertTrue(gateway.awaitReplaced("iris", "slow", 1, 5_000));
            assertEquals("late", call.join().body());
        }
    }

    @Test
    void removingATargetWaitsForWhatItReplacedToo() throws Exception {
        var answer = new ConcurrentLinkedQueue<Runnable>();
        try (var slow = new StubUpstream(request -> answer.add(() -> request.response().end("late")));
                var tasks = new Tasks()) {
            int port = open(GatewayRoutingIT.policy(Map.of("slow", 100)));
            gateway.setTarget("iris", GatewayRoutingIT.target("slow", 1, slow));
            var call = client.sendAsync(request(port, "{}"), HttpResponse.BodyHandlers.ofString());
            await().until(() -> !answer.isEmpty());
            gateway.setTarget("iris", GatewayRoutingIT.target("slow", 1, slow, slow));
            var removed = tasks.quiet("remove", progress -> gateway.removeTarget("iris", "slow", 10_000));
            await().until(() -> gateway.endpoints().get().getFirst().targets().stream().noneMatch(
                    each -> each.deployment().equals("slow")));
            assertFalse(removed.await(Duration.ofMillis(200)));
            answer.remove().run();
            assertTrue(removed.await(Duration.ofSeconds(5)));
            assertEquals("late", call.join().body());
        }
    }

    @Test
    void removingATargetWaitsForItsRequests() throws Exception {
        var arrived = new CountDownLatch(1);
        var answer = new ArrayList<Runnable>();
        try (var slow = new StubUpstream(request -> {
            answer.add(() -> request.response().end("late"));
            arrived.countDown();
        }); var tasks = new Tasks()) {
            int port = open(GatewayRoutingIT.policy(Map.of("slow", 100)));
            gateway.setTarget("iris", GatewayRoutingIT.target("slow", 1, slow));
            var call = client.sendAsync(request(port, "{}"), HttpResponse.BodyHandlers.ofString());
            arrived.await();
            var removed = tasks.quiet("remove", progress -> gateway.removeTarget("iris", "slow", 5_000));
            await().until(() -> gateway.endpoints().get().getFirst().targets().stream().noneMatch(
                    each -> each.deployment().equals("slow")));
            assertTrue(!removed.await(Duration.ofMillis(200)));
            assertEquals(503, post(port, "{}").statusCode());
            answer.getFirst().run();
            assertTrue(removed.await(Duration.ofSeconds(2)));
            assertEquals("late", call.join().body());
        }
    }

    @Test
    @Covers("A098")
    void aDeadReplicaIsPassedOverAndADeadDeploymentIs502() throws Exception {
        var other = StubUpstream.answering("blue");
        int port = open(GatewayRoutingIT.policy(Map.of("blue", 100)));
        gateway.setTarget("iris", GatewayRoutingIT.target("blue", 2, blue, other));
        for (int i = 0; i < 20; i++)
            assertEquals(200, post(port, "{}").statusCode());
        assertEquals(10, other.requests());
        other.close();
        for (int i = 0; i < 20; i++)
            assertEquals(200, post(port, "{}").statusCode());
        gateway.setTarget("iris", new Target("blue", 3, List.of(other.url()), "azureml", "/score"));
        var refused = post(port, "{}");
        assertEquals(502, refused.statusCode());
        assertTrue(refused.body().contains("refused"), refused.body());
        assertEquals("blue", refused.headers().firstValue("x-slipway-deployment").orElseThrow());
    }

    private int open(TrafficPolicy policy) {
        int port = gateway.open("iris", 0, policy).port();
        gateway.setTarget("iris", GatewayRoutingIT.target("blue", 1, blue));
        gateway.setTarget("iris", GatewayRoutingIT.target("green", 2, green));
        return port;
    }

    private HttpResponse<String> post(int port, String body) throws IOException, InterruptedException {
        return client.send(request(port, body), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest request(int port, String body) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/score"))
                .POST(HttpRequest.BodyPublishers.ofString(body)).build();
    }
}
