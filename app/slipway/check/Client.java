package slipway.check;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import slipway.base.Bytes;
import slipway.base.JsonTree;
import slipway.base.Tasks;
import slipway.base.Units;
import slipway.network.Ledger;
import slipway.network.Purpose;
import slipway.network.Way;

/// Asks the server under check and keeps what was said. Follows no redirect and changes no path: no platform does.
/// Any thread; blocks; owned by one [Bench].
final class Client implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    /// Most of an answer that is read.
    private static final int MOST = 4 << 20;

    private HttpClient http = fresh();

    private static HttpClient fresh() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER).connectTimeout(CONNECT).build();
    }

    /// A request to make.
    ///
    /// @param base where the server answers
    /// @param body null for none
    record Ask(URI base, String method, String path, @Nullable String contentType, @Nullable Bytes body,
            Duration limit) {}

    /// What came back: the exchange to keep, and the whole body.
    record Reply(Exchange exchange, Bytes body) {
        String text() {
            return body.text();
        }

        /// The body as JSON: a map, a list, a text, a number; a [JsonTree.Malformed] where it is none.
        @Nullable
        Object json() throws JsonTree.Malformed {
            byte[] bytes = body.toArray();
            return JsonTree.read(bytes, 0, bytes.length);
        }
    }

    Exchange get(URI base, String path, Duration limit) throws InterruptedException {
        return ask(new Ask(base, "GET", path, null, null, limit)).exchange();
    }

    Reply ask(Ask ask) throws InterruptedException {
        Bytes body = ask.body();
        return send(ask, body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body.toArray()));
    }

    /// The same, with the body sent in `pieces` spread over `time`, as over a bad line.
    Reply slowly(Ask ask, int pieces, Duration time) throws InterruptedException {
        byte[] body = ask.body() == null ? new byte[0] : ask.body().toArray();
        return send(ask, BodyPublishers.fromPublisher(
                BodyPublishers.ofInputStream(() -> new Dribble(body, pieces, time)), Math.max(1, body.length)));
    }

    private Reply send(Ask ask, BodyPublisher body) throws InterruptedException {
        var builder = HttpRequest.newBuilder(URI.create(root(ask.base()) + ask.path())).timeout(ask.limit())
                .method(ask.method(), body);
        var headers = new LinkedHashMap<String, String>();
        if (ask.contentType() != null) headers.put("Content-Type", ask.contentType());
        headers.forEach(builder::header);
        String sent = ask.body() == null ? "" : text(ask.body().toArray());
        Way way = Ledger.open(Purpose.CHECK, ask.base());
        long begin = System.nanoTime();
        try {
            HttpResponse<InputStream> answer = http.send(builder.build(), HttpResponse.BodyHandlers.ofInputStream());
            byte[] bytes;
            try (InputStream in = answer.body()) {
                bytes = in.readNBytes(MOST);
            }
            var exchange = new Exchange(ask.method(), ask.path(), headers, sent, answer.statusCode(),
                    flat(answer.headers().map()), text(bytes), millis(begin), null);
            return new Reply(exchange, Bytes.copyOf(bytes));
        } catch (IOException e) {
            way.failed();
            String message = e.getMessage();
            String said = e.getClass().getSimpleName() + (message == null ? "" : ": " + message);
            return new Reply(new Exchange(ask.method(), ask.path(), headers, sent, 0, Map.of(), "", millis(begin),
                    said), Bytes.EMPTY);
        }
    }

    /// Forgets kept connections, after the server was started again.
    void reset() {
        http.shutdownNow();
        http = fresh();
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    /// `GET /health → 200 in 3.1 ms`
    static String line(Exchange exchange) {
        String answer = exchange.error() == null ? String.valueOf(exchange.status()) : exchange.error();
        return exchange.method() + " " + exchange.path() + " → " + answer + " · " + Units.millis(exchange.millis());
    }

    private static double millis(long begin) {
        return (System.nanoTime() - begin) / 1e6;
    }

    /// Without a slash at its end.
    private static String root(URI base) {
        String text = base.toString();
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }

    private static Map<String, String> flat(Map<String, List<String>> headers) {
        var flat = new LinkedHashMap<String, String>();
        headers.forEach((name, values) -> flat.put(name.toLowerCase(Locale.ROOT), String.join(", ", values)));
        return flat;
    }

    /// As far as it is kept; bytes that are no text as their number.
    private static String text(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return text.length() <= Exchange.KEPT ? text : text.substring(0, Exchange.KEPT) + "…";
        } catch (CharacterCodingException e) {
            return "(" + Units.bytes(bytes.length) + ")";
        }
    }

    /// Gives its bytes out piece by piece, with a pause before each but the first.
    private static final class Dribble extends InputStream {
        private final byte[] bytes;
        private final int piece;
        private final Duration pause;
        private int position;

        Dribble(byte[] bytes, int pieces, Duration time) {
            this.bytes = bytes.length == 0 ? new byte[]{' '} : bytes;
            this.piece = Math.max(1, (this.bytes.length + pieces - 1) / pieces);
            this.pause = time.dividedBy(Math.max(1, (this.bytes.length + piece - 1) / piece));
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (position >= bytes.length) return -1;
            if (position > 0) {
                try {
                    Tasks.pause(pause);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IOException(e);
                }
            }
            int count = Math.min(length, Math.min(piece, bytes.length - position));
            System.arraycopy(bytes, position, into, offset, count);
            position += count;
            return count;
        }
    }
}
