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

/// A sample server as a child process on a free loopback port, with its output in files; killed by close.
public final class ServerProcess implements AutoCloseable {
    private static final Pattern LISTENING = Pattern.compile("listening on (http://\\S+)");

    private final HttpClient client = HttpClient.newHttpClient();
    private final Path out;
    private final Path err;
    private final Process process;

    private ServerProcess(Path out, Path err, Process process) {
        this.out = out;
        this.err = err;
        this.process = process;
    }

    /// Starts a server and does not wait for it.
    public static ServerProcess launch(Path model, String contract, Map<String, String> environment) {
        try {
            Path out = Files.createTempFile("server", ".out");
            Path err = Files.createTempFile("server", ".err");
            var builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
                    "slipway.serve.SampleServer");
            // not as an argument: ONNX Runtime 1.29 overflows its stack on a long command line
            builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
            builder.environment().putAll(Map.of("SLIPWAY_MODEL_DIR", model.toString(), "SLIPWAY_CONTRACT", contract,
                    "SLIPWAY_PORT", "0"));
            builder.environment().putAll(environment);
            return new ServerProcess(out, err,
                    builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Starts a server and waits until it is ready.
    public static ServerProcess start(Path model, String contract) {
        ServerProcess server = launch(model, contract, Map.of());
        Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(50))
                .until(() -> server.output().contains(" ready after ") || !server.process.isAlive());
        if (!server.process.isAlive())
            throw new IllegalStateException(
                    "ended with " + server.process.exitValue() + ": " + server.output() + server.errors());
        return server;
    }

    public Process process() {
        return process;
    }

    public URI url() {
        Matcher line = LISTENING.matcher(output());
        if (!line.find()) throw new IllegalStateException("not listening yet: " + output());
        return URI.create(line.group(1));
    }

    public String output() {
        return read(out);
    }

    public String errors() {
        return read(err);
    }

    /// The exit code, waited for at most `limit`.
    public int exit(Duration limit) throws InterruptedException {
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) throw new IllegalStateException("still running");
        return process.exitValue();
    }

    public HttpResponse<String> get(String path) throws InterruptedException {
        return send(HttpRequest.newBuilder(url().resolve(path)).GET().build());
    }

    /// Posts `body`; `headers` are names and values in turn.
    public HttpResponse<String> post(String path, String body, String... headers) throws InterruptedException {
        var request = HttpRequest.newBuilder(url().resolve(path)).POST(HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) request.headers(headers);
        return send(request.build());
    }

    public HttpResponse<byte[]> postBytes(String path, byte[] body, String... headers) throws InterruptedException {
        try {
            return client.send(HttpRequest.newBuilder(url().resolve(path)).headers(headers)
                    .POST(HttpRequest.BodyPublishers.ofByteArray(body)).build(),
                    HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
        process.destroyForcibly().onExit().join();
        try {
            Files.deleteIfExists(out);
            Files.deleteIfExists(err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpResponse<String> send(HttpRequest request) throws InterruptedException {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return String.join("\n", Files.exists(file) ? Files.readAllLines(file) : List.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
