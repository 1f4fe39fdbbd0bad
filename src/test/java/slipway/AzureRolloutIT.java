package slipway;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.cli.CommandLineApp;
import slipway.observe.LogArchive;
import slipway.spec.Workspace;
import slipway.testkit.Covers;
import slipway.testkit.UpProcess;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// The eight steps of Azure's document about safe rollouts, on a running studio: files and commands as a person gives
/// them, real servers, and requests that tell who answered.
class AzureRolloutIT {
    @TempDir
    private Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private Path workspace = Path.of("");
    private URI scoring = URI.create("http://127.0.0.1");
    private String key = "";

    @Test
    @Covers({"A173", "A174", "A179", "A180", "A190", "A191", "A192", "A196", "A197", "A198", "A199", "A201", "A206",
            "A208", "A209", "A211", "A212", "A213", "A214", "A215", "A200"})
    void theEightSteps() throws Exception {
        workspace = UpProcess.workspace(folder.resolve("ws"));
        assertEquals(0, slipway("endpoint", "create", "iris", "--auth-mode", "key"));
        try (UpProcess up = UpProcess.start(workspace);
                Tasks tasks = new Tasks();
                Workspace files = Workspace.open(workspace, tasks)) {
            defineBlue(up);
            scaleBlue(up);
            deployGreenWithoutTraffic(up);
            testGreenAlone();
            mirror();
            sendItASmallShare();
            sendItEverything(up);
            deleteBlue(up, files);
            assertEquals(0, slipway("endpoint", "delete", "iris"));
            await().atMost(Duration.ofSeconds(30)).until(() -> UpProcess.servers(workspace).isEmpty());
            assertFalse(Files.exists(workspace.resolve("endpoints/iris")));
            assertEquals("", up.errors());
        }
    }

    private void defineBlue(UpProcess up) throws Exception {
        assertEquals(1, slipway("endpoint", "update", "iris", "--traffic", "blue=100"), "no deployment yet");
        deployment("blue");
        up.awaitState("iris/blue", "ready");
        JsonNode endpoint = up.last("iris");
        scoring = URI.create(endpoint.path("url").asString() + "/score");
        key = endpoint.path("key").asString();
        assertEquals(404, ask(null).statusCode(), "no rule sends it anything yet");
        assertEquals(0, slipway("endpoint", "update", "iris", "--traffic", "blue=100"));
        await().until(() -> ask(null).statusCode() == 200);
        assertEquals(401, post(Map.of()).statusCode(), "without the key");
    }

    private void scaleBlue(UpProcess up) throws IOException {
        Path file = file("blue.yml");
        Files.writeString(file, Files.readString(file).replace("instance_count: 1", "instance_count: 2"));
        await().atMost(Duration.ofMinutes(1)).until(() -> UpProcess.servers(workspace).size() == 2);
        up.awaitState("iris/blue", "ready");
    }

    private void deployGreenWithoutTraffic(UpProcess up) throws Exception {
        deployment("green");
        up.awaitState("iris/green", "ready");
        assertEquals(Map.of("blue", 20), answered(20));
    }

    private void testGreenAlone() throws Exception {
        for (int i = 0; i < 5; i++)
            assertEquals("green", by(ask("green")));
    }

    private void mirror() throws Exception {
        assertEquals(1, slipway("endpoint", "update", "iris", "--mirror-traffic", "green=51"), "at most half");
        assertEquals(1, slipway("endpoint", "update", "iris", "--mirror-traffic", "blue=10"), "live or mirrored");
        int before = logged("green");
        assertEquals(0, slipway("endpoint", "update", "iris", "--mirror-traffic", "green=10"));
        await().until(() -> {
            ask(null);
            return logged("green") > before;
        });
        int seen = logged("green");
        assertEquals(Map.of("blue", 20), answered(20));
        await().until(() -> logged("green") == seen + 2);
        assertEquals(0, slipway("endpoint", "update", "iris", "--mirror-traffic", "green=0"));
    }

    private void sendItASmallShare() throws Exception {
        assertEquals(1, slipway("endpoint", "update", "iris", "--traffic", "blue=90 green=5"), "neither 0 nor 100");
        assertEquals(0, slipway("endpoint", "update", "iris", "--traffic", "blue=90 green=10"));
        await().until(() -> by(ask(null)).equals("green"));
        assertEquals(Map.of("blue", 36, "green", 4), answered(40));
    }

    private void sendItEverything(UpProcess up) throws Exception {
        assertEquals(0, slipway("endpoint", "update", "iris", "--traffic", "blue=0 green=100"));
        up.await("iris", event -> event.path("traffic").path("green").asInt() == 100);
        await().until(() -> answered(3).equals(Map.of("green", 3)));
        assertEquals(Map.of("green", 20), answered(20));
        assertEquals("blue", by(ask("blue")), "still there for a way back");
    }

    private void deleteBlue(UpProcess up, Workspace files) throws Exception {
        files.refresh();
        assertEquals("spec.delete-live", assertThrows(StudioException.class,
                () -> files.deleteDeployment("iris", "green")).problem().code());
        files.deleteDeployment("iris", "blue");
        await().atMost(Duration.ofSeconds(30)).until(() -> UpProcess.servers(workspace).size() == 1);
        assertEquals(Map.of("green", 20), answered(20));
        assertEquals("ready", up.last("iris/green").path("state").asString());
    }

    /// A file as the sample workspace has it.
    private void deployment(String name) throws IOException {
        Path sample = Path.of(System.getProperty("slipway.basedir"), "sample-models/endpoints/iris", name + ".yml");
        Files.writeString(file(name + ".yml"), Files.readString(sample));
    }

    private Path file(String name) {
        return workspace.resolve("endpoints/iris").resolve(name);
    }

    private int slipway(String... words) {
        var arguments = new ArrayList<>(List.of("--workspace", workspace.toString()));
        arguments.addAll(List.of(words));
        return CommandLineApp.run(arguments.toArray(String[]::new), new StudioOpener());
    }

    /// By the rules, or by the deployment's name.
    private HttpResponse<String> ask(@Nullable String deployment) throws IOException, InterruptedException {
        var headers = new TreeMap<>(Map.of("Authorization", "Bearer " + key));
        if (deployment != null) headers.put("azureml-model-deployment", deployment);
        return post(headers);
    }

    private HttpResponse<String> post(Map<String, String> headers) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(scoring).timeout(Duration.ofSeconds(10))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofFile(workspace.resolve("iris/2/serving_input_example.json")));
        headers.forEach(request::header);
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String by(HttpResponse<String> answer) {
        assertEquals(200, answer.statusCode(), answer::body);
        return answer.headers().firstValue("x-slipway-deployment").orElse("");
    }

    private Map<String, Integer> answered(int requests) throws Exception {
        var counted = new TreeMap<String, Integer>();
        for (int i = 0; i < requests; i++)
            counted.merge(by(ask(null)), 1, Integer::sum);
        return counted;
    }

    /// Requests that a deployment's own log tells of.
    private int logged(String deployment) throws IOException {
        var lines = new ArrayList<String>();
        LogArchive.of(workspace.resolve(".slipway"), "iris/" + deployment)
                .read(Instant.MIN, lines::add);
        return (int) lines.stream().filter(line -> line.contains(" POST ")).count();
    }
}
