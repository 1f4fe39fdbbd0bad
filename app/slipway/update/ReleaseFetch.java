package slipway.update;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;

import slipway.base.Masked;
import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.base.Units;
import slipway.network.Ledger;
import slipway.network.Party;
import slipway.network.Purpose;
import slipway.network.Way;

/// Asks the address that a person named which Slipway is the newest, over a client of its own that is gone afterwards.
/// Tells the server nothing of this machine, and goes to no other one. Any thread; used once.
final class ReleaseFetch {
    /// The longest answer that is read, in bytes.
    static final int MOST = 64_000;
    /// How long all of it may take.
    static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int OK = 200;
    private static final int HOPS = 3;
    private static final Set<Integer> MOVED = Set.of(301, 302, 303, 307, 308);

    private final ReleaseAddress address;
    private final String shown;
    private final Duration limit;

    private ReleaseFetch(String typed, Duration limit) {
        address = ReleaseAddress.of(typed);
        shown = ReleaseAddress.shown(typed);
        this.limit = limit;
    }

    /// @param typed the address, as the person has it
    /// @param limit for all of it
    /// @throws StudioException where it is no address, nothing useful is told there in time, or the studio is offline
    static Release read(String typed, Duration limit) throws InterruptedException {
        var fetch = new ReleaseFetch(typed, limit);
        return Release.read(fetch.bytes(), fetch.shown);
    }

    private byte[] bytes() throws InterruptedException {
        try {
            return Tasks.within(limit, "update notice", this::told);
        } catch (InterruptedException | StudioException e) {
            throw e;
        } catch (TimeoutException e) {
            throw StudioException.of("update.slow", shown, limit.toSeconds());
        } catch (IOException e) {
            String said = Masked.text(e.toString());
            throw new StudioException(Problem.of("update.no-answer", shown, said).withDetail(said), e);
        } catch (Exception e) {
            throw new StudioException(StudioException.problemOf(e), e);
        }
    }

    private byte[] told() throws IOException, InterruptedException {
        Path file = address.file();
        if (file != null) return ofFile(file);
        URI uri = address.uri();
        if (uri == null) throw new IllegalStateException("neither a server nor a file");
        return ofServer(uri);
    }

    private byte[] ofFile(Path file) throws IOException {
        // a pipe or a device would never end
        if (!Files.isRegularFile(file)) throw StudioException.of("update.no-file", shown);
        try (InputStream in = Files.newInputStream(file)) {
            return bounded(in);
        }
    }

    /// Straight to the address, without the system’s proxy, so that the ledger says to whom.
    private byte[] ofServer(URI first) throws IOException, InterruptedException {
        HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(limit)
                .followRedirects(HttpClient.Redirect.NEVER).proxy(HttpClient.Builder.NO_PROXY).build();
        try {
            URI at = first;
            int status = OK;
            for (int hop = 0; hop <= HOPS; hop++) {
                Way way = Ledger.open(Purpose.UPDATE, at);
                Ledger.mayLookUp(at.getHost());
                HttpResponse<InputStream> answer = sent(client, at, way);
                try (InputStream body = answer.body()) {
                    status = answer.statusCode();
                    URI next = next(at, answer);
                    if (next == null) {
                        byte[] read = bounded(body);
                        way.moved(read.length);
                        return read;
                    }
                    at = next;
                }
            }
            // around in a circle
            throw StudioException.of("update.status", shown, status);
        } finally {
            client.shutdownNow();
        }
    }

    private HttpResponse<InputStream> sent(HttpClient client, URI at, Way way)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(at).header("Accept", "application/json").header("User-Agent", "Slipway");
        if (!address.login().isEmpty()) {
            request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(address.login()
                    .getBytes(StandardCharsets.UTF_8)));
        }
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException e) {
            way.failed();
            throw e;
        }
    }

    /// Where the answer sends to on the same server; null where it is the answer itself.
    private @Nullable URI next(URI at, HttpResponse<?> answer) {
        int status = answer.statusCode();
        if (status == OK) return null;
        URI next = MOVED.contains(status) ? location(at, answer) : null;
        if (next == null) throw StudioException.of("update.status", shown, status);
        if (!ReleaseAddress.sameServer(at, next))
            throw StudioException.of("update.redirect", shown, Party.of(next)
                    .who());
        return next;
    }

    private static @Nullable URI location(URI at, HttpResponse<?> answer) {
        try {
            URI next = at.resolve(answer.headers().firstValue("Location").orElse(""));
            return next.getHost() == null || next.getPort() > ReleaseAddress.LAST_PORT ? null : next;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private byte[] bounded(InputStream in) throws IOException {
        byte[] read = in.readNBytes(MOST + 1);
        if (read.length > MOST) throw StudioException.of("update.size", shown, Units.bytes(MOST));
        return read;
    }
}
