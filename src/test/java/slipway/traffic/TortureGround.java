package slipway.traffic;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.netty.buffer.PoolArenaMetric;
import io.netty.buffer.PooledByteBufAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

import static org.awaitility.Awaitility.await;

/// A gateway with short limits; when a test is over, every buffer must be back.
@Timeout(30)
abstract class TortureGround {
    Gateway gateway = new Gateway();
    private long buffers;

    @BeforeEach
    void begin() {
        buffers = buffers();
        gateway = new Gateway(new Limits(Duration.ofMillis(1_500), 16_000_000, 256, 512, 2, Duration.ofMillis(400),
                Duration.ofSeconds(3)));
    }

    @AfterEach
    void everyBufferComesBack() {
        gateway.close();
        // what ended threads kept for themselves is freed once they are collected; what leaked never is
        await().atMost(Duration.ofSeconds(8)).until(() -> {
            System.gc();
            return buffers() <= buffers;
        });
    }

    private static long buffers() {
        return PooledByteBufAllocator.DEFAULT.metric().directArenas().stream()
                .mapToLong(PoolArenaMetric::numActiveAllocations).sum();
    }

    int open(RawUpstream... servers) {
        int port = gateway.open("iris", 0, new TrafficPolicy(Map.of("blue", 100), null, 0, null)).port();
        offer("blue", servers);
        return port;
    }

    void offer(String deployment, RawUpstream... servers) {
        List<URI> urls = java.util.Arrays.stream(servers).map(RawUpstream::url).toList();
        gateway.setTarget("iris", new Target(deployment, 1, urls, "azureml", "/score"));
    }

    static void send(Socket socket, String text) throws IOException {
        RawUpstream.write(socket, text);
    }

    /// What comes until the other side closes; fails where it does not.
    static String rest(Socket socket) throws IOException {
        socket.setSoTimeout(5_000);
        return new String(socket.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    static String next(Socket socket, int bytes) throws IOException {
        socket.setSoTimeout(5_000);
        return new String(socket.getInputStream().readNBytes(bytes), java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    /// The next answer's head.
    static String head(Socket socket) throws IOException {
        socket.setSoTimeout(5_000);
        var text = new StringBuilder();
        while (text.indexOf("\r\n\r\n") < 0) {
            int b = socket.getInputStream().read();
            if (b < 0) return text.toString();
            text.append((char) b);
        }
        return text.toString();
    }
}
