package slipway;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import slipway.deploy.BackAsk;
import slipway.testkit.NeedsDocker;
import slipway.testkit.Shell;
import slipway.testkit.TwoNodeSwarm;
import slipway.testkit.UpProcess;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// A sample model of this machine on a swarm of two nodes, through the registry that the person named: it predicts on
/// both, is not sent again, and goes back by hand.
@NeedsDocker(NeedsDocker.What.SWARM)
class SwarmModelIT {
    private static final Duration SOON = Duration.ofMinutes(4);
    private static final String IMAGE = "{{.Spec.TaskTemplate.ContainerSpec.Image}}";

    @TempDir
    Path folder;

    @Test
    void aModelFolderPredictsOnBothNodesAndGoesBack() throws Exception {
        try (var swarm = TwoNodeSwarm.open()) {
            Path workspace = workspace();
            Path docker = folder.resolve("docker");
            Shell.Said said = Shell.run("docker", "--config", docker.toString(), "context", "create", "model",
                    "--docker", "host=" + swarm.host());
            assertTrue(said.ok(), said.text());
            try (UpProcess up = UpProcess.start(Map.of("DOCKER_CONFIG", docker.toString()), workspace, "--engine",
                    "swarm", "--registry", swarm.registry() + "/team", "--context", "model")) {
                ready(up, "");
                String service = swarm.docker("service", "ls", "-q").text();
                String image = swarm.docker("service", "inspect", "-f", IMAGE, service).text();
                assertTrue(image.startsWith(swarm.registry() + "/team/iris-blue@sha256:"), image);
                assertEquals(2, nodes(swarm, service).size());
                assertEquals("[]", swarm.docker("service", "inspect", "-f",
                        "{{json .Spec.TaskTemplate.ContainerSpec.Mounts}}", service).text().replace("null", "[]"));
                predicts(up, workspace);

                edit(workspace, "instance_count: 2", "instance_count: 2\nenvironment_variables: {SECOND: \"1\"}");
                await().atMost(SOON).until(() -> environment(swarm, service).contains("SECOND=1"));
                ready(up, "");
                assertEquals(image, swarm.docker("service", "inspect", "-f", IMAGE, service).text(), "the same bytes");

                Path ask = new BackAsk("iris/blue", 1).ask(workspace.resolve(".slipway"));
                await().atMost(SOON).until(() -> BackAsk.said(ask).map(each -> each.state() == BackAsk.State.DONE)
                        .orElse(false));
                assertEquals("rollback_completed", swarm.docker("service", "inspect", "-f", "{{.UpdateStatus.State}}",
                        service).text());
                assertTrue(!environment(swarm, service).contains("SECOND"));
                predicts(up, workspace);
            }
            assertEquals("", swarm.docker("service", "ls", "-q").text());
        }
    }

    private Path workspace() throws IOException {
        Path workspace = UpProcess.workspace(folder.resolve("ws"), "iris");
        Files.delete(workspace.resolve("endpoints/iris/green.yml"));
        Path endpoint = workspace.resolve("endpoints/iris/endpoint.yml");
        Files.writeString(endpoint, "name: iris\nauth_mode: key\ntraffic: {blue: 100}\n");
        Path blue = workspace.resolve("endpoints/iris/blue.yml");
        String text = Files.readString(blue);
        assertTrue(text.contains("instance_count: 1"), text);
        Files.writeString(blue, text.replace("instance_count: 1", "instance_count: 2"));
        return workspace;
    }

    private static void edit(Path workspace, String from, String to) throws IOException {
        Path file = workspace.resolve("endpoints/iris/blue.yml");
        Files.writeString(file, Files.readString(file).replace(from, to));
    }

    private static void ready(UpProcess up, String problem) {
        await().atMost(SOON).untilAsserted(() -> {
            JsonNode last = up.last("iris/blue");
            assertEquals("ready" + problem, last == null
                    ? ""
                    : last.path("state").asString() + last.path("problem")
                            .path("code").asString(""),
                    String.valueOf(last));
        });
    }

    private static String environment(TwoNodeSwarm swarm, String service) {
        return swarm.docker("service", "inspect", "-f", "{{json .Spec.TaskTemplate.ContainerSpec.Env}}", service)
                .text();
    }

    private static Set<String> nodes(TwoNodeSwarm swarm, String service) {
        return swarm.docker("service", "ps", "--filter", "desired-state=running", "--format", "{{.Node}}", service)
                .text().lines().collect(Collectors.toSet());
    }

    /// Asked often enough that both replicas answer.
    private static void predicts(UpProcess up, Path workspace) throws Exception {
        JsonNode endpoint = up.await("iris", event -> event.has("url"));
        byte[] body = Files.readAllBytes(workspace.resolve("iris/1/serving_input_example.json"));
        try (var client = HttpClient.newHttpClient()) {
            for (int i = 0; i < 10; i++) {
                var request = HttpRequest.newBuilder(URI.create(endpoint.path("url").asString() + "/invocations"))
                        .header("Authorization", "Bearer " + endpoint.path("key").asString())
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body)).build();
                HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
                assertEquals(200, answer.statusCode(), answer.body());
                assertTrue(answer.body().contains("predictions"), answer.body());
            }
        }
    }
}
