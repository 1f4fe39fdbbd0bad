package slipway.engine.docker;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import slipway.engine.ContainerSettings;
import slipway.engine.Workload;
import slipway.testkit.TestDocker;

/// What the tests of engines on other machines run there: a server of the files of a model that was copied to it.
final class RemoteBox {
    static final DockerLink.Pace PACE = new DockerLink.Pace(Duration.ofMillis(300), Duration.ofMillis(100),
            Duration.ofMillis(500));
    static final Duration LIMIT = Duration.ofSeconds(60);
    /// A line a second, for those who follow the log.
    private static final String SERVER = "(while true; do echo tick; sleep 1; done) & exec httpd -f -p 8080 -h /opt/m";

    private RemoteBox() {}

    /// A model with a folder, a link and a file that only its owner may read.
    static Path model(Path folder) throws IOException {
        Path model = Files.createDirectories(folder.resolve("model"));
        Files.writeString(Files.createDirectory(model.resolve("inner")).resolve("weights.txt"), "42");
        Files.createSymbolicLink(model.resolve("link.txt"), Path.of("inner/weights.txt"));
        Files.writeString(model.resolve("big.bin"), "x".repeat(3_000_000));
        return model;
    }

    static Workload workload(Path model, String network) {
        var settings = new ContainerSettings(TestDocker.busybox(), List.of(), List.of("sh", "-c", SERVER), 8080, 8080,
                "/opt/m", 0, null, network, null, "spec-1");
        return new Workload("iris/blue", 0, 1, List.of(), Map.of(), model, 0, 0, null, settings);
    }

    /// The body of the answer to a GET, or what came in its place.
    static String get(URI url, String path) throws InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(url.resolve(path)).timeout(Duration.ofSeconds(5)).build(),
                    HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException e) {
            return String.valueOf(e);
        }
    }
}
