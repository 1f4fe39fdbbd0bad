package slipway.observe;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import slipway.base.Tasks;
import slipway.observe.Health.Answer;
import slipway.observe.Health.Kind;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class HealthWatchIT {
    private static final Duration SHORT = Duration.ofMillis(20);

    private final AtomicInteger status = new AtomicInteger(200);
    private final Tasks tasks = new Tasks();
    private HttpServer server;
    private URI url;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.getResponseHeaders().add("Location", "/elsewhere");
            exchange.sendResponseHeaders(status.get(), -1);
            exchange.close();
        });
        server.start();
        url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @AfterEach
    void end() {
        server.stop(0);
        tasks.close();
    }

    @Test
    void failuresInARowMakeItUnhealthyAndOneSuccessReadyAgain() {
        var check = new HealthWatch.Check("/ready", SHORT, Duration.ofSeconds(1), 1, 3);
        try (var watch = new HealthWatch(tasks, "t", () -> List.of(url), check, check, Health.UNKNOWN)) {
            await().until(() -> watch.health().get().ready() == Answer.YES);
            status.set(503);
            await().until(() -> watch.health().get().ready() == Answer.NO);
            long bad = watch.health().get().recent().reversed().stream().takeWhile(probed -> !probed.good()).count();
            assertTrue(bad >= 3, "after " + bad);
            status.set(200);
            await().until(() -> watch.health().get().ready() == Answer.YES);
            await().until(() -> watch.health().get().recent().size() == Health.KEPT);
        }
    }

    @Test
    void aRedirectIsNotFollowedAndARefusalHasItsReason() throws InterruptedException {
        status.set(302);
        var probed = Probe.get(Kind.READY, url.resolve("/ready"), Duration.ofSeconds(1));
        assertEquals(302, probed.status());
        assertFalse(probed.good());
        server.stop(0);
        var refused = Probe.get(Kind.READY, url.resolve("/ready"), Duration.ofSeconds(1));
        assertEquals(0, refused.status());
        assertFalse(refused.output().isEmpty());
    }
}
