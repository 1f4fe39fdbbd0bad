package slipway.traffic;

import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import slipway.testkit.Covers;
import slipway.testkit.RawHttp;
import slipway.testkit.StubUpstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// What an endpoint lets pass: the size of a body, and bytes per second.
class GatewayAllowanceIT {
    private static final TrafficPolicy BLUE = new TrafficPolicy(Map.of("blue", 100), null, 0, null);

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final StubUpstream echo = StubUpstream.echoing();
    private final StubUpstream shadow = StubUpstream.answering("shadow");
    private final Gateway gateway = new Gateway();

    @AfterEach
    void close() {
        gateway.close();
        client.close();
        echo.close();
        shadow.close();
    }

    @Test
    void answers413ByTheEndpointsLimitAndElseByTheContracts() throws Exception {
        int port = open(BLUE, 1_000);
        assertEquals(200, post(port, 1_000, false).statusCode());
        HttpResponse<byte[]> large = post(port, 1_001, false);
        assertEquals(413, large.statusCode());
        assertTrue(new String(large.body(), StandardCharsets.UTF_8).contains("1000 bytes"));
        assertEquals(413, post(port, 20_000, true).statusCode());
        gateway.setPolicy("iris", BLUE.withAllowance(new Allowance(0, 30_000)));
        assertEquals(20_000, post(port, 20_000, true).body().length);
        assertEquals(413, post(port, 30_001, true).statusCode());
        assertEquals("too-large", gateway.recent("iris", 1).getFirst().error());
        gateway.setPolicy("iris", BLUE);
        assertEquals(413, post(port, 20_000, false).statusCode());
    }

    /// A client that does not look up before it has said everything still gets its answer.
    @Test
    void whoTalksOnForSecondsStillGetsItsAnswer() throws Exception {
        try (Socket socket = RawHttp.open(open(BLUE, 1_000))) {
            OutputStream out = socket.getOutputStream();
            out.write(ascii("POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 30000\r\n\r\n"));
            for (int i = 0; i < 30; i++) {
                out.write(ascii("x".repeat(1_000)));
                // the pace of a slow line is what is tried here
                Thread.sleep(80);
            }
            assertTrue(RawHttp.read(socket).startsWith("HTTP/1.1 413"));
        }
    }

    /// What began to be answered cannot be refused any more: its connection ends, and no second head stands in its body.
    @Test
    void aBodyThatGrowsTooLargeUnderItsAnswerIsCutOff() throws Exception {
        try (Socket socket = RawHttp.open(open(BLUE, 30_000))) {
            OutputStream out = socket.getOutputStream();
            String chunk = Integer.toHexString(10_000) + "\r\n" + "x".repeat(10_000) + "\r\n";
            out.write(ascii("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk));
            String begun = new String(socket.getInputStream().readNBytes(9_000), StandardCharsets.US_ASCII);
            assertTrue(begun.startsWith("HTTP/1.1 200"), begun);
            out.write(ascii(chunk + chunk + chunk));
            String rest = begun + RawHttp.read(socket);
            assertEquals(0, rest.lastIndexOf("HTTP/1.1"), rest.substring(Math.max(0, rest.length() - 300)));
            assertFalse(rest.endsWith("\r\n0\r\n\r\n"));
            assertEquals("too-large", gateway.recent("iris", 1).getFirst().error());
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    @Covers({"A207"})
    void bandwidthHoldsForBothDirections() throws Exception {
        int port = open(BLUE.withAllowance(new Allowance(8, 0)), 0);
        long begun = System.nanoTime();
        HttpResponse<byte[]> answer = post(port, 300_000, true);
        double seconds = (System.nanoTime() - begun) / 1e9;
        assertEquals(300_000, answer.body().length);
        // a megabyte a second, up and down
        assertTrue(600_000 / seconds < 1_150_000, "in " + seconds + " s");
        String delay = post(port, 100, false).headers().firstValue("ms-azureml-bandwidth-request-delay-ms")
                .orElse("0");
        assertTrue(Integer.parseInt(delay) >= 0, delay);
        gateway.setPolicy("iris", BLUE);
        assertFalse(post(port, 300_000, true).headers().map().containsKey("ms-azureml-bandwidth-request-delay-ms"));
    }

    @Test
    @Covers({"A207"})
    void copiesCountAndADelayIsSaid() throws Exception {
        var mirrored = new TrafficPolicy(Map.of("blue", 100), Map.of("shadow", 100), true, Spread.EXACT,
                new Allowance(8, 0), null);
        int port = open(mirrored, 0);
        gateway.setTarget("iris", new Target("shadow", 1, List.of(shadow.url()), "azureml", "/score"));
        long begun = System.nanoTime();
        String said = "";
        for (int i = 0; i < 20; i++)
            said += post(port, 10_000, false).headers().firstValue("ms-azureml-bandwidth-request-delay-ms").orElse("");
        double seconds = (System.nanoTime() - begun) / 1e9;
        Awaitility.await().until(() -> gateway.mirrorCounts("iris").getOrDefault("sent", 0L) == 20);
        assertEquals(20, gateway.recent("iris", 100).stream().filter(each -> each.copy()
                && each.requestBytes() == 10_000).count());
        // 10 kB up, again for the copy, and 10 kB back, twenty times; the last 30 kB need no wait after them
        assertTrue(570_000 / seconds < 1_150_000, "in " + seconds + " s");
        assertTrue(said.matches("\\d{2,}"), said);
    }

    /// As at OCI's load balancer: who comes when a second's worth has passed is refused, and the others are not touched.
    @Test
    @Covers({"A093"})
    void aDeploymentsBandwidthIsKeptWith429() throws Exception {
        int port = open(new TrafficPolicy(Map.of("blue", 100), Map.of("shadow", 100), true, Spread.EXACT,
                Allowance.NONE, null), 0);
        gateway.setTarget("iris", limited("blue", echo, 1, 1));
        gateway.setTarget("iris", new Target("shadow", 1, List.of(shadow.url()), "azureml", "/score"));
        // there and back it is a megabyte, at 125 kB a second
        assertEquals(200, post(port, 500_000, false).statusCode());
        HttpResponse<byte[]> refused = post(port, 10, true);
        assertEquals(429, refused.statusCode());
        assertTrue(new String(refused.body(), StandardCharsets.UTF_8).contains("limit of bandwidth"));
        assertEquals(200, post(port, 10, "shadow").statusCode());
        assertEquals("bandwidth", error("blue"));
        // a new revision has no new second, one without the limit takes everything
        gateway.setTarget("iris", limited("blue", echo, 2, 1));
        assertEquals(429, post(port, 10, false).statusCode());
        gateway.setTarget("iris", limited("blue", echo, 3, 0));
        assertEquals(200, post(port, 10, false).statusCode());
        gateway.setTarget("iris", limited("blue", echo, 4, 1));
        assertEquals(200, post(port, 100_000, false).statusCode());
        Awaitility.await().until(() -> post(port, 10, false).statusCode() == 200);
    }

    @Test
    @Covers({"A093"})
    void aCopyThatADeploymentsBandwidthDoesNotTakeIsDropped() throws Exception {
        int port = open(new TrafficPolicy(Map.of("blue", 100), Map.of("shadow", 100), true, Spread.EXACT,
                Allowance.NONE, null), 0);
        gateway.setTarget("iris", limited("shadow", shadow, 1, 1));
        assertEquals(200, post(port, 1_000_000, false).statusCode());
        Awaitility.await().until(() -> gateway.mirrorCounts("iris").getOrDefault("sent", 0L) == 1);
        assertEquals(200, post(port, 10, false).statusCode());
        Awaitility.await().until(() -> gateway.mirrorCounts("iris").getOrDefault("dropped", 0L) == 1);
    }

    private Target limited(String name, StubUpstream server, long revision, int mbps) {
        return new Target(name, revision, List.of(server.url()), "azureml", "/score").withBandwidth(mbps);
    }

    private @Nullable String error(String deployment) {
        return gateway.recent("iris", 100).stream().filter(each -> each.deployment().equals(deployment)
                && each.status() == 429).findFirst().orElseThrow().error();
    }

    private HttpResponse<byte[]> post(int port, int size, String deployment) throws Exception {
        return client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/score"))
                .header("azureml-model-deployment", deployment)
                .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[size])).build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    private int open(TrafficPolicy policy, long bodyBytes) {
        int port = gateway.open("iris", 0, policy).port();
        gateway.setTarget("iris", new Target("blue", 1, List.of(echo.url()), "azureml", "/score").withLimits(null,
                bodyBytes));
        return port;
    }

    private HttpResponse<byte[]> post(int port, int size, boolean chunked) throws Exception {
        var bytes = new byte[size];
        var publisher = chunked
                ? HttpRequest.BodyPublishers.fromPublisher(HttpRequest.BodyPublishers.ofByteArray(bytes))
                : HttpRequest.BodyPublishers.ofByteArray(bytes);
        return client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/score")).POST(publisher)
                .build(), HttpResponse.BodyHandlers.ofByteArray());
    }
}
