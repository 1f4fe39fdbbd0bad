package slipway.requests;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import javax.net.ssl.SSLException;

import org.jspecify.annotations.Nullable;

import slipway.base.Bytes;
import slipway.base.Problem;
import slipway.base.StudioException;

/// Sends drafts one at a time and times them. Blocking; cancelled by interruption. Never throws for an answer or its
/// absence: both are exchanges. An answer longer than [#LIMIT] is kept up to there, with the problem
/// `requests.answer-cut` beside its status.
public final class Sender implements AutoCloseable {
    /// The most of an answer's body that is kept, in bytes.
    public static final int LIMIT = 50_000_000;

    private final Duration timeout;
    private @Nullable HttpClient client;

    public Sender() {
        this(Duration.ofSeconds(60));
    }

    /// @param timeout until the head of the answer
    public Sender(Duration timeout) {
        this.timeout = timeout;
    }

    public Exchange send(String endpoint, Draft draft) throws InterruptedException {
        long epochMillis = System.currentTimeMillis();
        long begun = System.nanoTime();
        try {
            HttpRequest request = request(draft);
            HttpResponse<InputStream> answer = client().send(request, HttpResponse.BodyHandlers.ofInputStream());
            long firstByte = System.nanoTime() - begun;
            try (InputStream in = answer.body()) {
                byte[] body = in.readNBytes(LIMIT);
                boolean cut = body.length == LIMIT && in.read() >= 0;
                Problem note = cut ? Problem.of("requests.answer-cut", LIMIT / 1_000_000) : null;
                return new Exchange(0, endpoint, epochMillis, draft, answer.statusCode(), answer.headers().map(),
                        Bytes.copyOf(body), System.nanoTime() - begun, firstByte,
                        header(answer, "x-slipway-deployment"),
                        header(answer, "x-slipway-revision"), header(answer, "x-request-id"), false, note);
            }
        } catch (IOException | StudioException | UnresolvedAddressException e) {
            // an interrupted read of the body comes as an IOException
            if (Thread.interrupted()) throw new InterruptedException();
            return new Exchange(0, endpoint, epochMillis, draft, 0, Map.of(), Bytes.EMPTY,
                    System.nanoTime() - begun, 0, "", "", "", false, problem(draft, e));
        }
    }

    private HttpRequest request(Draft draft) {
        URI uri;
        try {
            uri = URI.create(draft.url().strip());
            if (uri.getHost() == null || !List.of("http", "https").contains(String.valueOf(uri.getScheme()))) {
                throw StudioException.of("requests.url", draft.url());
            }
        } catch (IllegalArgumentException e) {
            throw new StudioException(Problem.of("requests.url", draft.url()), e);
        }
        var request = HttpRequest.newBuilder(uri).timeout(timeout);
        try {
            request.method(draft.method().strip().toUpperCase(Locale.ROOT), draft.body().isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(draft.body()));
        } catch (IllegalArgumentException e) {
            throw new StudioException(Problem.of("requests.method", draft.method()), e);
        }
        draft.headers().forEach((name, value) -> {
            // its own length is the client's business
            if (name.equalsIgnoreCase("content-length")) return;
            try {
                request.setHeader(name.strip(), value.strip());
            } catch (IllegalArgumentException e) {
                throw new StudioException(Problem.of("requests.header", name), e);
            }
        });
        return request.build();
    }

    private Problem problem(Draft draft, Exception failure) {
        if (failure instanceof StudioException known) return known.problem();
        Problem problem = switch (failure) {
            case HttpConnectTimeoutException e -> Problem.of("requests.refused", draft.url());
            case HttpTimeoutException e -> Problem.of("requests.timeout", draft.url(), timeout.toSeconds());
            case ConnectException e when isUnknownHost(e) -> Problem.of("requests.host", draft.url());
            case ConnectException e -> Problem.of("requests.refused", draft.url());
            case UnresolvedAddressException e -> Problem.of("requests.host", draft.url());
            case SSLException e -> Problem.of("requests.tls", draft.url());
            default -> Problem.of("requests.broken", draft.url());
        };
        return problem.withDetail(failure.toString());
    }

    private static boolean isUnknownHost(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnresolvedAddressException || cause instanceof UnknownHostException) return true;
        }
        return false;
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    private synchronized HttpClient client() {
        HttpClient made = client;
        if (made == null) {
            made = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(5))
                    .followRedirects(HttpClient.Redirect.NEVER).build();
            client = made;
        }
        return made;
    }

    @Override
    public void close() {
        HttpClient made;
        synchronized (this) {
            made = client;
            client = null;
        }
        if (made != null) made.shutdownNow();
    }
}
