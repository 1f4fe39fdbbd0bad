package slipway.requests;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.Problem;
import slipway.base.Tasks;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// Servers that answer before they have read the whole request, over real sockets. What is sent is longer than what the
/// system keeps for both sides.
class EarlyAnswersIT {
    private static final int LENGTH = 50_000_000;
    @TempDir
    Path folder;
    private final Tasks tasks = new Tasks();
    private final AtomicReference<Exchange> got = new AtomicReference<>();
    private final ServerSocket server;

    EarlyAnswersIT() throws IOException {
        server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    }

    private interface Script {
        void answer(InputStream in, OutputStream out) throws IOException, InterruptedException;
    }

    @AfterEach
    void end() throws IOException {
        server.close();
        tasks.close();
    }

    private static void head(OutputStream out, String status, long length) throws IOException {
        out.write(("HTTP/1.1 " + status + "\r\nContent-Length: " + length + "\r\n\r\n").getBytes(
                StandardCharsets.US_ASCII));
        out.flush();
    }

    /// Sends 50 MB to a server that does `script` once it has read the head.
    private Tasks.Task sending(Duration timeout, Script script) throws Exception {
        tasks.quiet("early server", progress -> {
            try (Socket socket = server.accept()) {
                InputStream in = socket.getInputStream();
                int seen = 0;
                while (seen != 0x0d0a0d0a)
                    seen = seen << 8 | in.read();
                script.answer(in, socket.getOutputStream());
            } catch (IOException e) {
                // the client went: what it says about that is looked at
            }
        });
        byte[] bytes = new byte[LENGTH];
        new Random(7).nextBytes(bytes);
        Path file = Files.write(folder.resolve("body.bin"), bytes);
        var draft = new Draft("n", "POST", "http://127.0.0.1:" + server.getLocalPort() + "/score", Map.of(), Payload
                .naming(file));
        return tasks.quiet("send", progress -> {
            try (var sender = new Sender(timeout)) {
                got.set(sender.receive("iris", draft, folder, Arrivals.NONE));
            }
        });
    }

    private Exchange answer(Duration timeout, Script script) throws Exception {
        assertTrue(sending(timeout, script).await(Duration.ofSeconds(30)), "it stalls");
        return got.get();
    }

    @Test
    void anEchoThatReadsNoFasterThanItIsReadComesWhole() throws Exception {
        Exchange echo = answer(Duration.ofSeconds(20), (in, out) -> {
            head(out, "200 OK", LENGTH);
            byte[] piece = new byte[16_384];
            for (long left = LENGTH; left > 0;) {
                int n = in.read(piece);
                out.write(piece, 0, n);
                left -= n;
            }
        });
        assertNull(echo.problem());
        assertEquals(LENGTH, echo.received().size());
        assertArrayEquals(digest(folder.resolve("body.bin")), digest(Objects.requireNonNull(echo.received().file())));
        Timing timing = echo.received().timing();
        assertTrue(timing.send() >= 0 && timing.await() >= 0 && timing.transfer() >= 0, "" + timing);
    }

    private static byte[] digest(Path file) throws Exception {
        return MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
    }

    @Test
    void aRefusalIsShownWithWhatWasSent() throws Exception {
        Exchange refused = answer(Duration.ofSeconds(20), (in, out) -> {
            in.readNBytes(64 << 10);
            head(out, "413 Content Too Large", 8);
            out.write("too long".getBytes(StandardCharsets.US_ASCII));
        });
        assertEquals(413, refused.status());
        assertEquals("too long", refused.body().text());
        early(refused);
    }

    @Test
    void aRefusalThatLeavesTheConnectionOpenStallsNothing() throws Exception {
        Exchange refused = answer(Duration.ofSeconds(20), (in, out) -> {
            in.readNBytes(64 << 10);
            head(out, "413 Content Too Large", 8);
            out.write("too long".getBytes(StandardCharsets.US_ASCII));
            Tasks.pause(Duration.ofSeconds(60));
        });
        assertEquals(413, refused.status());
        assertEquals("too long", refused.body().text());
        early(refused);
    }

    private static void early(Exchange refused) {
        Problem problem = Objects.requireNonNull(refused.problem());
        assertEquals("requests.answer-early", problem.code());
        assertEquals("50.0 MB", problem.args().getLast());
        assertTrue(!problem.args().getFirst().equals("50.0 MB") && !problem.args().getFirst().equals("0 B"),
                problem.what());
    }

    @Test
    void anEarlyYesStillGetsTheWholeRequest() throws Exception {
        var read = new AtomicReference<>(0L);
        Exchange taken = answer(Duration.ofSeconds(20), (in, out) -> {
            head(out, "202 Accepted", 0);
            read.set((long) in.readNBytes(LENGTH).length);
        });
        assertEquals(202, taken.status());
        assertNull(taken.problem());
        await().atMost(Duration.ofSeconds(10)).until(() -> read.get() == LENGTH);
    }

    @Test
    void aServerThatReadsSlowlyIsWaitedFor() throws Exception {
        Exchange slow = answer(Duration.ofSeconds(2), (in, out) -> {
            for (int left = LENGTH; left > 0; left -= 5_000_000) {
                Tasks.pause(Duration.ofMillis(300));
                in.readNBytes(5_000_000);
            }
            head(out, "200 OK", 0);
        });
        assertNull(slow.problem());
        assertEquals(200, slow.status());
        assertTrue(slow.totalNanos() > 2_500_000_000L, "longer than the time to answer: " + slow.totalNanos());
    }

    @Test
    void oneThatNeitherReadsNorAnswersEndsWhenAskedTo() throws Exception {
        var task = sending(Duration.ofSeconds(60), (in, out) -> Tasks.pause(Duration.ofSeconds(60)));
        Tasks.pause(Duration.ofMillis(300));
        task.cancel();
        assertTrue(task.await(Duration.ofSeconds(5)));
        assertNull(got.get());
    }
}
