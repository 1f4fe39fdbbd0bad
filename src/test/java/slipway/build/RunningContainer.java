package slipway.build;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.awaitility.Awaitility;

/// A container run as hard as platforms do: read-only but for /tmp, no capabilities, an ordinary user, the model mounted
/// read-only, its port on loopback only. Removed by close.
final class RunningContainer implements AutoCloseable {
    private final String id;
    private final HttpClient client = HttpClient.newHttpClient();
    private final int port;
    private URI base = URI.create("http://127.0.0.1");

    private RunningContainer(String id, int port) {
        this.id = id;
        this.port = port;
    }

    static RunningContainer start(String image, int port, Path model, String modelPath, Map<String, String> environment,
            String... arguments) throws Exception {
        var command = new ArrayList<>(List.of("run", "--detach", "--label", DockerCli.LABEL, "--read-only", "--tmpfs",
                "/tmp:rw,noexec,nosuid,size=64m", "--cap-drop", "ALL", "--security-opt", "no-new-privileges", "--user",
                "65532:65532", "--memory", "512m", "--pids-limit", "128", "--publish", "127.0.0.1::" + port, "--mount",
                "type=bind,readonly,src=" + model.toAbsolutePath() + ",dst=" + modelPath));
        environment.forEach((name, value) -> command.addAll(List.of("--env", name + "=" + value)));
        command.add(image);
        command.addAll(List.of(arguments));
        return new RunningContainer(DockerCli.ok(command.toArray(String[]::new)), port);
    }

    /// Waits until `path` answers 200; a container that never does is removed.
    RunningContainer awaitReady(String path) throws Exception {
        try {
            String address = DockerCli.ok("port", id, port + "/tcp").lines().findFirst().orElseThrow();
            base = URI.create("http://" + address);
            Awaitility.await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(100))
                    .failFast(this::assertRunning).ignoreExceptionsInstanceOf(IOException.class)
                    .until(() -> get(path).statusCode() == 200);
            return this;
        } catch (Exception | AssertionError e) {
            String logs = logs();
            close();
            throw new AssertionError(logs, e);
        }
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofSeconds(5)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /// A request of any method; `headers` are names and values in turn, and an empty body is none.
    HttpResponse<String> send(String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofSeconds(10)).method(method,
                body.isEmpty() ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) request.headers(headers);
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> post(String path, String type, String body) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofSeconds(10))
                .header("Content-Type", type).POST(HttpRequest.BodyPublishers.ofString(body)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    DockerCli.Said exec(String... command) throws Exception {
        var all = new ArrayList<>(List.of("exec", id));
        all.addAll(List.of(command));
        return DockerCli.run(all.toArray(String[]::new));
    }

    String logs() {
        try {
            DockerCli.Said said = DockerCli.run("logs", id);
            return said.text() + said.errors();
        } catch (Exception e) {
            return e.toString();
        }
    }

    /// Asks it to stop, and answers how it ended; 137 where it had to be killed after `seconds`.
    int stop(int seconds) throws Exception {
        DockerCli.ok("stop", "--time", String.valueOf(seconds), id);
        return Integer.parseInt(DockerCli.ok("inspect", "-f", "{{.State.ExitCode}}", id));
    }

    private void assertRunning() throws Exception {
        String running = DockerCli.ok("inspect", "-f", "{{.State.Running}}", id);
        if (!running.equals("true")) throw new AssertionError("it ended: " + logs());
    }

    @Override
    public void close() {
        client.shutdownNow();
        try {
            DockerCli.ok("rm", "--force", "--volumes", id);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
