package slipway.validate;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import slipway.base.JsonTree;
import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.base.Units;
import slipway.contract.ServingContract;
import slipway.network.Ledger;
import slipway.network.Purpose;
import slipway.network.Way;
import slipway.validate.Processes.Running;

/// Waits for a server and sends it the one prediction. Owned by one validation; one thread, blocks.
final class Predicting implements AutoCloseable {
    private static final Duration READY_LIMIT = Duration.ofMinutes(10);
    private static final Duration LOOK = Duration.ofMillis(150);
    private static final int MOST = 16 << 20;
    private static final int LAST_LINES = 60;

    private final Running running;
    private final ServingContract contract;
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5)).build();

    Predicting(Running running, ServingContract contract) {
        this.running = running;
        this.contract = contract;
    }

    /// @param problem null where the answer is good
    record Answer(int status, String body, Duration took, @Nullable Problem problem) {
        static final Answer NONE = new Answer(0, "", Duration.ZERO, null);
    }

    /// Answers once the server says that its model is loaded.
    ///
    /// @throws StudioException where it ended, or was not ready in time
    void awaitReady() throws InterruptedException {
        long deadline = System.nanoTime() + READY_LIMIT.toNanos();
        while (System.nanoTime() < deadline) {
            if (!running.alive())
                throw new StudioException(Failures.start(running.lastLines(LAST_LINES), running
                        .instance().state().get().exitCode()));
            if (ready()) return;
            Tasks.pause(LOOK);
        }
        throw StudioException.of("validate.not-ready", Units.nanos(READY_LIMIT.toNanos()));
    }

    private boolean ready() throws InterruptedException {
        var ping = HttpRequest.newBuilder(at(running.instance().healthUrl(), contract.livePath()))
                .timeout(Duration.ofSeconds(5)).build();
        Way way = Ledger.open(Purpose.VALIDATION, ping.uri());
        try {
            return http.send(ping, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            way.failed();
            return false;
        }
    }

    Answer ask(Input input, String model) throws InterruptedException {
        var ask = HttpRequest.newBuilder(at(running.instance().url(), contract.predictPath(model)))
                .header("Content-Type", input.contentType()).timeout(contract.predictTimeout())
                .POST(BodyPublishers.ofString(input.body())).build();
        Way way = Ledger.open(Purpose.VALIDATION, ask.uri());
        long begin = System.nanoTime();
        try {
            HttpResponse<InputStream> answer = http.send(ask, HttpResponse.BodyHandlers.ofInputStream());
            String body;
            try (InputStream in = answer.body()) {
                body = new String(in.readNBytes(MOST), StandardCharsets.UTF_8);
            }
            return new Answer(answer.statusCode(), body, Duration.ofNanos(System.nanoTime() - begin), judged(answer
                    .statusCode(), body));
        } catch (IOException e) {
            way.failed();
            return new Answer(0, "", Duration.ofNanos(System.nanoTime() - begin), Problem.of("validate.no-answer", Units
                    .nanos(contract.predictTimeout().toNanos()), String.valueOf(e.getMessage())));
        }
    }

    private static @Nullable Problem judged(int status, String body) {
        if (status == 200) return null;
        String code = status >= 400 && status < 500 ? "validate.refused" : "validate.broke";
        return Problem.of(code, status, message(body)).withDetail(body);
    }

    /// What MLflow says in `message`, our recipes' server in `error`; else the body itself.
    static String message(String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        try {
            if (JsonTree.read(bytes, 0, bytes.length) instanceof Map<?, ?> said) {
                Object message = said.containsKey("message") ? said.get("message") : said.get("error");
                if (message instanceof String text && !text.isBlank()) return text.strip();
            }
        } catch (JsonTree.Malformed e) {
            System.getLogger(Predicting.class.getName()).log(System.Logger.Level.DEBUG, "no JSON: " + body, e);
        }
        String text = body.strip();
        return text.isEmpty() ? "–" : text.substring(0, Math.min(text.length(), 500));
    }

    private static URI at(URI base, String path) {
        return URI.create(base.toString().replaceFirst("/$", "") + path);
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
