package slipway.testkit;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/// A server that speaks the handshake of a Docker engine on a socket, and behaves as badly as it is told.
///
/// It refuses API versions that the engine it plays would refuse. Other paths are answered by [#on]; one virtual thread
/// a connection.
public final class StubDocker implements AutoCloseable {
    private static final Pattern REQUEST = Pattern.compile("([A-Z]+) (?:/v(\\d+\\.\\d+))?(/[^ ?]*)(\\S*) HTTP/1.1");
    private static final Pattern CHUNKED = Pattern.compile("(?i)transfer-encoding: chunked");
    private static final Pattern LENGTH = Pattern.compile("(?i)content-length: (\\d+)");

    /// What the engine does with those who connect.
    public enum Mode {
        ANSWERS, NEVER_ANSWERS, CLOSES
    }

    /// Answers a request with raw HTTP; the connection is kept when it returns.
    @FunctionalInterface
    public interface Handler {
        void answer(OutputStream out) throws IOException, InterruptedException;
    }

    /// Answers what nothing else does; null for what is not there.
    @FunctionalInterface
    public interface Rest {
        /// Answers one request; blocks its connection.
        ///
        /// @param path with the query, without the version
        @Nullable
        Said answer(String method, String path, String body) throws InterruptedException;
    }

    /// An answer of [Rest], with a JSON body.
    public record Said(int status, String body) {}

    private final SocketAddress address;
    private final Map<String, Handler> handlers = new ConcurrentHashMap<>();
    private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private volatile Rest rest = (method, path, body) -> null;
    private volatile StubAnswers engine;
    private volatile Mode mode = Mode.ANSWERS;
    private volatile ServerSocketChannel server;

    private StubDocker(SocketAddress address, StubAnswers engine) throws IOException {
        this.engine = engine;
        this.server = bind(address);
        this.address = server.getLocalAddress();
        accept(server);
    }

    /// Listens on the socket file `file`, which must not be there.
    public static StubDocker unix(Path file, StubAnswers engine) throws IOException {
        return new StubDocker(UnixDomainSocketAddress.of(file), engine);
    }

    /// Listens on a free loopback port.
    public static StubDocker tcp(StubAnswers engine) throws IOException {
        return new StubDocker(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), engine);
    }

    public URI host() {
        if (address instanceof UnixDomainSocketAddress unix) return URI.create("unix://" + unix.getPath());
        return URI.create("tcp://127.0.0.1:" + ((InetSocketAddress) address).getPort());
    }

    public void engine(StubAnswers other) {
        engine = other;
    }

    public void mode(Mode other) {
        mode = other;
    }

    /// Answers requests for exactly `path` (without the version) with `handler`.
    public void on(String path, Handler handler) {
        handlers.put(path, handler);
    }

    /// Answers requests for `path` with `status` and the JSON `body`.
    public void on(String path, int status, String body) {
        on(path, out -> respond(out, status, "", body));
    }

    /// Answers requests that have no other answer.
    public void rest(Rest answers) {
        rest = answers;
    }

    /// What was asked so far: `GET 1.44 /containers/json`, the version `-` where none was named.
    public List<String> requests() {
        return List.copyOf(requests);
    }

    /// Connections that are open now.
    public int open() {
        return open.size();
    }

    /// Is gone: nothing listens, and all connections are cut.
    public void down() throws IOException {
        server.close();
        if (address instanceof UnixDomainSocketAddress unix) Files.deleteIfExists(unix.getPath());
        for (SocketChannel one : open)
            one.close();
    }

    /// Is back at the same address.
    public void up() throws IOException {
        server = bind(address);
        accept(server);
    }

    private static ServerSocketChannel bind(SocketAddress address) throws IOException {
        boolean unix = address instanceof UnixDomainSocketAddress;
        return ServerSocketChannel.open(unix ? StandardProtocolFamily.UNIX : StandardProtocolFamily.INET)
                .bind(address);
    }

    private void accept(ServerSocketChannel listening) {
        Thread.ofVirtual().name("stub docker").start(() -> {
            while (listening.isOpen()) {
                try {
                    SocketChannel one = listening.accept();
                    open.add(one);
                    Thread.ofVirtual().name("stub docker connection").start(() -> serve(one));
                } catch (IOException closed) {
                    return;
                }
            }
        });
    }

    private void serve(SocketChannel channel) {
        try (channel) {
            var in = new BufferedInputStream(Channels.newInputStream(channel));
            OutputStream out = Channels.newOutputStream(channel);
            while (mode != Mode.CLOSES) {
                String head = head(in);
                if (head.isEmpty()) return;
                Matcher request = REQUEST.matcher(head);
                if (!request.find()) throw new IOException("no request: " + head);
                String body = body(in, head);
                String version = request.group(2) == null ? "-" : request.group(2);
                requests.add(request.group(1) + " " + version + " " + request.group(3));
                if (mode == Mode.NEVER_ANSWERS) {
                    // reads on, so that the end of the other side is seen
                    while (mode == Mode.NEVER_ANSWERS && in.read() >= 0) {
                    }
                    return;
                }
                String path = request.group(3);
                if (!answered(out, version, path)) rest(out, request.group(1), path + request.group(4), body);
            }
        } catch (IOException | UncheckedIOException | InterruptedException gone) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(channel);
        }
    }

    private void rest(OutputStream out, String method, String path, String body)
            throws IOException, InterruptedException {
        Said said = rest.answer(method, path, body);
        if (said == null) respond(out, 404, "", "{\"message\":\"page not found\"}");
        else
            respond(out, said.status(), "", said.body());
    }

    private boolean answered(OutputStream out, String version, String path) throws IOException, InterruptedException {
        Handler own = handlers.get(path);
        if (!version.equals("-") && number(version) < number(engine.least())) {
            respond(out, 400, "", "{\"message\":\"client version " + version + " is too old. Minimum supported API "
                    + "version is " + engine.least() + ", please upgrade your client to a newer version\"}");
        } else if (!version.equals("-") && number(version) > number(engine.api()) && engine != StubAnswers.PODMAN) {
            respond(out, 400, "", "{\"message\":\"client version " + version + " is too new. Maximum supported API "
                    + "version is " + engine.api() + "\"}");
        } else if (own != null) {
            own.answer(out);
        } else {
            switch (path) {
                case "/_ping" -> respond(out, 200, engine.pingHeaders(), "OK");
                case "/version" -> respond(out, 200, engine.pingHeaders(), engine.versionJson());
                case "/info" -> respond(out, 200, "", engine.infoJson());
                default -> {
                    return false;
                }
            }
        }
        return true;
    }

    private static int number(String version) {
        String[] parts = version.split("\\.", -1);
        return Integer.parseInt(parts[0]) * 1000 + Integer.parseInt(parts[1]);
    }

    /// Writes a whole answer; `headers` end with a line break each.
    public static void respond(OutputStream out, int status, String headers, String body) throws IOException {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        String type = body.startsWith("{") || body.startsWith("[") ? "application/json" : "text/plain; charset=utf-8";
        out.write(("HTTP/1.1 " + status + " X\r\n" + headers + "Content-Type: " + type + "\r\nContent-Length: "
                + content.length + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
        out.write(content);
        out.flush();
    }

    /// Begins an answer that goes on with [#chunk]s.
    public static void begin(OutputStream out) throws IOException {
        out.write("HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
                .getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    /// Sends one piece; an empty one ends the answer.
    public static void chunk(OutputStream out, byte[] bytes) throws IOException {
        out.write((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        out.write(bytes);
        out.write("\r\n".getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    private static String body(InputStream in, String head) throws IOException {
        Matcher length = LENGTH.matcher(head);
        if (length.find()) return new String(in.readNBytes(Integer.parseInt(length.group(1))), StandardCharsets.UTF_8);
        if (!CHUNKED.matcher(head).find()) return "";
        var body = new ByteArrayOutputStream();
        for (int size = Integer.parseInt(line(in), 16); size > 0; size = Integer.parseInt(line(in), 16)) {
            body.writeBytes(in.readNBytes(size));
            line(in);
        }
        line(in);
        return body.toString(StandardCharsets.UTF_8);
    }

    private static String line(InputStream in) throws IOException {
        var text = new StringBuilder();
        for (int b = in.read(); b >= 0 && b != '\n'; b = in.read())
            text.append((char) b);
        return text.toString().strip();
    }

    /// The request’s lines; empty at the end of the connection.
    private static String head(InputStream in) throws IOException {
        var text = new StringBuilder();
        for (int b = in.read(); b >= 0; b = in.read()) {
            // the begin of a TLS handshake, which no plain server understands
            if (text.isEmpty() && b == 0x16) return "";
            text.append((char) b);
            if (b == '\n' && text.indexOf("\r\n\r\n") >= 0) return text.toString();
        }
        return "";
    }

    @Override
    public void close() throws IOException {
        down();
    }
}
