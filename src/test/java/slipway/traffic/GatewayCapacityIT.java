package slipway.traffic;

import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

import io.vertx.core.http.HttpServerRequest;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import slipway.testkit.Covers;
import slipway.testkit.StubUpstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// Azure's `request_settings`: how many at once, who waits, who is turned away; and that no place is ever lost.
@SuppressWarnings("AddressSelection")
class GatewayCapacityIT {
    private static final Duration LONG = Duration.ofSeconds(60);

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ConcurrentLinkedQueue<HttpServerRequest> held = new ConcurrentLinkedQueue<>();
    private final StubUpstream holding = new StubUpstream(held::add);
    private final StubUpstream green = StubUpstream.answering("new");
    private final Gateway gateway = new Gateway();
    private int port;

    @BeforeEach
    void open() {
        port = gateway.open("iris", 0, new TrafficPolicy(Map.of("blue", 100), null, 0, null)).port();
    }

    @AfterEach
    void close() {
        gateway.close();
        client.close();
        holding.close();
        green.close();
    }

    @Test
    void servesItsNumberLetsAsManyWaitAndTurnsTheRestAway() {
        limit(new Capacity(2, LONG, LONG));
        List<CompletableFuture<HttpResponse<String>>> asked = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            asked.add(post("/score?n=" + i));
            load(i + 1, Math.max(0, i - 1));
        }
        HttpResponse<String> refused = post("/score").join();
        assertEquals(429, refused.statusCode());
        assertTrue(refused.body().contains("too-many"), refused.body());
        Awaitility.await().until(() -> held.size() == 2);
        for (int i = 0; i < 4; i++) {
            HttpServerRequest next = next();
            assertEquals("n=" + i, next.query());
            answer(next);
            assertEquals(200, asked.get(i).join().statusCode());
        }
        load(0, 0);
    }

    @Test
    void aCopyThatFindsNoPlaceIsDroppedAndCounted() {
        limit(new Capacity(2, LONG, LONG));
        gateway.setTarget("iris", new Target("green", 1, List.of(green.url()), "oci-byoc", "/score"));
        gateway.setPolicy("iris", new TrafficPolicy(Map.of("green", 100), "blue", 50, null));
        for (int i = 0; i < 10; i++)
            assertEquals(200, post("/score").join().statusCode());
        // half of ten are copied: two are under way, and nobody waits for a place
        Awaitility.await()
                .until(() -> Long.valueOf(3).equals(gateway.mirrorCounts("iris").get("dropped")) && held.size() == 2);
        load(2, 0);
        answer(next());
        answer(next());
        Awaitility.await().until(() -> Long.valueOf(2).equals(gateway.mirrorCounts("iris").get("sent")));
        load(0, 0);
    }

    @Test
    void whoWaitsTooLongGets429AndWhoTakesTooLong408() {
        limit(new Capacity(1, Duration.ofMillis(400), Duration.ofMillis(50)));
        var first = post("/score");
        load(1, 0);
        var second = post("/score").join();
        assertEquals(429, second.statusCode());
        assertTrue(second.body().contains("queue-wait"), second.body());
        assertEquals(408, first.join().statusCode());
        assertTrue(first.join().body().contains("request-timeout"), first.join().body());
        load(0, 0);
        assertEquals("request-timeout", gateway.recent("iris", 1).getFirst().error());
    }

    /// A deployment that sleeps: requests are held until it is offered with a server, and each knocks.
    @Test
    @Covers("A167")
    void requestsAreHeldForOneThatSleepsUntilItIsThere() {
        var knocks = new ConcurrentLinkedQueue<String>();
        gateway.onKnock((endpoint, deployment) -> knocks.add(endpoint + "/" + deployment));
        sleeps(Capacity.asleep(3, LONG));
        var asked = IntStream.range(0, 3).mapToObj(i -> post("/score")).toList();
        load(3, 3);
        HttpResponse<String> more = post("/score").join();
        assertEquals(503, more.statusCode());
        assertTrue(more.body().contains("too-many-held"), more.body());
        assertEquals(List.of("iris/blue", "iris/blue", "iris/blue", "iris/blue"), List.copyOf(knocks));
        gateway.setTarget("iris", new Target("blue", 1, List.of(green.url()), "azureml", "/score"));
        asked.forEach(each -> {
            assertEquals(200, each.join().statusCode());
            assertEquals("new", each.join().body());
        });
        load(0, 0);
    }

    /// The first replica of one that slept takes few at once: the others wait for their turn as they were promised.
    @Test
    @Covers("A167")
    void whoIsHeldIsNotTurnedAwayByTheFirstReplica() {
        sleeps(Capacity.asleep(60, LONG));
        var asked = IntStream.range(0, 50).mapToObj(i -> post("/score")).toList();
        load(50, 50);
        limit(new Capacity(1, LONG, Duration.ofMillis(1)));
        load(50, 49);
        HttpResponse<String> more = post("/score").join();
        assertEquals(429, more.statusCode(), "it was promised nothing");
        // offered once more with the same server, as when a second one joins it
        limit(new Capacity(1, LONG, Duration.ofMillis(1)));
        for (int i = 0; i < 50; i++)
            answer(next());
        asked.forEach(each -> assertEquals(200, each.join().statusCode()));
        load(0, 0);
    }

    @Test
    void whoIsHeldWaitsAtTheFirstReplicaForTheRestOfItsTimeOnly() {
        sleeps(Capacity.asleep(3, Duration.ofSeconds(3)));
        var asked = IntStream.range(0, 3).mapToObj(i -> post("/score")).toList();
        load(3, 3);
        limit(new Capacity(1, LONG, Duration.ofMillis(1)));
        HttpServerRequest inside = next();
        Awaitility.await().until(() -> asked.stream().filter(CompletableFuture::isDone).count() == 2);
        answer(inside);
        assertEquals(List.of(200, 429, 429), asked.stream().map(each -> each.join().statusCode()).sorted().toList());
        load(0, 0);
    }

    @Test
    void whoIsHeldTooLongGets504() {
        sleeps(Capacity.asleep(3, Duration.ofMillis(200)));
        HttpResponse<String> late = post("/score").join();
        assertEquals(504, late.statusCode());
        assertTrue(late.body().contains("cold-start"), late.body());
        load(0, 0);
    }

    /// Nothing is read of a client that is held, and yet it is seen going.
    @Test
    void aClientThatGoesWhileItIsHeldIsForgotten() throws Exception {
        sleeps(Capacity.asleep(3, LONG));
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write("POST /score HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\n\r\n{}"
                    .getBytes(StandardCharsets.US_ASCII));
            load(1, 1);
        }
        load(0, 0);
        assertEquals("client-gone", gateway.recent("iris", 1).getFirst().error());
    }

    @Test
    void oneThatCannotBeStartedAnswersThoseWhoWereHeld() throws Exception {
        sleeps(Capacity.asleep(3, LONG));
        var held = post("/score");
        load(1, 1);
        gateway.removeTarget("iris", "blue", 1000);
        assertEquals(503, held.join().statusCode());
        assertTrue(held.join().body().contains("not-ready"), held.join().body());
    }

    @Test
    void aCopyForOneThatSleepsIsNotSentButKnocks() {
        var knocks = new ConcurrentLinkedQueue<String>();
        gateway.onKnock((endpoint, deployment) -> knocks.add(deployment));
        sleeps(Capacity.asleep(3, LONG));
        gateway.setTarget("iris", new Target("green", 1, List.of(green.url()), "oci-byoc", "/score"));
        gateway.setPolicy("iris", new TrafficPolicy(Map.of("green", 100), "blue", 50, null));
        for (int i = 0; i < 4; i++)
            assertEquals(200, post("/score").join().statusCode());
        assertEquals(List.of("blue", "blue"), List.copyOf(knocks));
    }

    private void sleeps(Capacity capacity) {
        gateway.setTarget("iris", new Target("blue", 1, List.of(), "azureml", "/score").withLimits(capacity, 0));
    }

    @Test
    void withoutLimitsAsManyAsComeAreUnderWay() {
        gateway.setTarget("iris", new Target("blue", 1, List.of(holding.url()), "azureml", "/score"));
        var asked = IntStream.range(0, 8).mapToObj(i -> post("/score")).toList();
        Awaitility.await().until(() -> held.size() == 8);
        held.forEach(GatewayCapacityIT::answer);
        asked.forEach(each -> assertEquals(200, each.join().statusCode()));
    }

    @Test
    void whoWaitsAtAWithdrawnServerIsServedByTheNewOne() {
        limit(new Capacity(1, LONG, LONG));
        var inside = post("/score");
        load(1, 0);
        var waiting = post("/score");
        load(2, 1);
        gateway.setTarget("iris", new Target("blue", 2, List.of(green.url()), "azureml", "/score"));
        assertEquals("new", waiting.join().body());
        assertEquals("2", waiting.join().headers().firstValue("x-slipway-revision").orElseThrow());
        answer(next());
        assertEquals("1", inside.join().headers().firstValue("x-slipway-revision").orElseThrow());
        load(0, 0);
    }

    @Test
    void aClientThatGoesWhileItWaitsLeavesItsPlace() throws Exception {
        limit(new Capacity(1, LONG, LONG));
        var inside = post("/score");
        load(1, 0);
        try (Socket gone = new Socket("127.0.0.1", port)) {
            gone.getOutputStream().write("POST /score HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\n\r\n{}"
                    .getBytes(StandardCharsets.US_ASCII));
            load(2, 1);
        }
        load(1, 0);
        answer(next());
        assertEquals(200, inside.join().statusCode());
        load(0, 0);
    }

    @Test
    void noPlaceIsLostWhateverHappens() throws Exception {
        limit(new Capacity(3, Duration.ofMillis(500), Duration.ofMillis(100)));
        var random = RandomGenerator.getDefault();
        var asked = new ArrayList<CompletableFuture<HttpResponse<String>>>();
        for (int i = 0; i < 150; i++) {
            var one = post("/score");
            asked.add(one);
            switch (random.nextInt(4)) {
                case 0 -> one.cancel(true);
                case 1 -> held.stream().findAny().filter(held::remove).ifPresent(GatewayCapacityIT::answer);
                case 2 -> held.stream().findAny().filter(held::remove).ifPresent(each -> each.connection().close());
                default -> Thread.onSpinWait();
            }
        }
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(
                () -> asked.stream().allMatch(CompletableFuture::isDone));
        load(0, 0);
        held.clear();
        var last = post("/score");
        answer(next());
        assertEquals(200, last.join().statusCode());
    }

    private void load(int outstanding, int queued) {
        Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            Load load = gateway.load("iris").getOrDefault("blue", new Load(0, 0, 0));
            assertEquals(List.of(outstanding, queued), List.of(load.outstanding(), load.queued()));
        });
    }

    private HttpServerRequest next() {
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> !held.isEmpty());
        return held.remove();
    }

    private static void answer(HttpServerRequest request) {
        request.response().end("ok");
    }

    private void limit(Capacity capacity) {
        gateway.setTarget("iris", new Target("blue", 1, List.of(holding.url()), "azureml", "/score")
                .withLimits(capacity, 0));
    }

    private CompletableFuture<HttpResponse<String>> post(String path) {
        return client.sendAsync(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .POST(HttpRequest.BodyPublishers.ofString("{}")).build(), HttpResponse.BodyHandlers.ofString());
    }
}
