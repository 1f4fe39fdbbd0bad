package slipway;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.vertx.core.http.HttpServerRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import slipway.testkit.Covers;
import slipway.testkit.StubUpstream;
import slipway.traffic.Capacity;
import slipway.traffic.Gateway;
import slipway.traffic.Target;
import slipway.traffic.TrafficPolicy;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// What a policy is told of a deployment that takes only so many at once.
class PulseIT {
    private static final Duration LONG = Duration.ofSeconds(60);

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ConcurrentLinkedQueue<HttpServerRequest> held = new ConcurrentLinkedQueue<>();
    private final StubUpstream server = new StubUpstream(held::add);
    private final Gateway gateway = new Gateway();
    private int port;
    private Pulse pulse;

    @BeforeEach
    void open() {
        port = gateway.open("iris", 0, new TrafficPolicy(Map.of("blue", 100), null, 0, null)).port();
        pulse = new Pulse(gateway, "iris");
        gateway.setTarget("iris", new Target("blue", 1, List.of(server.url()), "azureml", "/score")
                .withLimits(new Capacity(1, LONG, LONG), 0));
    }

    @AfterEach
    void close() {
        pulse.close();
        gateway.close();
        client.close();
        server.close();
    }

    @Test
    @Covers("A165")
    void whoIsTurnedAwayIsCountedApart() {
        var inside = post();
        await().until(() -> held.size() == 1);
        var waiting = post();
        await().until(() -> queued() == 1);
        for (int i = 0; i < 3; i++)
            assertEquals(429, post().join().statusCode());
        Pulse.Rate none = pulse.look("blue", 1000, queued());
        assertEquals(new Pulse.Rate(0, 0, 3, 1), none);
        held.remove().response().end("ok");
        assertEquals(200, inside.join().statusCode());
        await().until(() -> held.size() == 1);
        held.remove().response().end("ok");
        assertEquals(200, waiting.join().statusCode());
        await().until(() -> gateway.requestCount("iris") == 5);
        Pulse.Rate both = pulse.look("blue", 1000, queued());
        assertEquals(1, both.rate());
        assertEquals(1.5, both.refused());
        assertTrue(both.seconds() > 0, both::toString);
        for (int i = 0; i < 5; i++)
            assertEquals(both.seconds(), pulse.look("blue", 1000, 0).seconds(), "as long as was known last");
    }

    @Test
    void twoThatMeetByChanceAreNoLoad() {
        for (int i = 0; i < 4; i++)
            assertEquals(0, pulse.look("blue", 1000, 0).waiting());
        assertEquals(1, pulse.look("blue", 1000, 5).waiting());
        assertEquals(0, pulse.look("blue", 1000, 0).waiting());
        for (int i = 0; i < 4; i++)
            pulse.look("blue", 1000, 5);
        assertEquals(5, pulse.look("blue", 1000, 5).waiting());
    }

    private int queued() {
        return Objects.requireNonNull(gateway.load("iris").get("blue")).queued();
    }

    private CompletableFuture<HttpResponse<String>> post() {
        return client.sendAsync(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/score"))
                .POST(HttpRequest.BodyPublishers.ofString("{}")).build(), HttpResponse.BodyHandlers.ofString());
    }
}
