package slipway.load;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/// A server that says to the byte what a script says, a thread for each connection.
final class ScriptServer implements AutoCloseable {
    private static final Pattern LENGTH = Pattern.compile("(?i)content-length: *([0-9]+)");

    private final ServerSocket socket;
    private final Script script;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    final AtomicInteger connections = new AtomicInteger();
    final AtomicInteger most = new AtomicInteger();

    /// Answers a request; null closes the connection without a word, as `connection: close` does after it.
    @FunctionalInterface
    interface Script {
        @Nullable
        String answer(String head, String body) throws InterruptedException;
    }

    ScriptServer(Script script) throws IOException {
        this.script = script;
        this.socket = new ServerSocket(0, 2_000, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    static String ok(String body, String... headers) {
        return "HTTP/1.1 200 OK\r\ncontent-length: " + body.length() + "\r\n"
                + String.join("", java.util.Arrays.stream(headers).map(h -> h + "\r\n").toList()) + "\r\n" + body;
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }

    private void accept() {
        try {
            while (true) {
                Socket next = socket.accept();
                open.add(next);
                connections.incrementAndGet();
                most.accumulateAndGet(open.size(), Math::max);
                Thread.ofVirtual().start(() -> serve(next));
            }
        } catch (IOException closed) {
            // the end of the test
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            connection.setTcpNoDelay(true);
            var in = new BufferedInputStream(connection.getInputStream());
            String head = head(in);
            while (!head.isEmpty()) {
                Matcher length = LENGTH.matcher(head);
                int bytes = length.find() ? Integer.parseInt(length.group(1)) : 0;
                String body = new String(in.readNBytes(bytes), StandardCharsets.ISO_8859_1);
                String answer = script.answer(head, body);
                if (answer == null) return;
                connection.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
                if (answer.toLowerCase(Locale.ROOT).contains("connection: close")) return;
                head = head(in);
            }
        } catch (IOException | InterruptedException gone) {
            // the client went away
        } finally {
            open.remove(connection);
        }
    }

    private static String head(InputStream in) throws IOException {
        var text = new StringBuilder();
        for (int b = in.read(); b >= 0; b = in.read()) {
            text.append((char) b);
            if (b == '\n' && text.length() > 3 && text.substring(text.length() - 4).equals("\r\n\r\n")) {
                return text.toString();
            }
        }
        return "";
    }

    @Override
    public void close() {
        try {
            socket.close();
            for (Socket each : open)
                each.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
