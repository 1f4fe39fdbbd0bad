package slipway;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

import slipway.base.Bytes;
import slipway.base.Tasks;
import slipway.load.LoadPlan;
import slipway.load.LoadRequest;
import slipway.load.LoadRunner;
import slipway.load.RequestSet;
import slipway.load.Shape;
import slipway.testkit.NeedsDocker;
import slipway.testkit.NeedsPrograms;
import slipway.testkit.Shell;
import slipway.testkit.SteadyLoad;
import slipway.testkit.TwoNodeSwarm;
import slipway.testkit.UpProcess;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// `slipway up` on a swarm of two nodes, by a Docker context, under load from its first answer to its last: what the
/// swarm does by itself costs no request that may be sent again. Its times stand in `target/swarm-story.md`.
@NeedsDocker(NeedsDocker.What.SWARM)
@NeedsPrograms("nginx:nginx")
class SwarmStoryIT {
    private static final Duration SOON = Duration.ofMinutes(2);
    private static final int RATE = 200;
    private static final int POSTS = 20;
    private static final String LOSS = "a node loses its power, until the swarm knows";
    /// It says `$SAID`, or ends at once where that is `bad`; it lets requests end before it does.
    private static final String SERVER = """
            [ "$SAID" = bad ] && { echo cannot be; exit 7; };
            echo "user root; daemon off; error_log stderr; pid /tmp/nginx.pid; worker_processes 1; events {} http { access_log off;
            client_body_temp_path /tmp/b; proxy_temp_path /tmp/p; fastcgi_temp_path /tmp/f; uwsgi_temp_path /tmp/u;
            scgi_temp_path /tmp/s; server { listen 8080; location / { return 200 $SAID; } } }" > /tmp/nginx.conf;
            exec nginx -e stderr -c /tmp/nginx.conf
            """;

    @TempDir
    Path folder;
    private final List<Step> steps = new ArrayList<>();

    /// What was done, and the times from the act until it was settled.
    private record Step(String name, long begin, long end) {}

    /// Requests that the gateway may send again, and those that it may not.
    private record Loads(SteadyLoad again, SteadyLoad once) {}

    @FunctionalInterface
    private interface Act {
        void run() throws Exception;
    }

    private void step(String name, Act act, Act settled) throws Exception {
        long begin = System.nanoTime();
        act.run();
        settled.run();
        steps.add(new Step(name, begin, System.nanoTime()));
    }

    @Test
    void twoDeploymentsLoseNothingInUpdatesAndWithANode() throws Exception {
        try (var swarm = TwoNodeSwarm.open(); var runner = new LoadRunner(); var tasks = new Tasks()) {
            Path workspace = workspace(swarm.nginx());
            try (UpProcess studio = start(swarm, workspace)) {
                step("both start, blue with 4 replicas, green with 2", () -> {}, () -> {
                    settled(studio, "blue", "ready", "");
                    settled(studio, "green", "ready", "");
                });
                assertEquals(2, Set.copyOf(nodes(swarm, "blue")).size(), "blue runs on both nodes");
                Loads loads = tell(swarm, workspace, studio, runner, tasks);
                step("the studio ends, and its services", studio::interrupt, () -> assertEquals("", swarm.docker(
                        "service", "ls", "-q").text()));
                judge(loads.again(), loads.once());
            }
        }
    }

    private Loads tell(TwoNodeSwarm swarm, Path workspace, UpProcess up, LoadRunner runner, Tasks tasks)
            throws Exception {
        JsonNode endpoint = up.await("iris", event -> event.has("url"));
        SteadyLoad load = SteadyLoad.begin(runner, plan(endpoint, request("GET"), request("PUT")), RATE, tasks);
        SteadyLoad posts = SteadyLoad.begin(runner, plan(endpoint, request("POST")), POSTS, tasks);
        step("traffic alone, for ten seconds", () -> Tasks.pause(Duration.ofSeconds(10)), () -> {});
        step("blue is updated", () -> edit(workspace, "SAID: one", "SAID: two"), () -> {
            await().atMost(SOON).until(() -> !state(up, "blue").equals("ready"));
            settled(up, "blue", "ready", "");
        });
        assertEquals(Set.of("two"), said(endpoint));
        step("blue is updated badly, and the swarm takes it back", () -> edit(workspace, "SAID: two", "SAID: bad"),
                () -> settled(up, "blue", "ready", "swarm.rolled-back"));
        assertEquals(Set.of("two"), said(endpoint));
        step(LOSS, swarm::powerOffWorker, () -> await().atMost(SOON).until(() -> swarm.docker("node", "ls").text()
                .contains("Down")));
        step("… and all replicas run on the other", () -> {}, () -> {
            await().atMost(SOON).until(() -> swarm.docker("ps", "-q", "--filter", "health=healthy").text().lines()
                    .count() == 6);
            settled(up, "blue", "ready", "swarm.rolled-back");
            settled(up, "green", "ready", "");
        });
        assertEquals(Set.of("two"), said(endpoint));
        step("traffic alone, for ten seconds", () -> Tasks.pause(Duration.ofSeconds(10)), () -> {});
        assertTrue(load.end() && posts.end(), "every run of the load ended by itself");
        return new Loads(load, posts);
    }

    private void judge(SteadyLoad load, SteadyLoad posts) throws IOException {
        report(load, posts);
        lossless(load);
        long loss = steps.stream().filter(each -> each.name.equals(LOSS)).findFirst().orElseThrow().begin;
        assertEquals(0, failed(posts, Long.MIN_VALUE, loss - Duration.ofSeconds(1).toNanos()),
                "what is sent once only is lost with its node and not before");
    }

    private UpProcess start(TwoNodeSwarm swarm, Path workspace) throws IOException {
        Path docker = folder.resolve("docker");
        Shell.Said said = Shell.run("docker", "--config", docker.toString(), "context", "create", "story", "--docker",
                "host=" + swarm.host());
        assertTrue(said.ok(), said.text());
        return UpProcess.start(Map.of("DOCKER_CONFIG", docker.toString()), workspace, "--context", "story");
    }

    private Path workspace(String image) throws IOException {
        Path endpoint = Files.createDirectories(folder.resolve("ws/endpoints/iris"));
        Files.writeString(endpoint.resolve("endpoint.yml"), """
                name: iris
                auth_mode: key
                traffic: {blue: 90, green: 10}
                """);
        for (String name : List.of("blue", "green")) {
            Files.writeString(endpoint.resolve(name + ".yml"), """
                    name: %s
                    endpoint_name: iris
                    environment: {image: "%s"}
                    environment_variables: {SAID: one}
                    instance_count: %d
                    x-slipway:
                      contract: oci-byoc
                      engine: swarm
                      port: 8080
                      cmd: [sh, -c, '%s']
                    """.formatted(name, image, name.equals("blue") ? 4 : 2, SERVER.replace("\n", " ")));
        }
        return folder.resolve("ws");
    }

    private static void edit(Path workspace, String from, String to) throws IOException {
        Path file = workspace.resolve("endpoints/iris/blue.yml");
        String text = Files.readString(file);
        assertTrue(text.contains(from), text);
        Files.writeString(file, text.replace(from, to));
    }

    private static JsonNode told(UpProcess up, String deployment) {
        JsonNode last = up.last("iris/" + deployment);
        return last == null ? MissingNode.getInstance() : last;
    }

    private static String state(UpProcess up, String deployment) {
        return told(up, deployment).path("state").asString("");
    }

    /// Waits until a deployment is in that state with that problem, empty for none.
    private static void settled(UpProcess up, String deployment, String state, String problem) {
        await().atMost(SOON).failFast(() -> assertNotEquals("failed", state(up, deployment), told(up,
                deployment)::toString))
                .untilAsserted(() -> assertEquals(state + " " + problem, state(up, deployment) + " " + told(
                        up, deployment).path("problem").path("code").asString(""), told(up, deployment)::toString));
    }

    private static List<String> nodes(TwoNodeSwarm swarm, String deployment) {
        return swarm.docker("service", "ps", "--filter", "desired-state=running", "--format", "{{.Node}}", swarm.docker(
                "service", "ls", "--format", "{{.Name}}").text().lines().filter(each -> each.contains(deployment))
                .findFirst().orElseThrow()).text().lines().toList();
    }

    private static LoadRequest request(String method) {
        return new LoadRequest(method, "", Map.of(), method.equals("GET") ? Bytes.utf8("") : Bytes.utf8("{\"x\":1}"),
                1);
    }

    private static LoadPlan plan(JsonNode endpoint, LoadRequest... requests) {
        return new LoadPlan(URI.create(endpoint.path("url").asString() + "/said"), new Shape.Constant(1, Duration
                .ofSeconds(1)), new RequestSet(List.of(requests), RequestSet.Order.IN_TURN, key(endpoint)),
                LoadPlan.Limits.STANDARD);
    }

    private static Map<String, String> key(JsonNode endpoint) {
        return Map.of("Authorization", "Bearer " + endpoint.path("key").asString());
    }

    /// What blue's servers say, asked until each had its turn.
    private static Set<String> said(JsonNode endpoint) throws Exception {
        var said = new TreeSet<String>();
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create(endpoint.path("url").asString() + "/said"))
                    .header("azureml-model-deployment", "blue");
            key(endpoint).forEach(request::header);
            for (int i = 0; i < 20; i++)
                said.add(client.send(request.build(), HttpResponse.BodyHandlers.ofString()).body().strip());
        }
        return said;
    }

    private static long sent(SteadyLoad load, long from, long until) {
        return load.runs(from, until).stream().mapToLong(run -> run.result().sent()).sum();
    }

    private static long failed(SteadyLoad load, long from, long until) {
        return load.runs(from, until).stream().mapToLong(run -> run.result().sent() - run.result().ok()).sum();
    }

    /// Of every request sent: an answer that is good, and the split that was asked for.
    private static void lossless(SteadyLoad load) {
        assertEquals(List.of(), load.runs().stream().filter(run -> run.result().sent() != run.result().ok()).map(
                SteadyLoad.Run::result).toList());
        long all = 0;
        long green = 0;
        for (SteadyLoad.Run run : load.runs()) {
            all += run.result().sent();
            var counted = run.result().perDeployment();
            assertEquals(Set.of("blue", "green"), counted.keySet());
            green += Objects.requireNonNull(counted.get("green")).requests();
        }
        double wanted = 0.1 * all;
        assertEquals(wanted, (double) green, 4 * Math.sqrt(wanted * 0.9), "of " + all);
    }

    private void report(SteadyLoad load, SteadyLoad posts) throws IOException {
        var lines = new StringBuilder("""
                | step | settled after | requests | failed | slowest answer | POST | failed |
                |---|---|---|---|---|---|---|
                """);
        for (Step each : steps) {
            double slowest = load.runs(each.begin, each.end).stream().mapToDouble(run -> run.result().latency().max())
                    .max().orElse(0);
            lines.append("| %s | %.1f s | %d | %d | %.0f ms | %d | %d |%n".formatted(each.name, (each.end - each.begin)
                    / 1e9, sent(load, each.begin, each.end), failed(load, each.begin, each.end), slowest,
                    sent(posts,
                            each.begin, each.end),
                    failed(posts, each.begin, each.end)));
        }
        System.out.println(lines);
        Files.writeString(Path.of(System.getProperty("slipway.basedir", "."), "target/swarm-story.md"), lines);
    }
}
