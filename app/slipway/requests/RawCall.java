package slipway.requests;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

import org.jspecify.annotations.Nullable;

import slipway.base.Problem;
import slipway.base.Units;
import slipway.network.Ledger;
import slipway.network.Purpose;
import slipway.network.Way;

/// One HTTP/1.1 request over a connection of its own. The JDK’s client hides what a person tests a server for: how
/// long connecting took, trailers, and how much came of a body that breaks off. One thread, used once; a long body goes out beside it.
final class RawCall implements AutoCloseable {
    private static final int CONNECT_MILLIS = 5_000;
    /// Between the last byte of an answer and the end of a body that the server read whole.
    private static final long GRACE_MILLIS = 200;

    private final URI uri;
    private final String method;
    private final int headMillis;
    private @Nullable Socket socket;
    private InputStream in = InputStream.nullInputStream();
    private @Nullable Upload upload;
    long connectNanos;
    long tlsNanos;
    long sendNanos;
    long awaitNanos;

    RawCall(URI uri, String method, Duration untilHead) {
        this.uri = uri;
        this.method = method;
        this.headMillis = Math.clamp(untilHead.toMillis(), 1, Integer.MAX_VALUE);
    }

    /// Nobody took the connection in time.
    static final class Refused extends IOException {
        private static final long serialVersionUID = 1;

        Refused(IOException cause) {
            super(cause.toString(), cause);
        }
    }

    /// @throws slipway.base.StudioException where the studio is offline and the server is elsewhere
    void connect() throws IOException {
        boolean tls = "https".equalsIgnoreCase(uri.getScheme());
        int port = uri.getPort() > 0 ? uri.getPort() : tls ? 443 : 80;
        String host = uri.getHost();
        Way way = Ledger.open(Purpose.REQUEST, uri);
        Ledger.mayLookUp(host);
        long begun = System.nanoTime();
        Socket open;
        try {
            open = connected(host, port);
        } catch (IOException e) {
            way.failed();
            throw e;
        }
        socket = open;
        connectNanos = System.nanoTime() - begun;
        open.setTcpNoDelay(true);
        open.setSoTimeout(headMillis);
        if (tls) {
            begun = System.nanoTime();
            open = secured(open, host, port);
            tlsNanos = System.nanoTime() - begun;
        }
        socket = open;
        in = new BufferedInputStream(open.getInputStream(), 64 << 10);
    }

    private static Socket connected(String host, int port) throws IOException {
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        IOException last = new UnknownHostException(host);
        for (InetAddress address : InetAddress.getAllByName(bare)) {
            var fresh = new Socket();
            try {
                fresh.connect(new InetSocketAddress(address, port), CONNECT_MILLIS);
                return fresh;
            } catch (IOException e) {
                fresh.close();
                last = new Refused(e);
                if (Thread.currentThread().isInterrupted()) break;
            }
        }
        throw last;
    }

    private static Socket secured(Socket plain, String host, int port) throws IOException {
        var factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
        var secure = (SSLSocket) factory.createSocket(plain, host, port, true);
        SSLParameters checked = secure.getSSLParameters();
        checked.setEndpointIdentificationAlgorithm("HTTPS");
        secure.setSSLParameters(checked);
        secure.startHandshake();
        return secure;
    }

    /// Throws [slipway.base.StudioException] where the body’s file cannot be read, or ends before the length that was
    /// announced.
    void send(Map<String, String> headers, Payload payload) throws IOException {
        long length = payload.length();
        upload = Upload.begin(opened().getOutputStream(), head(headers, length), payload, length, this);
    }

    private byte[] head(Map<String, String> headers, long length) {
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        var head = new StringBuilder(method).append(' ').append(path);
        if (uri.getRawQuery() != null) head.append('?').append(uri.getRawQuery());
        head.append(" HTTP/1.1\r\n");
        if (headers.keySet().stream().noneMatch("host"::equalsIgnoreCase)) {
            head.append("Host: ").append(uri.getRawAuthority()).append("\r\n");
        }
        headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        if (length > 0 || (!"GET".equals(method) && !"HEAD".equals(method))) {
            head.append("Content-Length: ").append(length).append("\r\n");
        }
        return head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    AnswerHead head() throws IOException {
        Upload out = uploading();
        try {
            in.mark(1);
            if (first(out) < 0) throw new EOFException("closed without an answer");
            long now = System.nanoTime();
            sendNanos = Math.min(out.movedNanos(), now) - out.begunNanos();
            awaitNanos = now - out.begunNanos() - sendNanos;
            in.reset();
            return AnswerHead.read(in);
        } catch (IOException e) {
            out.check();
            IOException unsent = out.fault();
            if (unsent != null) e.addSuppressed(unsent);
            throw e;
        }
    }

    /// The time to answer begins anew with every piece that goes out.
    private int first(Upload out) throws IOException {
        while (true) {
            try {
                return in.read();
            } catch (SocketTimeoutException e) {
                long left = headMillis - (System.nanoTime() - out.movedNanos()) / 1_000_000;
                if (left <= 0) throw e;
                opened().setSoTimeout((int) left);
            }
        }
    }

    /// After the answer of this status: null where the request went out whole. One that is refused goes no further, as
    /// nobody reads the rest.
    @Nullable
    Problem unsent(int status) throws InterruptedException {
        Upload out = upload;
        if (out == null || out.finished(status < 400 ? headMillis : GRACE_MILLIS)) return null;
        out.check();
        return Problem.of("requests.answer-early", Units.bytes(out.sent()), Units.bytes(out.length()));
    }

    private Upload uploading() throws IOException {
        Upload out = upload;
        if (out == null) throw new IOException("nothing was sent");
        return out;
    }

    /// @param idleMillis how long the server may be silent within its body, 0 for ever
    FramedBody body(AnswerHead head, int idleMillis) throws IOException {
        opened().setSoTimeout(idleMillis);
        return new FramedBody(in, method, head);
    }

    private Socket opened() throws IOException {
        Socket open = socket;
        if (open == null) throw new IOException("not connected");
        return open;
    }

    @Override
    public void close() {
        if (upload != null) upload.stop();
        try {
            if (socket != null) socket.close();
        } catch (IOException e) {
            System.getLogger(RawCall.class.getName()).log(System.Logger.Level.DEBUG, uri.toString(), e);
        }
    }
}
