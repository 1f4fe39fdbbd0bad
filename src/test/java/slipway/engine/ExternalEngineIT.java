package slipway.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import slipway.base.Progress;
import slipway.base.StudioException;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ExternalEngineIT extends EngineContract {
    private final HttpServer somebodyElse = server();

    private static HttpServer server() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/live", exchange -> {
                exchange.sendResponseHeaders(200, -1);
                exchange.close();
            });
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected Engine open() {
        return new ExternalEngine();
    }

    @AfterEach
    void stopIt() {
        somebodyElse.stop(0);
    }

    @Override
    protected Workload workload(Map<String, String> environment) {
        return new Workload("iris/blue", 0, 1, List.of(), environment, null, 0, 0,
                URI.create("http://127.0.0.1:" + somebodyElse.getAddress().getPort()));
    }

    @Test
    void itIsNeitherStartedNorStopped() throws InterruptedException {
        Instance instance = launch(Map.of());
        assertTrue(instance.pid().isEmpty());
        assertEquals(1, follow(instance).size());
        instance.stop(Duration.ZERO);
        awaitAlive(instance);
    }

    @Test
    void withoutAnAddressItIsRefused() {
        var nowhere = new Workload("iris/blue", 0, 1, List.of(), Map.of(), null, 0, 0, null);
        var refused = assertThrows(StudioException.class, () -> engine.launch(nowhere, Progress.NONE));
        assertEquals("engine.external-url", refused.problem().code());
    }
}
