package slipway;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import slipway.base.Bytes;
import slipway.base.Progress;
import slipway.base.Tasks;
import slipway.load.LoadPlan;
import slipway.load.LoadResult;
import slipway.load.LoadRunner;
import slipway.testkit.Covers;
import slipway.testkit.UpProcess;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// The version behind an endpoint is exchanged again and again under load: start the new one, prove it ready, shift,
/// drain, stop the old one.
class SwapIT {
    private static final int SWAPS = 20;
    private static final String ONE = "path: ../../iris/1";
    private static final String TWO = "path: ../../iris/2";

    @TempDir
    Path folder;

    @Test
    @Covers("A101")
    void twentySwapsOfProcessesLoseNoRequest() throws Exception {
        swap(folder.resolve("ws"));
    }

    /// Exchanges the model of iris/blue under 200 requests a second.
    static void swap(Path workspace, String... arguments) throws Exception {
        UpProcess.workspace(workspace, "iris");
        try (UpProcess up = UpProcess.start(workspace, arguments);
                Tasks tasks = new Tasks();
                var runner = new LoadRunner()) {
            String url = up.awaitState("iris/blue", "ready").path("url").asString();
            up.awaitState("iris/green", "ready");
            var result = new AtomicReference<LoadResult>();
            var begun = new CompletableFuture<Void>();
            var stop = new CompletableFuture<Void>();
            Tasks.Task load = tasks.quiet("load", progress -> result.set(under(runner, up.last("iris"), workspace,
                    begun, stop)));
            begun.join();
            for (int swap = 0; swap < SWAPS; swap++) {
                exchange(workspace, swap % 2 == 0);
                String before = url;
                url = up.await("iris/blue", event -> event.path("state").asString().equals("ready")
                        && !event.path("url").asString().equals(before)).path("url").asString();
            }
            stop.complete(null);
            assertTrue(load.await(Duration.ofSeconds(30)));
            LoadResult all = result.get();
            assertTrue(all.sent() > SWAPS * 100, all.toString());
            assertEquals(all.sent(), all.ok(), all.toString());
        }
    }

    /// Load in runs of a second until it is told to stop, summed.
    private static LoadResult under(LoadRunner runner, JsonNode endpoint, Path workspace,
            CompletableFuture<Void> begun, CompletableFuture<Void> stop) throws InterruptedException {
        LoadResult sum = null;
        while (!stop.isDone()) {
            LoadResult one = runner.run(plan(endpoint, workspace), Progress.NONE, partial -> begun.complete(null));
            sum = sum == null
                    ? one
                    : new LoadResult(sum.sent() + one.sent(), sum.ok() + one.ok(),
                            one.errors().isEmpty() ? sum.errors() : one.errors(), one.rate(), one.latency(),
                            one.perDeployment());
        }
        return java.util.Objects.requireNonNull(sum);
    }

    private static void exchange(Path workspace, boolean second) throws IOException {
        Path file = workspace.resolve("endpoints/iris/blue.yml");
        String text = Files.readString(file);
        String from = second ? ONE : TWO;
        assertTrue(text.contains(from), text);
        Files.writeString(file, text.replace(from, second ? TWO : ONE));
    }

    private static LoadPlan plan(JsonNode endpoint, Path workspace) {
        try {
            String key = endpoint.path("key").asString("");
            return new LoadPlan(URI.create(endpoint.path("url").asString() + "/score"), 200, Duration.ofSeconds(2),
                    "application/json",
                    Bytes.utf8(Files.readString(workspace.resolve("iris/1/serving_input_example.json"))),
                    key.isEmpty() ? Map.of() : Map.of("Authorization", "Bearer " + key));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
