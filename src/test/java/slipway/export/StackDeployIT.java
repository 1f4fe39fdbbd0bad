package slipway.export;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.spec.EndpointSpec;
import slipway.spec.EndpointSpec.AuthMode;
import slipway.testkit.NeedsDocker;
import slipway.testkit.NeedsPrograms;
import slipway.testkit.Shell;
import slipway.testkit.TwoNodeSwarm;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// A real swarm of two nodes takes the exported stack as it is, but for the name of nginx's image, serves by it on both
/// nodes, and lets it go again.
@NeedsDocker(NeedsDocker.What.SWARM)
@NeedsPrograms("nginx:nginx")
class StackDeployIT {
    private static final Duration SOON = Duration.ofMinutes(3);
    private static final String KEY = "k-1";

    @TempDir
    private Path folder;

    @Test
    void theStackIsDeployedServesAndGoes() throws Exception {
        try (TwoNodeSwarm swarm = TwoNodeSwarm.open(); var client = HttpClient.newHttpClient()) {
            deploy(swarm);
            var wanted = Map.of("iris_gateway", "2/2", "iris_iris-blue", "1/1", "iris_iris-green", "1/1");
            await().atMost(SOON).untilAsserted(() -> assertEquals(wanted, replicas(swarm)));
            for (String node : swarm.addresses()) {
                await().atMost(SOON).ignoreExceptions().until(() -> send(client, node, KEY).statusCode() == 200);
                assertEquals(401, send(client, node, "other").statusCode());
                var by = new TreeSet<String>();
                for (int i = 0; i < 200; i++) {
                    HttpResponse<String> answer = send(client, node, KEY);
                    assertEquals(200, answer.statusCode(), answer.body());
                    assertEquals("alive", answer.body().strip());
                    by.add(answer.headers().firstValue("x-slipway-deployment").orElse(""));
                }
                assertEquals(List.of("blue", "green"), List.copyOf(by));
            }
            ok(swarm.docker("stack", "rm", "iris"));
            await().atMost(SOON).untilAsserted(() -> {
                assertEquals(Map.of(), replicas(swarm));
                assertEquals("", swarm.docker("ps", "-q").text() + swarm.worker().docker("ps", "-q").text());
            });
        }
    }

    private void deploy(TwoNodeSwarm swarm) throws Exception {
        String image = swarm.nginx();
        var traffic = new LinkedHashMap<String, Integer>();
        traffic.put("blue", 90);
        traffic.put("green", 10);
        ExportSamples.save(new SwarmTarget().export(ExportSamples.pair(traffic, Map.of(), EndpointSpec.Extension.NONE,
                AuthMode.KEY, image)), folder);
        Path stack = folder.resolve("stack.yaml");
        String text = Files.readString(stack);
        assertTrue(text.contains(ComposeTarget.NGINX), text);
        Files.writeString(stack, text.replace(ComposeTarget.NGINX, image));
        Path keys = Files.writeString(folder.resolve("keys"), "\"Bearer " + KEY + "\" yes;\n");
        ok(swarm.docker("secret", "create", "iris-keys", keys.toString()));
        ok(swarm.docker("stack", "deploy", "-c", stack.toString(), "iris"));
    }

    private static void ok(Shell.Said said) {
        assertTrue(said.ok(), said.text());
    }

    private static Map<String, String> replicas(TwoNodeSwarm swarm) {
        var all = new TreeMap<String, String>();
        swarm.docker("service", "ls", "--format", "{{.Name}} {{.Replicas}}").text().lines().map(line -> line.split(" "))
                .forEach(words -> all.put(words[0], words[1]));
        return all;
    }

    private static HttpResponse<String> send(HttpClient client, String node, String key) throws Exception {
        return client.send(HttpRequest.newBuilder(URI.create("http://" + node + ":8080/live")).timeout(Duration
                .ofSeconds(10)).header("Authorization", "Bearer " + key).build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
