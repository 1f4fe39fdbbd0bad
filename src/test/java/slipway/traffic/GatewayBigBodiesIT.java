package slipway.traffic;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// A hundred bodies of 16 MB at once, to the server and back, through a gateway in a process with 256 MB of heap, which
/// bounds its other memory too.
@SuppressWarnings({"FutureReturnValueIgnored", "AddressSelection"})
class GatewayBigBodiesIT {
    private static final int BODIES = 100;
    private static final int BYTES = 16_000_000;

    /// The gateway as a process of its own, before the server at the port given; says its port, and at the end of its
    /// input its peak of heap.
    public static void main(String... args) throws Exception {
        try (var gateway = new Gateway()) {
            int port = gateway.open("big", 0, new TrafficPolicy(Map.of("blue", 100), null, 0, null)).port();
            gateway.setTarget("big", new Target("blue", 1, List.of(URI.create("http://127.0.0.1:" + args[0])), "mlflow",
                    "/score"));
            System.out.println(port);
            while (System.in.read() >= 0) {
                // until it is let go
            }
            System.out.println(gateway.requestCount("big") + " " + gateway.recent("big", 1_000).stream()
                    .filter(each -> each.status() == 200 && each.requestBytes() == BYTES && each.answerBytes() == BYTES)
                    .count());
        }
    }

    @Test
    @Timeout(180)
    void allArriveWhole() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var door = new ServerSocket(0, 256, InetAddress.getLoopbackAddress())) {
            threads.submit(() -> accept(door));
            String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
            Process process = new ProcessBuilder(java, "--enable-native-access=ALL-UNNAMED", "-Xmx256m", "-cp",
                    System.getProperty("java.class.path"), GatewayBigBodiesIT.class.getName(),
                    String.valueOf(door.getLocalPort())).redirectError(ProcessBuilder.Redirect.INHERIT).start();
            try (BufferedReader out = new BufferedReader(
                    new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                int port = Integer.parseInt(out.readLine());
                List<Callable<Boolean>> clients = new ArrayList<>();
                for (int i = 0; i < BODIES; i++) {
                    int number = i;
                    clients.add(() -> exchange(port, number));
                }
                for (Future<Boolean> each : threads.invokeAll(clients))
                    assertTrue(each.get());
                process.getOutputStream().close();
                assertEquals(BODIES + " " + BODIES, out.readLine());
                assertEquals(0, process.waitFor());
            } finally {
                process.destroyForcibly();
            }
        }
    }

    /// Sends one body and reads it back at the same time; each is another one.
    private static boolean exchange(int port, int number) throws Exception {
        MessageDigest sent = MessageDigest.getInstance("SHA-256");
        try (var socket = new Socket(); var writer = Executors.newVirtualThreadPerTaskExecutor()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port));
            socket.setSoTimeout(120_000);
            OutputStream out = socket.getOutputStream();
            out.write(("POST /score HTTP/1.1\r\nhost: a\r\nconnection: close\r\ncontent-length: " + BYTES + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            Future<?> writing = writer.submit(() -> {
                var random = new java.util.SplittableRandom(number);
                byte[] piece = new byte[64_000];
                random.nextBytes(piece);
                for (int n = 0; n < BYTES / piece.length; n++) {
                    piece[n] ^= (byte) 0xff;
                    sent.update(piece);
                    out.write(piece);
                }
                return null;
            });
            head(socket);
            MessageDigest got = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[64_000];
            long bytes = 0;
            for (int n = socket.getInputStream().read(buffer); n > 0; n = socket.getInputStream().read(buffer)) {
                got.update(buffer, 0, n);
                bytes += n;
            }
            writing.get();
            assertEquals(BYTES, bytes);
            assertArrayEquals(sent.digest(), got.digest());
            return true;
        }
    }

    private static Void accept(ServerSocket door) throws IOException {
        while (true) {
            Socket socket = door.accept();
            Thread.ofVirtual().start(() -> echo(socket));
        }
    }

    private static void echo(Socket socket) {
        try (socket) {
            String head = head(socket);
            assertTrue(head.contains("content-length: " + BYTES), head);
            OutputStream out = socket.getOutputStream();
            // it takes one request only: a slow client that begins when another has ended must not get its connection
            out.write(("HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: " + BYTES + "\r\n\r\n").getBytes(
                    StandardCharsets.US_ASCII));
            byte[] buffer = new byte[64_000];
            for (long left = BYTES; left > 0;) {
                int n = socket.getInputStream().read(buffer);
                if (n < 0) throw new IOException("it broke off");
                out.write(buffer, 0, n);
                left -= n;
            }
            socket.getInputStream().read();
        } catch (IOException e) {
            // seen by the client
        }
    }

    private static String head(Socket socket) throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int b = socket.getInputStream().read();
            if (b < 0) throw new IOException("it broke off after " + head);
            head.append((char) b);
        }
        return head.toString();
    }
}
