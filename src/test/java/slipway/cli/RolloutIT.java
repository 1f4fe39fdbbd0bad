package slipway.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import slipway.base.Bytes;
import slipway.base.Progress;
import slipway.base.Tasks;
import slipway.load.LoadPlan;
import slipway.load.LoadRunner;
import slipway.testkit.Covers;
import slipway.testkit.RefusingOpener;
import slipway.testkit.UpProcess;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// Rollout, recording and replay beside a running studio: real models, the real gateway, measured by it.
class RolloutIT {
    /// The studio is another process.
    private static final Opener NOBODY = RefusingOpener.all();

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    @Covers({"A173", "A197", "A201", "A202", "A213"})
    void aCandidateGoesThroughAMirrorAndTwoStepsAndNothingIsLost() throws Exception {
        Path workspace = UpProcess.workspace(folder.resolve("ws"), "iris");
        Path file = allToBlue(workspace);
        try (UpProcess up = UpProcess.start(workspace); Tasks tasks = new Tasks(); var runner = new LoadRunner()) {
            JsonNode endpoint = ready(up);
            var begun = new CompletableFuture<Void>();
            LoadPlan plan = plan(endpoint, workspace, Duration.ofMinutes(3));
            tasks.quiet("load", progress -> runner.run(plan, Progress.NONE, partial -> begun.complete(null)));
            begun.join();

            // wide gates: what is tested is the way, not the speed of a busy machine
            Path report = folder.resolve("report.json");
            int code = run(workspace, "rollout", "iris", "--to", "green", "--mirror", "50", "--steps", "50,100",
                    "--hold", "1s", "--least", "50", "--warm-up", "20", "--limit", "80s", "--gates",
                    "errors=10pt p50=3x agreement=50% floor=500ms", "--report", report.toString());

            assertEquals(0, code, err + "" + out);
            assertTrue(Files.readString(file).contains("green: 100"), Files.readString(file));
            JsonNode told = JsonMapper.shared().readTree(Files.readString(report));
            JsonNode swaps = told.path("swaps");
            assertTrue(swaps.size() >= 2, told.toString());
            for (JsonNode swap : swaps) {
                assertEquals(0, swap.path("lost").asInt(-1), swap.toString());
                assertEquals(0, swap.path("failed").asInt(-1), swap.toString());
            }
        }
    }

    @Test
    void whatARunningStudioRecordsIsReplayedAndAgrees() throws Exception {
        Path workspace = UpProcess.workspace(folder.resolve("ws"), "iris");
        allToBlue(workspace);
        try (UpProcess up = UpProcess.start(workspace); Tasks tasks = new Tasks(); var runner = new LoadRunner()) {
            JsonNode endpoint = ready(up);
            var begun = new CompletableFuture<Void>();
            LoadPlan plan = plan(endpoint, workspace, Duration.ofSeconds(12));
            Tasks.Task load = tasks.quiet("load",
                    progress -> runner.run(plan, Progress.NONE, partial -> begun.complete(null)));
            begun.join();
            assertEquals(0, run(workspace, "record", "iris", "--for", "2s", "--name", "two"), err + "" + out);
            assertTrue(load.await(Duration.ofSeconds(60)));

            Path recording = workspace.resolve(".slipway/recordings/two");
            String index = Files.readString(recording.resolve("index.jsonl"));
            assertTrue(index.lines().count() > 50, out.toString());
            assertFalse(index.contains(endpoint.path("key").asString()), "the key is nowhere");
            assertEquals(0, run(workspace, "replay", "two", "iris", "--speed", "x4"), err + "" + out);
            assertTrue(out.toString().contains("(100 %)"), out.toString());
        }
    }

    private static Path allToBlue(Path workspace) throws Exception {
        Path file = workspace.resolve("endpoints/iris/endpoint.yml");
        String text = Files.readString(file);
        assertTrue(text.contains("blue: 90\n  green: 10"), text);
        return Files.writeString(file, text.replace("blue: 90\n  green: 10", "blue: 100"));
    }

    private static JsonNode ready(UpProcess up) {
        up.awaitState("iris/blue", "ready");
        up.awaitState("iris/green", "ready");
        return up.last("iris");
    }

    private int run(Path workspace, String... args) {
        var all = new ArrayList<>(List.of("--workspace", workspace.toString()));
        all.addAll(List.of(args));
        return CommandLineApp.run(all.toArray(String[]::new), NOBODY, new PrintWriter(out, true),
                new PrintWriter(err, true));
    }

    private static LoadPlan plan(JsonNode endpoint, Path workspace, Duration time) throws Exception {
        return new LoadPlan(URI.create(endpoint.path("url").asString() + "/score"), 60, time, "application/json",
                Bytes.utf8(Files.readString(workspace.resolve("iris/2/serving_input_example.json"),
                        StandardCharsets.UTF_8)),
                Map.of("Authorization", "Bearer " + endpoint.path("key").asString()));
    }
}
