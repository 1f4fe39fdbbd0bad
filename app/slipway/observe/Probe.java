package slipway.observe;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

import slipway.base.StudioException;
import slipway.network.Ledger;
import slipway.network.Party;
import slipway.network.Purpose;
import slipway.network.Way;
import slipway.observe.Health.Kind;
import slipway.observe.Health.Probed;

/// Asks a server one thing over HTTP and tells how it went; a redirect is an answer and is not followed, as no
/// platform follows one. One client is shared by all. Blocking; any thread.
public final class Probe {
    /// Most of an answer that is kept, in characters.
    public static final int OUTPUT = 200;

    private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER).connectTimeout(Duration.ofSeconds(2)).build();

    private Probe() {}

    /// GETs `url`; only status 200 is good.
    public static Probed get(Kind kind, URI url, Duration timeout) throws InterruptedException {
        return send(kind, HttpRequest.newBuilder(url).timeout(timeout).GET().build(), 200);
    }

    /// Sends `body` as a prediction; any status of 200 to 299 is good.
    public static Probed predict(URI url, String method, String contentType, String body, Duration timeout)
            throws InterruptedException {
        return send(Kind.PREDICT, HttpRequest.newBuilder(url).timeout(timeout).header("Content-Type", contentType)
                .method(method, HttpRequest.BodyPublishers.ofString(body)).build(), 299);
    }

    private static Probed send(Kind kind, HttpRequest request, int lastGood) throws InterruptedException {
        long at = System.currentTimeMillis();
        long begin = System.nanoTime();
        Way way = Ledger.OURS.way(Purpose.PROBE, Party.of(request.uri()));
        try {
            way.open();
            HttpResponse<String> answer = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
            int status = answer.statusCode();
            return new Probed(at, kind, status >= 200 && status <= lastGood, status, System.nanoTime() - begin,
                    brief(answer.body()));
        } catch (StudioException e) {
            return new Probed(at, kind, false, 0, System.nanoTime() - begin, brief(e.problem().what()));
        } catch (IOException e) {
            way.failed();
            String message = e.getMessage();
            String said = e.getClass().getSimpleName() + (message == null ? "" : ": " + message);
            return new Probed(at, kind, false, 0, System.nanoTime() - begin, brief(said));
        }
    }

    private static String brief(String text) {
        String one = text.strip().replaceAll("\\s+", " ");
        return one.length() <= OUTPUT ? one : one.substring(0, OUTPUT) + "…";
    }
}
