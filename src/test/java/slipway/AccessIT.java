package slipway;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.store.Keys;
import slipway.store.RunFile;
import slipway.testkit.Covers;
import slipway.testkit.UpProcess;
import slipway.traffic.Tokens;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// Keys, tokens, logs and metrics of a studio that runs, as other processes see them.
class AccessIT {
    @TempDir
    Path folder;

    @Test
    @Covers("A178")
    void aRunningStudioFollowsKeysTokensAndWhatItsFilesAskFor() throws Exception {
        Path workspace = UpProcess.workspace(folder.resolve("ws"), "iris");
        Path state = workspace.resolve(".slipway");
        try (UpProcess up = UpProcess.start(workspace, "--metrics-port", "0");
                HttpClient client = HttpClient.newHttpClient()) {
            String url = up.await("iris", event -> event.has("url")).path("url").asString() + "/health";
            up.awaitState("iris/blue", "ready");
            up.awaitState("iris/green", "ready");
            Keys first = Keys.of(state, "iris", null);
            assertEquals(200, status(client, url, first.primary()));
            assertEquals(200, status(client, url, first.secondary()));
            Keys next = Keys.regenerate(state, "iris", false);
            await().atMost(Duration.ofSeconds(5)).until(() -> status(client, url, first.secondary()) == 401);
            assertEquals(200, status(client, url, next.secondary()));
            assertEquals(200, status(client, url, first.primary()));

            Path file = workspace.resolve("endpoints/iris/endpoint.yml");
            Files.writeString(file, Files.readString(file).replace("auth_mode: key", "auth_mode: aml_token")
                    + "x-slipway:\n  access_log: true\n");
            await().atMost(Duration.ofSeconds(5)).until(() -> status(client, url, first.primary()) == 401);
            RunFile.EndpointRun run = RunFile.read(state).orElseThrow().endpoints().getFirst();
            String secret = run.tokens();
            assertNotNull(secret);
            assertEquals(200, status(client, url, new Tokens(secret, "iris").mint(Duration.ofMinutes(1))));
            Path log = state.resolve("log/access-iris.log");
            await().until(() -> Files.exists(log) && Files.readString(log).contains("/health"));

            String metrics = RunFile.read(state).orElseThrow().metrics();
            String text = client.send(HttpRequest.newBuilder(URI.create(String.valueOf(metrics))).build(),
                    HttpResponse.BodyHandlers.ofString()).body();
            assertTrue(text.contains("slipway_requests_total{endpoint=\"iris\",deployment=\"blue\",status=\"2xx\"}"),
                    text);
        }
    }

    private static int status(HttpClient client, String url, String bearer) throws Exception {
        return client.send(HttpRequest.newBuilder(URI.create(url)).header("Authorization", "Bearer " + bearer).build(),
                HttpResponse.BodyHandlers.ofString()).statusCode();
    }
}
