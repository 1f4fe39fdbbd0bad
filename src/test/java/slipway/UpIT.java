package slipway;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import slipway.base.Bytes;
import slipway.base.Progress;
import slipway.base.Tasks;
import slipway.engine.process.Ports;
import slipway.load.LoadPlan;
import slipway.load.LoadResult;
import slipway.load.LoadRunner;
import slipway.load.Shape;
import slipway.testkit.Covers;
import slipway.testkit.UpProcess;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// `slipway up` as a person runs it: real processes, real sockets, the sample workspace.
class UpIT {
    private static final String TRAFFIC = "traffic:\n  blue: 90\n  green: 10";

    @TempDir
    Path folder;

    @Test
    @Covers({"A101", "A161", "A193", "A212", "A213"})
    void anEditOfTheFileMovesTheTrafficWithinASecondAndLosesNothing() throws Exception {
        Path workspace = UpProcess.workspace(folder.resolve("ws"), "iris");
        try (UpProcess up = UpProcess.start(workspace); Tasks tasks = new Tasks(); var runner = new LoadRunner()) {
            up.awaitState("iris/blue", "ready");
            up.awaitState("iris/green", "ready");
            LoadPlan plan = plan(up.last("iris"), workspace);
            runner.run(plan.with(new Shape.Constant(50, Duration.ofSeconds(2))), Progress.NONE, partial -> {});
            var result = new AtomicReference<LoadResult>();
            var begun = new CompletableFuture<Void>();
            Tasks.Task load = tasks.quiet("load", progress -> result.set(runner.run(plan, Progress.NONE,
                    partial -> begun.complete(null))));
            begun.join();
            edit(workspace, TRAFFIC, "traffic:\n  blue: 0\n  green: 100");
            long edited = System.nanoTime();
            up.await("iris", event -> event.path("traffic").path("green").asInt() == 100);
            long seen = System.nanoTime() - edited;
            assertTrue(load.await(Duration.ofSeconds(60)));
            assertEquals(result.get().sent(), result.get().ok(), result.get().toString());
            assertEquals(1600, result.get().sent());
            assertTrue(seen < 1_000_000_000L, "seen after " + seen / 1_000_000 + " ms");
            // 8 s at 200/s: had the old split stayed, green would have had 160
            LoadResult.PerDeployment green = result.get().perDeployment().get("green");
            assertTrue(green != null && green.requests() > 800, result.get().toString());
            String file = Files.readString(workspace.resolve("endpoints/iris/endpoint.yml"));
            assertTrue(file.contains("# A canary"), file);
        }
    }

    @Test
    void anEndpointWhosePortIsTakenMovesToAnother() throws Exception {
        Path workspace = UpProcess.workspace(folder.resolve("ws"), "iris");
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Files.createDirectories(workspace.resolve(".slipway"));
            Files.writeString(workspace.resolve(".slipway/addresses.json"),
                    "{\"ports\": {\"iris\": " + taken.getLocalPort() + "}, \"keys\": {}}");
            try (UpProcess up = UpProcess.start(workspace)) {
                JsonNode endpoint = up.await("iris", event -> event.has("url"));
                assertFalse(endpoint.path("url").asString().endsWith(":" + taken.getLocalPort()), endpoint.toString());
            }
        }
    }

    @Test
    void endingItLeavesNoProcess() throws Exception {
        Path workspace = UpProcess.workspace(folder.resolve("ws"), "iris");
        UpProcess up = UpProcess.start(workspace);
        up.awaitState("iris/blue", "ready");
        assertEquals(2, UpProcess.servers(workspace).size());
        int port = URI.create(up.await("iris", event -> event.has("url")).path("url").asString()).getPort();
        assertTrue(Ports.owner(port).orElse("").startsWith("slipway (process "), () -> Ports.owner(port).toString());
        up.interrupt();
        assertEquals(List.of(), UpProcess.servers(workspace));
        assertEquals("", up.errors());
    }

    @Test
    @Covers("A094")
    void whatAKilledStudioLeavesIsTakenOverByTheNext() throws Exception {
        Path workspace = UpProcess.workspace(folder.resolve("ws"), "iris");
        UpProcess first = UpProcess.start(workspace);
        String url = first.awaitState("iris/blue", "ready").path("url").asString();
        first.awaitState("iris/green", "ready");
        List<ProcessHandle> before = UpProcess.servers(workspace);
        first.kill();
        assertEquals(2, UpProcess.servers(workspace).size());
        try (UpProcess second = UpProcess.start(workspace)) {
            assertEquals(url, second.awaitState("iris/blue", "ready").path("url").asString());
            second.awaitState("iris/green", "ready");
            assertEquals(before, UpProcess.servers(workspace));
        }
        await().until(() -> UpProcess.servers(workspace).isEmpty());
    }

    @Test
    void whatAKilledStudioLeavesAndNobodyWantsAnyMoreIsCleanedUp() throws Exception {
        Path workspace = UpProcess.workspace(folder.resolve("ws"), "iris");
        UpProcess first = UpProcess.start(workspace);
        first.awaitState("iris/blue", "ready");
        String green = first.awaitState("iris/green", "ready").path("url").asString();
        first.kill();
        edit(workspace, TRAFFIC, "traffic:\n  blue: 100");
        Files.delete(workspace.resolve("endpoints/iris/green.yml"));
        try (UpProcess second = UpProcess.start(workspace)) {
            second.awaitState("iris/blue", "ready");
            await().until(() -> UpProcess.servers(workspace).size() == 1);
            assertNotEquals(green, second.last("iris/blue").path("url").asString());
        }
    }

    private static void edit(Path workspace, String from, String to) throws IOException {
        Path file = workspace.resolve("endpoints/iris/endpoint.yml");
        String text = Files.readString(file);
        assertTrue(text.contains(from), text);
        Files.writeString(file, text.replace(from, to));
    }

    private static LoadPlan plan(JsonNode endpoint, Path workspace) throws IOException {
        return new LoadPlan(URI.create(endpoint.path("url").asString() + "/score"), 200, Duration.ofSeconds(8),
                "application/json",
                Bytes.utf8(Files.readString(workspace.resolve("iris/2/serving_input_example.json"))),
                Map.of("Authorization", "Bearer " + endpoint.path("key").asString()));
    }
}
