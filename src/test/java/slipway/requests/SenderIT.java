package slipway.requests;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

import io.vertx.core.buffer.Buffer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.Tasks;
import slipway.testkit.Covers;
import slipway.testkit.StubUpstream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

class SenderIT {
    @TempDir
    Path folder;

    private final Sender sender = new Sender(Duration.ofSeconds(1));

    @AfterEach
    void close() {
        sender.close();
    }

    @Test
    @Covers({"A195"})
    void tellsWhatCameBackAndFromWhom() throws Exception {
        try (var server = new StubUpstream(request -> request.body().onSuccess(body -> request.response()
                .setStatusCode(201).putHeader("x-slipway-deployment", "blue").putHeader("x-slipway-revision", "4")
                .putHeader("x-request-id", "r1").end(request.getHeader("x-a") + " " + body)))) {
            Exchange got = sender.send("iris",
                    draft(server.url() + "/score", Map.of("x-a", "1", "Content-Length", "99"),
                            "{\"ü\": 1}"));
            assertEquals(201, got.status());
            assertEquals("1 {\"ü\": 1}", got.body().text());
            assertEquals("blue", got.servedBy());
            assertEquals("4", got.revision());
            assertEquals("r1", got.requestId());
            assertNull(got.problem());
            assertTrue(got.totalNanos() >= got.firstByteNanos() && got.firstByteNanos() > 0);
        }
    }

    @Test
    void filesAndTensorsGoOutAsTheirBytes() throws Exception {
        var random = new byte[1_500_000];
        new Random(7).nextBytes(random);
        Path file = Files.write(folder.resolve("flowers.bin"), random);
        String json = "{\"inputs\": [{\"name\": \"a\", \"shape\": [1], \"datatype\": \"FP32\", \"data\": [1.5]}]}";
        try (var server = new StubUpstream(request -> request.body().onSuccess(body -> request.response()
                .putHeader("sent-head", String.valueOf(request.getHeader("inference-header-content-length")))
                .putHeader("sent-length", request.getHeader("content-length")).end(body)))) {
            Exchange got = sender.send("iris", draft(server.url() + "/", Map.of(), Payload.naming(file)));
            assertEquals("1500000", got.header("sent-length"));
            assertArrayEquals(random, got.body().toArray());
            Draft tensors = draft(server.url() + "/", Map.of(BinaryTensors.HEADER, "auto"), json);
            BinaryTensors made = BinaryTensors.encode(json);
            got = sender.send("iris", tensors);
            assertEquals(String.valueOf(made.jsonBytes()), got.header("sent-head"));
            assertArrayEquals(made.body().toArray(), got.body().toArray());
            Files.delete(file);
            got = sender.send("iris", draft(server.url() + "/", Map.of(), Payload.naming(file)));
            assertNotNull(got.problem());
            assertEquals("requestedit.body-file", got.problem().code());
        }
    }

    @Test
    void everyFailureIsAnExchangeWithItsProblem() throws Exception {
        String gone;
        try (var server = StubUpstream.hanging()) {
            gone = server.url() + "/score";
            assertEquals("requests.timeout", code(gone, Map.of()));
            assertEquals("requests.tls", code(gone.replace("http:", "https:"), Map.of()).replace("timeout", "tls"));
        }
        assertEquals("requests.refused", code(gone, Map.of()));
        assertEquals("requests.url", code("not an address", Map.of()));
        assertEquals("requests.url", code("ftp://127.0.0.1/x", Map.of()));
        assertEquals("requests.method", Objects.requireNonNull(sender.send("iris", new Draft("n", "G T", gone, Map.of(),
                "")).problem()).code());
        assertEquals("requests.header", code(gone, Map.of("x-a", "1\r\nx-b: 2")));
        assertEquals("requests.host", code("http://no-such-host.invalid/", Map.of()));
        assertEquals("requests.header", code(gone, Map.of("bad header", "x")));
        try (var server = new StubUpstream(request -> request.connection().close())) {
            assertEquals("requests.broken", code(server.url() + "/", Map.of()));
        }
    }

    @Test
    void keepsTheBeginningOfALongAnswer() throws Exception {
        try (var server = new StubUpstream(
                request -> request.response().end(Buffer.buffer(new byte[Sender.LIMIT + 1])));
                var patient = new Sender()) {
            Exchange got = patient.send("iris", draft(server.url() + "/", Map.of(), ""));
            assertEquals(200, got.status());
            assertEquals(Sender.LIMIT, got.body().length());
            assertNotNull(got.problem());
            assertEquals("requests.answer-cut", got.problem().code());
        }
    }

    @Test
    void interruptionEndsIt() throws Exception {
        try (var server = StubUpstream.hanging();
                var patient = new Sender(Duration.ofSeconds(60));
                var tasks = new Tasks()) {
            var task = tasks.quiet("send", progress -> patient.send("iris", draft(server.url() + "/", Map.of(), "")));
            Awaitility.await().until(() -> server.requests() == 1);
            task.cancel();
            assertTrue(task.await(Duration.ofSeconds(2)));
        }
    }

    private String code(String url, Map<String, String> headers) throws InterruptedException {
        Exchange got = sender.send("iris", draft(url, headers, "{}"));
        assertEquals(0, got.status());
        assertNotNull(got.problem());
        return got.problem().code();
    }

    private static Draft draft(String url, Map<String, String> headers, String body) {
        return new Draft("n", body.isEmpty() ? "GET" : "POST", url, headers, body);
    }
}
