package slipway;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntSupplier;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import slipway.base.Bytes;
import slipway.base.Progress;
import slipway.base.Tasks;
import slipway.load.LoadPlan;
import slipway.load.LoadResult;
import slipway.load.LoadRunner;
import slipway.load.Shape;
import slipway.testkit.Covers;
import slipway.testkit.NeedsDocker;
import slipway.testkit.TestDocker;
import slipway.testkit.UpProcess;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// A policy with short times on real servers: what comes and goes costs no request.
class ScaleIT {
    @TempDir
    Path folder;

    @Test
    @Covers({"A164", "A166", "A167"})
    void aRampUpAndDownAndTheWayThroughSleepLoseNoRequest() throws Exception {
        Path workspace = UpProcess.workspace(folder.resolve("ws"), "iris");
        policy(workspace, "embedded", "min: 0, max: 3, concurrency: 0.05, down_after: 3s, zero_after: 5s");
        throughSleep(workspace, Duration.ofSeconds(12), () -> UpProcess.servers(workspace).size());
    }

    /// A container starts and ends more slowly than a process, above all where several do at once on two cores.
    @Test
    @NeedsDocker
    @Covers({"A164", "A166", "A167"})
    void containersLoseNoneEither() throws Exception {
        Path workspace = UpProcess.workspace(folder.resolve("ws"), "iris");
        policy(workspace, "docker", "min: 0, max: 3, concurrency: 0.05, down_after: 5s, zero_after: 10s");
        throughSleep(workspace, Duration.ofSeconds(20), () -> running(workspace));
        assertEquals(0, running(workspace));
    }

    /// One version that has all the requests, on `engine`.
    private static void policy(Path workspace, String engine, String policy) throws IOException {
        edit(workspace, "blue.yml", "  engine: embedded",
                "  engine: " + engine + "\n  scale: {" + policy + "}  # quick");
        Files.delete(workspace.resolve("endpoints/iris/green.yml"));
        edit(workspace, "endpoint.yml", "traffic:\n  blue: 90\n  green: 10", "traffic:\n  blue: 100");
    }

    /// Up to 400 requests a second and back, `each` so long, then no request until none runs, and again a few.
    private static void throughSleep(Path workspace, Duration each, IntSupplier running) throws Exception {
        try (UpProcess up = UpProcess.start(workspace); var runner = new LoadRunner(); Tasks tasks = new Tasks()) {
            up.awaitState("iris/blue", "ready");
            LoadPlan plan = plan(up.await("iris", event -> event.has("url")), workspace);
            var most = new AtomicInteger();
            tasks.every(Duration.ofMillis(500), "count",
                    () -> most.accumulateAndGet(running.getAsInt(), Math::max));
            lossless(runner.run(plan.with(new Shape.Ramp(0, 400, each)), Progress.NONE, partial -> {}));
            lossless(runner.run(plan.with(new Shape.Ramp(400, 0, each)), Progress.NONE, partial -> {}));
            assertTrue(most.get() > 1, "never more than " + most);
            await().atMost(Duration.ofSeconds(60)).until(() -> running.getAsInt() == 0);
            up.awaitState("iris/blue", "asleep");
            // the first wait until one has started
            lossless(runner.run(plan.with(new Shape.Constant(10, Duration.ofSeconds(1))), Progress.NONE,
                    partial -> {}));
            up.awaitState("iris/blue", "ready");
            assertTrue(running.getAsInt() > 0);
        }
    }

    private static int running(Path workspace) {
        return (int) TestDocker.docker("ps", "-q", "--filter", "label=slipway.root=" + workspace).text().lines()
                .count();
    }

    @Test
    void anEditOfTheCountUnderLoadTouchesNoneOfThoseThatStay() throws Exception {
        Path workspace = UpProcess.workspace(folder.resolve("ws"), "iris");
        try (UpProcess up = UpProcess.start(workspace); var runner = new LoadRunner(); Tasks tasks = new Tasks()) {
            up.awaitState("iris/blue", "ready");
            up.awaitState("iris/green", "ready");
            List<ProcessHandle> before = UpProcess.servers(workspace);
            LoadPlan plan = plan(up.last("iris"), workspace);
            var sent = new AtomicInteger();
            var lost = new AtomicReference<String>();
            Tasks.Task load = tasks.quiet("load", progress -> {
                LoadResult all = runner.run(plan.with(new Shape.Constant(100, Duration.ofSeconds(20))), Progress.NONE,
                        each -> {});
                sent.addAndGet((int) all.sent());
                if (all.sent() != all.ok()) lost.set(all.toString());
            });
            edit(workspace, "blue.yml", "instance_count: 1", "instance_count: 3");
            await().atMost(Duration.ofSeconds(40)).until(() -> UpProcess.servers(workspace).size() == 4);
            edit(workspace, "blue.yml", "instance_count: 3", "instance_count: 1");
            await().atMost(Duration.ofSeconds(40)).until(() -> UpProcess.servers(workspace).equals(before));
            assertTrue(load.await(Duration.ofSeconds(60)));
            assertTrue(sent.get() >= 1900, sent.toString());
            assertNull(lost.get());
        }
    }

    private static void lossless(LoadResult result) {
        assertEquals(result.sent(), result.ok(), result.toString());
        assertTrue(result.sent() > 0, result.toString());
    }

    private static void edit(Path workspace, String name, String from, String to) throws IOException {
        Path file = workspace.resolve("endpoints/iris").resolve(name);
        String text = Files.readString(file);
        assertTrue(text.contains(from), text);
        Files.writeString(file, text.replace(from, to));
    }

    private static LoadPlan plan(JsonNode endpoint, Path workspace) throws IOException {
        String key = endpoint.path("key").asString("");
        return new LoadPlan(URI.create(endpoint.path("url").asString() + "/score"), 200, Duration.ofSeconds(1),
                "application/json",
                Bytes.utf8(Files.readString(workspace.resolve("iris/1/serving_input_example.json"))),
                key.isEmpty() ? Map.of() : Map.of("Authorization", "Bearer " + key));
    }
}
