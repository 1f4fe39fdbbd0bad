package slipway.traffic;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import slipway.base.StudioException;
import slipway.testkit.Covers;
import slipway.testkit.StubUpstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// What goes beyond Azure's rules: several mirrors, any share, draws, sessions.
class GatewayFreeIT {
    private static final TrafficPolicy SPLIT = new TrafficPolicy(Map.of("blue", 50, "green", 50), null, 0, null);

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final StubUpstream blue = StubUpstream.answering("blue");
    private final StubUpstream green = StubUpstream.answering("green");
    private final StubUpstream shadow = StubUpstream.answering("shadow");
    private final Gateway gateway = new Gateway();
    private int port;

    @BeforeEach
    void open() {
        port = gateway.open("iris", 0, SPLIT).port();
        target("blue", blue);
        target("green", green);
        target("shadow", shadow);
    }

    @AfterEach
    void close() {
        gateway.close();
        client.close();
        blue.close();
        green.close();
        shadow.close();
    }

    @Test
    @Covers({"A201", "A205", "A206", "A208"})
    void freeModeMirrorsToSeveralAlsoAllAndAlsoToALiveOne() throws Exception {
        var all = new TrafficPolicy(Map.of("blue", 100), null, 0, null);
        gateway.setPolicy("iris", all.withMirrors(Map.of("shadow", 80, "green", 100, "blue", 10)));
        for (int i = 0; i < 20; i++)
            assertEquals("blue", post(Map.of()).body());
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> green.requests() == 20
                && shadow.requests() == 16 && blue.requests() == 22);
        Awaitility.await().until(() -> Long.valueOf(38).equals(gateway.mirrorCounts("iris").get("sent")));
        String mirrored = String.valueOf(gateway.recent("iris", 100).stream().filter(request -> !request.copy())
                .map(RequestRecord::mirrored).filter(names -> names != null && names.contains(",")).findFirst());
        assertTrue(mirrored.contains("green"), mirrored);
    }

    @Test
    @Covers({"A205", "A206", "A208"})
    void strictModeKeepsAzuresRules() {
        refused("traffic.mirror-one", Map.of("shadow", 10, "green", 10));
        refused("traffic.mirror-share", Map.of("shadow", 51));
        refused("traffic.mirror-live", Map.of("blue", 10));
    }

    @Test
    void aSessionOfAHeaderStaysWithItsDeployment() throws Exception {
        gateway.setPolicy("iris", SPLIT.withSpread(Spread.EXACT.withSticky(Spread.Sticky.header("x-session-id"))));
        var owners = new HashMap<String, String>();
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 12; i++) {
                String session = "s" + i;
                String by = post(Map.of("X-Session-Id", session)).body();
                assertEquals(owners.computeIfAbsent(session, s -> by), by);
            }
        }
        assertTrue(owners.containsValue("blue") && owners.containsValue("green"), owners.toString());
        // without a session the turns are exact
        int before = (int) blue.requests();
        for (int i = 0; i < 10; i++)
            post(Map.of());
        assertEquals(5, blue.requests() - before);
    }

    @Test
    void theGatewayGivesACookieOnceAndKeepsItsSession() throws Exception {
        gateway.setPolicy("iris", SPLIT.withSpread(Spread.EXACT.withSticky(Spread.Sticky.cookie("slipway-session"))));
        for (int i = 0; i < 6; i++) {
            HttpResponse<String> first = post(Map.of());
            String given = first.headers().firstValue("set-cookie").orElseThrow();
            assertTrue(given.matches("slipway-session=[0-9a-f]{32}; Path=/; HttpOnly; SameSite=Lax"), given);
            String cookie = given.substring(0, given.indexOf(';'));
            for (int again = 0; again < 4; again++) {
                HttpResponse<String> next = post(Map.of("Cookie", "a=b; " + cookie));
                assertEquals(first.body(), next.body());
                assertFalse(next.headers().firstValue("set-cookie").isPresent());
            }
        }
        assertEquals("green", post(Map.of("azureml-model-deployment", "green")).body());
    }

    @Test
    void drawsAreRightWithinFourStandardDeviations() throws Exception {
        gateway.setPolicy("iris", SPLIT.withSpread(Spread.random(42)));
        for (int i = 0; i < 400; i++)
            post(Map.of());
        long drawn = gateway.counts("iris").getOrDefault("blue", 0L);
        assertTrue(Math.abs(drawn - 200) < 40, "blue " + drawn);
        assertEquals(drawn, blue.requests());
    }

    @Test
    @Covers("A178")
    void saysWhyATokenOrAKeyIsNotGood() throws Exception {
        var now = new java.util.concurrent.atomic.AtomicReference<>(java.time.Instant.now());
        var tokens = new Tokens("secret", "iris", now::get);
        gateway.setPolicy("iris", SPLIT.withAccess(Access.tokens(tokens)));
        String token = "Bearer " + tokens.mint(Duration.ofMinutes(1));
        assertEquals(200, post(Map.of("Authorization", token)).statusCode());
        now.set(now.get().plusSeconds(61));
        HttpResponse<String> expired = post(Map.of("Authorization", token));
        assertEquals(401, expired.statusCode());
        assertTrue(expired.headers().firstValue("www-authenticate").orElseThrow().contains("expired"));
        gateway.setPolicy("iris", SPLIT.withAccess(Access.keys("one", "two")));
        assertEquals(200, post(Map.of("Authorization", "Bearer two")).statusCode());
        gateway.setPolicy("iris", SPLIT.withAccess(Access.keys("one", "three")));
        HttpResponse<String> rotated = post(Map.of("Authorization", "Bearer two"));
        assertEquals(401, rotated.statusCode());
        assertTrue(rotated.body().contains("key-wrong"), rotated.body());
        assertEquals(200, post(Map.of("Authorization", "Bearer one")).statusCode());
    }

    private static void refused(String code, Map<String, Integer> mirrors) {
        var problem = assertThrows(StudioException.class,
                () -> new TrafficPolicy(Map.of("blue", 100), mirrors, false, Spread.EXACT, Allowance.NONE, null));
        assertEquals(code, problem.problem().code());
    }

    private void target(String name, StubUpstream upstream) {
        gateway.setTarget("iris", new Target(name, 1, List.of(upstream.url()), "azureml", "/score"));
    }

    private HttpResponse<String> post(Map<String, String> headers) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/score"))
                .POST(HttpRequest.BodyPublishers.ofString("{}"));
        headers.forEach(request::header);
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
