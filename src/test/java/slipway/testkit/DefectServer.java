package slipway.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.awaitility.Awaitility;

/// The server of `src/test/resources/defects` as a plain process of python3 on a free port; killed by close.
public final class DefectServer implements AutoCloseable {
    public static final Path FOLDER = Sources.base().resolve("src/test/resources/defects");
    private static final Pattern LISTENING = Pattern.compile("listening on port (\\d+)");

    private final HttpClient client = HttpClient.newHttpClient();
    private final Path out;
    private final Process process;

    private DefectServer(Path out, Process process) {
        this.out = out;
        this.process = process;
    }

    /// Whether there is a python3 to run it with.
    public static boolean canRun() {
        return Shell.run(Duration.ofSeconds(10), Map.of(), List.of("sh", "-c", "command -v python3")).ok();
    }

    /// Starts it, with no defect where `defect` is empty, and does not wait for it.
    public static DefectServer launch(String contract, String defect, Map<String, String> environment) {
        try {
            Path out = Files.createTempFile("defects", ".out");
            var builder = new ProcessBuilder("python3", FOLDER.resolve("server.py").toString(), "serve")
                    .redirectErrorStream(true).redirectOutput(out.toFile());
            builder.environment().putAll(Map.of("CONTRACT", contract, "DEFECT", defect, "PORT", "0", "MODEL_DIR",
                    FOLDER.resolve("model").toString(), "PYTHONDONTWRITEBYTECODE", "1"));
            builder.environment().putAll(environment);
            return new DefectServer(out, builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Starts it and waits until it listens.
    public static DefectServer start(String contract, String defect) {
        DefectServer server = launch(contract, defect, Map.of());
        Awaitility.await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(20))
                .until(() -> server.port() > 0 || !server.process.isAlive());
        if (!server.process.isAlive()) throw new IllegalStateException(server.output());
        return server;
    }

    /// The port that it listens on, 0 while it listens on none.
    public int port() {
        Matcher line = LISTENING.matcher(output());
        return line.find() ? Integer.parseInt(line.group(1)) : 0;
    }

    public String output() {
        try {
            return Files.readString(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Sends a request with a body, or without one where it is empty; `headers` are names and values in turn.
    public HttpResponse<String> send(String method, String path, String body, String... headers) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .timeout(Duration.ofSeconds(10)).method(method, body.isEmpty()
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) request.headers(headers);
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /// Sends SIGTERM and answers the exit code, or -1 where it has not ended after `limit`.
    public int stop(Duration limit) throws InterruptedException {
        process.destroy();
        return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS) ? process.exitValue() : -1;
    }

    /// The exit code of a server that ends by itself.
    public int exit() throws InterruptedException {
        return process.waitFor(10, TimeUnit.SECONDS) ? process.exitValue() : -1;
    }

    @Override
    public void close() {
        client.shutdownNow();
        process.destroyForcibly().onExit().join();
        try {
            Files.deleteIfExists(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
