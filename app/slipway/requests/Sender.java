package slipway.requests;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

import javax.net.ssl.SSLException;

import org.jspecify.annotations.Nullable;

import slipway.base.Bytes;
import slipway.base.Problem;
import slipway.base.StudioException;

/// Sends drafts one at a time and times them. Blocking; cancelled by interruption. Never throws for an answer or its
/// absence: both are exchanges. An answer that broke off, or is longer than is kept, is kept as far as it goes, with
/// the problem beside its status. Any thread.
public final class Sender implements AutoCloseable {
    /// The most of an answer's body that [#send] keeps, in bytes.
    public static final int LIMIT = 50_000_000;
    /// The most that [#receive] keeps: in memory, and on disk.
    public static final int IN_MEMORY = 256_000;
    public static final long ON_DISK = 256_000_000;

    /// Problems of a draft that no server ever sees.
    static final Set<String> UNSENDABLE = Set.of("requests.url", "requests.method", "requests.header",
            "requestedit.tensors");

    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    private final Duration timeout;
    private final long onDisk;

    public Sender() {
        this(Duration.ofSeconds(60));
    }

    /// @param timeout until the head of the answer
    public Sender(Duration timeout) {
        this(timeout, ON_DISK);
    }

    Sender(Duration timeout, long onDisk) {
        this.timeout = timeout;
        this.onDisk = onDisk;
    }

    /// With the body in memory, up to [#LIMIT].
    public Exchange send(String endpoint, Draft draft) throws InterruptedException {
        int idle = Math.clamp(timeout.toMillis(), 1, Integer.MAX_VALUE);
        Exchange got = exchange(endpoint, draft, Payload::of, new KeptBody(null, LIMIT, LIMIT), Arrivals.NONE,
                idle);
        if (stopped(got)) throw new InterruptedException();
        return got;
    }

    /// Like [#send] with the body as it is written, also where its text looks like the name of a file.
    Exchange sendText(String endpoint, Draft draft) throws InterruptedException {
        int idle = Math.clamp(timeout.toMillis(), 1, Integer.MAX_VALUE);
        Exchange got = exchange(endpoint, draft, Payload::ofText, new KeptBody(null, LIMIT, LIMIT), Arrivals.NONE,
                idle);
        if (stopped(got)) throw new InterruptedException();
        return got;
    }

    /// Tells `arrivals` while the answer comes; a body over [#IN_MEMORY] goes to a file in `folder`, up to [#ON_DISK].
    /// Interrupted within the body it answers what came until then.
    public Exchange receive(String endpoint, Draft draft, Path folder, Arrivals arrivals) throws InterruptedException {
        return exchange(endpoint, draft, Payload::of, new KeptBody(folder, IN_MEMORY, onDisk), arrivals, 0);
    }

    private static boolean stopped(Exchange exchange) {
        Problem problem = exchange.problem();
        return problem != null && problem.code().equals("requests.answer-stopped");
    }

    private Exchange exchange(String endpoint, Draft draft, Function<Draft, Payload> payload, KeptBody kept,
            Arrivals arrivals, int idleMillis) throws InterruptedException {
        long epochMillis = System.currentTimeMillis();
        long begun = System.nanoTime();
        try (RawCall call = sent(draft, payload)) {
            AnswerHead head = call.head();
            long firstByte = System.nanoTime() - begun;
            arrivals.head(head.status(), head.headers());
            var reading = new BodyReading(call.body(head, idleMillis), head, kept);
            Problem note = reading.readTo(arrivals);
            if (note == null) note = unsent(call, head, kept);
            long total = System.nanoTime() - begun;
            var timing = new Timing(call.connectNanos, call.tlsNanos, call.sendNanos, call.awaitNanos, total
                    - call.connectNanos - call.tlsNanos - call.sendNanos - call.awaitNanos, -1, -1);
            var received = new Received(kept.path(), kept.size(), reading.wire(), reading.encoding(),
                    reading.trailers(), timing);
            return new Exchange(0, endpoint, epochMillis, draft, head.status(), head.headers(), kept.bytes(), total,
                    firstByte, head.value("x-slipway-deployment"), head.value("x-slipway-revision"),
                    head.value("x-request-id"), false, note, received);
        } catch (IOException | StudioException e) {
            // an interrupted read comes as an IOException
            if (Thread.interrupted()) throw new InterruptedException();
            return new Exchange(0, endpoint, epochMillis, draft, 0, Map.of(), Bytes.EMPTY,
                    System.nanoTime() - begun, 0, "", "", "", false, problem(draft, e));
        }
    }

    private static @Nullable Problem unsent(RawCall call, AnswerHead head, KeptBody kept) {
        try {
            return call.unsent(head.status());
        } catch (InterruptedException e) {
            return Problem.of("requests.answer-stopped", kept.size());
        }
    }

    private RawCall sent(Draft draft, Function<Draft, Payload> made) throws IOException {
        URI uri = address(draft);
        String method = draft.method().strip().toUpperCase(Locale.ROOT);
        if (!TOKEN.matcher(method).matches()) throw StudioException.of("requests.method", draft.method());
        Payload payload = made.apply(draft);
        Map<String, String> headers = headers(payload.headers());
        var call = new RawCall(uri, method, timeout);
        boolean done = false;
        try {
            call.connect();
            call.send(headers, payload);
            done = true;
            return call;
        } finally {
            if (!done) call.close();
        }
    }

    private static URI address(Draft draft) {
        try {
            URI uri = URI.create(draft.url().strip());
            boolean http = List.of("http", "https").contains(String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT));
            if (uri.getHost() == null || !http) throw StudioException.of("requests.url", draft.url());
            return uri;
        } catch (IllegalArgumentException e) {
            throw new StudioException(Problem.of("requests.url", draft.url()), e);
        }
    }

    /// Length and framing are the connection’s own business; a line break in a value would be another header.
    private static Map<String, String> headers(Map<String, String> written) {
        var headers = new LinkedHashMap<String, String>();
        written.forEach((name, value) -> {
            String bare = name.strip();
            if (List.of("content-length", "transfer-encoding").contains(bare.toLowerCase(Locale.ROOT))) return;
            if (!TOKEN.matcher(bare).matches() || value.strip().chars().anyMatch(c -> (c < ' ' && c != '\t')
                    || c == 127 || c > 255)) {
                throw StudioException.of("requests.header", name);
            }
            headers.put(bare, value.strip());
        });
        return headers;
    }

    private Problem problem(Draft draft, Exception failure) {
        if (failure instanceof StudioException known) return known.problem();
        Problem problem = switch (failure) {
            case UnknownHostException e -> Problem.of("requests.host", draft.url());
            case RawCall.Refused e -> Problem.of("requests.refused", draft.url());
            case SocketTimeoutException e -> Problem.of("requests.timeout", draft.url(), timeout.toSeconds());
            case SSLException e -> Problem.of("requests.tls", draft.url());
            default -> Problem.of("requests.broken", draft.url());
        };
        return problem.withDetail(failure.toString());
    }

    /// Nothing is left open: every call has a connection of its own.
    @Override
    public void close() {}
}
