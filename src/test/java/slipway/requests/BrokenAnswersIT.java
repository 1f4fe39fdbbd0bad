package slipway.requests;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.Tasks;
import slipway.testkit.Covers;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// What servers do wrong, and what is too much, over real sockets.
class BrokenAnswersIT {
    @TempDir
    Path folder;
    private final Tasks tasks = new Tasks();
    private final List<AutoCloseable> open = new ArrayList<>();

    /// Writes one answer after it has read a request.
    private interface Script {
        void answer(OutputStream out) throws IOException, InterruptedException;
    }

    @AfterEach
    void end() throws Exception {
        for (AutoCloseable each : open)
            each.close();
        tasks.close();
    }

    private String serving(Script script) throws IOException {
        var server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        open.add(server);
        tasks.quiet("broken server", progress -> {
            while (!server.isClosed()) {
                try (Socket socket = server.accept()) {
                    byte[] room = new byte[65_536];
                    if (socket.getInputStream().read(room) > 0) script.answer(socket.getOutputStream());
                } catch (IOException e) {
                    // the client went, or the server was closed: both belong to the test
                }
            }
        });
        return "http://127.0.0.1:" + server.getLocalPort() + "/score";
    }

    private static Script saying(String head, String body) {
        return out -> out.write((head.replace("\n", "\r\n") + "\r\n\r\n" + body).getBytes(
                StandardCharsets.ISO_8859_1));
    }

    private Exchange received(Script script) throws Exception {
        return received(script, Sender.ON_DISK);
    }

    private Exchange received(Script script, long onDisk) throws Exception {
        try (var sender = new Sender(Duration.ofSeconds(5), onDisk)) {
            return sender.receive("iris", draft(serving(script)), folder, Arrivals.NONE);
        }
    }

    private static Draft draft(String url) {
        return new Draft("n", "POST", url, Map.of("Accept-Encoding", "gzip"), "{}");
    }

    private static String code(Exchange exchange) {
        assertNotNull(exchange.problem());
        return exchange.problem().code();
    }

    @Test
    void halfABodyIsKeptAndSaid() throws Exception {
        Exchange half = received(saying("HTTP/1.1 200 OK\nContent-Length: 100", "[1, 2, 3"));
        assertEquals("requests.answer-half", code(half));
        assertEquals(List.of(8L, 100L), Objects.requireNonNull(half.problem()).args());
        assertEquals(200, half.status());
        assertEquals("[1, 2, 3", half.body().text());
        Exchange chunks = received(saying("HTTP/1.1 200 OK\nTransfer-Encoding: chunked", "4\r\n[1, \r\n4\r\n2"));
        assertEquals("requests.answer-open", code(chunks));
        assertEquals("[1, 2", chunks.body().text());
    }

    @Test
    void aWrongLengthIsSaid() throws Exception {
        Exchange more = received(saying("HTTP/1.1 200 OK\nContent-Length: 4", "12345678"));
        assertEquals("requests.answer-more", code(more));
        assertEquals("1234", more.body().text());
        assertEquals("requests.broken", code(received(saying("HTTP/1.1 200 OK\nContent-Length: 4\nContent-Length: 5",
                "12345"))));
        assertEquals("requests.answer-broken", code(received(saying("HTTP/1.1 200 OK\nTransfer-Encoding: chunked",
                "zz\r\n"))));
        assertEquals("requests.broken", code(received(saying("SMTP ready", ""))));
    }

    @Test
    void gzipIsUndoneAndBothSizesAreKnown() throws Exception {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write("0.5, ".repeat(10_000).getBytes(StandardCharsets.UTF_8));
        }
        byte[] bytes = packed.toByteArray();
        Exchange whole = received(gzip(bytes, bytes.length));
        assertNull(whole.problem());
        assertEquals(50_000, whole.received().size());
        assertEquals(bytes.length, whole.received().wire());
        assertEquals("gzip", whole.received().encoding());
        assertEquals("0.5, 0.5, ", whole.body().text().substring(0, 10));
        assertEquals("requests.answer-half", code(received(gzip(bytes, bytes.length / 2))));
        Exchange none = received(saying("HTTP/1.1 200 OK\nContent-Encoding: gzip\nContent-Length: 5", "hello"));
        assertEquals("requests.answer-coding", code(none));
        Exchange unknown = received(saying("HTTP/1.1 200 OK\nContent-Encoding: br\nContent-Length: 5", "hello"));
        assertEquals("requests.answer-coding", code(unknown));
        assertEquals("hello", unknown.body().text());
    }

    private static Script gzip(byte[] bytes, int sent) {
        return out -> {
            out.write(("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + bytes.length + "\r\n\r\n")
                    .getBytes(StandardCharsets.ISO_8859_1));
            out.write(bytes, 0, sent);
        };
    }

    @Test
    void trailersInterimHeadsAndAnOpenEndAreRead() throws Exception {
        Exchange got = received(saying("HTTP/1.1 103 Early Hints\nLink: x\n\nHTTP/1.1 200 OK\nTransfer-Encoding: "
                + "chunked", "2;x=y\r\nok\r\n0\r\nX-Sum: 7\r\n\r\n"));
        assertNull(got.problem());
        assertEquals("ok", got.body().text());
        assertEquals(Map.of("x-sum", List.of("7")), got.received().trailers());
        assertEquals("to the end", received(saying("HTTP/1.0 200 OK", "to the end")).body().text());
        assertEquals("", received(saying("HTTP/1.1 204 No Content", "")).body().text());
    }

    @Test
    @Covers("A195")
    void timesFollowEachOther() throws Exception {
        Exchange got = received(out -> {
            Tasks.pause(Duration.ofMillis(60));
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n1".getBytes(StandardCharsets.UTF_8));
            Tasks.pause(Duration.ofMillis(60));
            out.write('2');
        });
        Timing timing = got.received().timing();
        assertTrue(timing.connect() > 0);
        assertEquals(0, timing.tls());
        assertTrue(timing.await() > 50_000_000, "" + timing);
        assertTrue(timing.transfer() > 50_000_000, "" + timing);
        assertTrue(Math.abs(
                got.totalNanos() - timing.connect() - timing.send() - timing.await() - timing.transfer()) < 1_000_000);
    }

    @Test
    void aGigabyteIsCutOnDiskAndNeverInMemory() throws Exception {
        byte[] block = new byte[1 << 20];
        long before = used();
        Exchange got = received(out -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 1073741824\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < 1_024; i++)
                out.write(block);
        }, 40_000_000);
        assertEquals("requests.answer-cut", code(got));
        assertEquals(40_000_000, got.received().size());
        assertEquals(40_000_000, Files.size(got.received().file()));
        assertEquals(Sender.IN_MEMORY, got.body().length());
        assertTrue(used() - before < 20_000_000, "held " + (used() - before));
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    @Test
    void aStreamWithoutEndStopsWhenAskedTo() throws Exception {
        String url = serving(out -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            while (true)
                out.write("data: {\"choices\":[{\"delta\":{\"content\":\"la \"}}]}\n\n".getBytes(
                        StandardCharsets.UTF_8));
        });
        var tokens = new Tokens(() -> {});
        var got = new AtomicReference<Exchange>();
        var task = tasks.quiet("send", progress -> got.set(new Sender().receive("iris", draft(url), folder, tokens)));
        await().atMost(Duration.ofSeconds(10)).until(() -> tokens.count().pieces() > 1_000);
        task.cancel();
        assertTrue(task.await(Duration.ofSeconds(5)));
        assertEquals("requests.answer-stopped", code(got.get()));
        assertEquals(200, got.get().status());
        assertTrue(got.get().received().size() > 10_000);
        assertTrue(tokens.take().startsWith("la la la "));
        assertTrue(tokens.count().rate() > 100);
    }

    @Test
    void aSilentStreamStopsToo() throws Exception {
        String url = serving(out -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: one\n\n".getBytes(
                    StandardCharsets.UTF_8));
            Tasks.pause(Duration.ofSeconds(30));
        });
        var tokens = new Tokens(() -> {});
        var got = new AtomicReference<Exchange>();
        var task = tasks.quiet("send", progress -> got.set(new Sender().receive("iris", draft(url), folder, tokens)));
        await().atMost(Duration.ofSeconds(10)).until(() -> tokens.count().pieces() == 1);
        task.cancel();
        assertTrue(task.await(Duration.ofSeconds(5)));
        assertEquals("requests.answer-stopped", code(got.get()));
        assertEquals("data: one\n\n", got.get().body().text());
    }
}
