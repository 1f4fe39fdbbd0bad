package slipway.traffic;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

/// A server of plain sockets that reads requests on its own, none of the gateway's code, keeps what it saw, and answers
/// byte for byte as its test says.
final class RawUpstream implements AutoCloseable {
    final List<Seen> seen = new CopyOnWriteArrayList<>();
    /// Connections that the other side ended.
    final AtomicInteger ended = new AtomicInteger();
    private final ServerSocket door;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Script script;
    private final boolean headsOnly;

    /// A request: its head without the empty line, its body without chunks.
    record Seen(String head, String body) {
        String line() {
            return head.lines().findFirst().orElse("");
        }

        String header(String name) {
            return head.lines().skip(1).filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":")).findFirst()
                    .map(line -> line.substring(name.length() + 1).strip()).orElse("");
        }
    }

    /// What it does with a request; the connection stays open behind it unless this closes it.
    interface Script {
        void play(Socket socket, Seen request) throws Exception;
    }

    RawUpstream(Script script) throws IOException {
        this(script, false);
    }

    /// @param headsOnly plays as soon as the head is there, and leaves the body to the script
    RawUpstream(Script script, boolean headsOnly) throws IOException {
        this.script = script;
        this.headsOnly = headsOnly;
        door = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    static RawUpstream answering(String answer) throws IOException {
        return new RawUpstream((socket, request) -> write(socket, answer));
    }

    static RawUpstream ok() throws IOException {
        return answering("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok");
    }

    static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + door.getLocalPort());
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = door.accept();
                open.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            for (Seen request = request(in); request != null; request = request(in)) {
                seen.add(request);
                script.play(socket, request);
                if (socket.isClosed()) return;
            }
            ended.incrementAndGet();
        } catch (IOException broken) {
            ended.incrementAndGet();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private @Nullable Seen request(InputStream in) throws IOException {
        var head = new StringBuilder();
        while (head.length() < 4 || !head.substring(head.length() - 4).equals("\r\n\r\n")) {
            int b = in.read();
            if (b < 0) return null;
            head.append((char) b);
        }
        var request = new Seen(head.substring(0, head.length() - 4), "");
        if (headsOnly) return request;
        var body = new ByteArrayOutputStream();
        if (request.header("transfer-encoding").toLowerCase(Locale.ROOT).contains("chunked")) chunks(in, body);
        else if (!request.header("content-length").isEmpty())
            body.write(exactly(in, Integer.parseInt(request.header("content-length"))));
        return new Seen(request.head, body.toString(StandardCharsets.ISO_8859_1));
    }

    private static void chunks(InputStream in, ByteArrayOutputStream to) throws IOException {
        for (int size = Integer.parseInt(line(in), 16); size > 0; size = Integer.parseInt(line(in), 16)) {
            to.write(exactly(in, size));
            line(in);
        }
        while (!line(in).isEmpty()) {
            // trailers
        }
    }

    private static byte[] exactly(InputStream in, int count) throws IOException {
        byte[] all = in.readNBytes(count);
        if (all.length < count) throw new EOFException();
        return all;
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) throw new EOFException();
            if (b != '\r') line.append((char) b);
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        door.close();
        for (Socket socket : open)
            socket.close();
    }
}
