package slipway.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;

import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.rollout.Measured;
import slipway.rollout.MeasuredFile;
import slipway.rollout.Snapshot;
import slipway.rollout.Split;
import slipway.rollout.stats.Agreement;
import slipway.rollout.stats.Gates;
import slipway.spec.EndpointSpec;
import slipway.spec.Workspace;
import slipway.store.RunFile;
import slipway.testkit.RefusingOpener;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// `rollout` beside a stand-in for the running studio: one that follows the files, as the real one does, and publishes
/// numbers of requests that nobody sent.
class RolloutCommandTest {
    /// Nothing here is opened: the studio is another process.
    private static final Opener NOBODY = RefusingOpener.all();

    @TempDir
    Path root;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Tasks tasks = new Tasks();
    private final Map<String, Histogram> latencies = new TreeMap<>();
    private final Map<String, Long> requests = new HashMap<>();
    private volatile double greenMillis = 4;
    private volatile int rate = 4_000;

    @BeforeEach
    void aStudioThatRuns() throws IOException {
        Path folder = Files.createDirectories(root.resolve("endpoints/iris"));
        Files.writeString(folder.resolve("endpoint.yml"), """
                name: iris
                auth_mode: key
                traffic:
                  blue: 100   # the old one
                """);
        for (String name : List.of("blue", "green")) {
            Files.writeString(folder.resolve(name + ".yml"), """
                    name: %s
                    endpoint_name: iris
                    model: {name: iris, version: 1, path: ../../m, type: mlflow_model}
                    instance_type: Standard_DS3_v2
                    instance_count: 1
                    """.formatted(name));
            latencies.put(name, new Histogram(10_000, 10_000_000_000L, 2));
        }
        Workspace workspace = Workspace.open(root, tasks);
        up();
        var file = new MeasuredFile(workspace.stateFolder());
        var random = new Random(1);
        tasks.every(Duration.ofMillis(50), "studio", () -> {
            EndpointSpec spec = Objects.requireNonNull(workspace.spec().get().endpoint("iris").orElseThrow().spec());
            var split = new Split(spec.traffic(), spec.mirror());
            for (int i = 0; i < rate / 20; i++)
                request(random.nextInt(100) < split.share("green") ? "green" : "blue", random);
            if (file.asked()) file.write(Map.of("iris", new MeasuredFile.Numbers(split, snapshot(), List.of())));
        });
    }

    private void up() {
        ProcessHandle self = ProcessHandle.current();
        new RunFile(self.pid(), self.info().startInstant().map(Instant::toEpochMilli).orElse(0L),
                List.of(new RunFile.EndpointRun("iris", "http://127.0.0.1:1", null, Map.of())),
                List.of(deployment("blue"), deployment("green"))).write(root.resolve(".slipway"));
    }

    /// As a studio leaves it that ends.
    private void down() {
        new RunFile(0, 0, List.of(), List.of()).write(root.resolve(".slipway"));
    }

    private static RunFile.DeploymentRun deployment(String name) {
        return new RunFile.DeploymentRun("iris", name, "ready", "http://127.0.0.1:2", "embedded", List.of(1L), 1, 0, 0,
                null, "mlflow", null);
    }

    private void request(String name, Random random) {
        double millis = (name.equals("green") ? greenMillis : 4) * Math.exp(random.nextGaussian() * 0.2);
        Objects.requireNonNull(latencies.get(name)).recordValue(Math.round(millis * 1e6));
        requests.merge(name, 1L, Long::sum);
    }

    private Snapshot snapshot() {
        var all = new ArrayList<Measured>();
        latencies.forEach((name, histogram) -> all
                .add(new Measured(name, 1, false, requests.getOrDefault(name, 0L), 0, histogram.copy())));
        return new Snapshot(all, Agreement.NONE);
    }

    @AfterEach
    void itEnds() {
        tasks.close();
    }

    private int run(String... args) {
        var all = new ArrayList<>(List.of("--workspace", root.toString(), "rollout"));
        all.addAll(List.of(args));
        return CommandLineApp.run(all.toArray(String[]::new), NOBODY, new PrintWriter(out, true),
                new PrintWriter(err, true));
    }

    private List<JsonNode> events(String name) {
        return out.toString().lines().map(line -> JsonMapper.shared().readTree(line))
                .filter(event -> event.path("event").asString().equals(name)).toList();
    }

    private String endpoint() throws IOException {
        return Files.readString(root.resolve("endpoints/iris/endpoint.yml"));
    }

    @Test
    void aGoodOneGoesThrough() throws IOException {
        Path report = root.resolve("report.html");
        assertEquals(0, run("iris", "--to", "green", "--steps", "25,100", "--hold", "300ms", "--limit", "2m", "--json",
                "--report", report.toString()), err + "" + out);
        assertTrue(endpoint().contains("green: 100"), endpoint());
        assertEquals("done", events("end").getFirst().path("status").asString());
        JsonNode verdict = events("verdict").getLast();
        assertEquals("no-worse", verdict.path("outcome").asString());
        assertEquals(3, verdict.path("findings").size());
        assertEquals(List.of("step", "passed", "step", "passed", "done"),
                events("log").stream().map(event -> event.path("what").asString()).toList());
        assertTrue(Files.readString(report).contains("Rollout of green at iris"));
    }

    @Test
    void aSlowOneIsRolledBack() throws IOException {
        greenMillis = 12;
        assertEquals(1, run("iris", "--to", "green", "--steps", "25,100", "--limit", "2m"), err + "" + out);
        assertTrue(endpoint().contains("blue: 100"), endpoint());
        assertTrue(out.toString().contains("green is worse: p50"), out.toString());
        assertTrue(out.toString().contains("The traffic is back at blue 100 %."), out.toString());
    }

    @Test
    void withoutRequestsItEndsUndecidedAndGoesBack() throws IOException {
        rate = 0;
        assertEquals(1, run("iris", "--to", "green", "--hold", "0s", "--limit", "1s"), err + "" + out);
        assertTrue(endpoint().contains("blue: 100"), endpoint());
        assertTrue(out.toString().contains("with 0 of 200 requests and no verdict"), out.toString());
        assertTrue(err.toString().contains("Not enough data (0 of 200)."), err.toString());
    }

    @Test
    void whereNobodyCanBeAskedManualGoesBack() throws IOException {
        assertEquals(1, run("iris", "--to", "green", "--steps", "25,100", "--hold", "0s", "--manual"), err + "" + out);
        assertTrue(endpoint().contains("blue: 100"), endpoint());
        assertTrue(out.toString().contains("nobody was there to decide"), out.toString());
        assertFalse(out.toString().contains("by a person"), out.toString());
    }

    @Test
    void oneWhoseStudioEndsSaysSoAndHowItGoesOnOrBack() throws IOException {
        rate = 0;
        tasks.quiet("end", progress -> {
            while (!atTheFirstStep())
                Tasks.pause(Duration.ofMillis(20));
            down();
        });
        assertEquals(1, run("iris", "--to", "green", "--steps", "25,100", "--limit", "2m"), err + "" + out);
        assertTrue(endpoint().contains("green: 25"), endpoint());
        assertTrue(out.toString().contains("The studio ended before the rollout did."), out.toString());
        assertFalse(out.toString().contains("by a person"), out.toString());
        saysHow();
        assertEquals(1, run("iris"), "asked for nothing");
        saysHow();
        up();
        assertEquals(1, run("iris", "--to", "green"), "another one");
        saysHow();
        assertEquals(0, run("iris", "--roll-back"), err + "" + out);
        assertTrue(endpoint().contains("blue: 100"), endpoint());
        assertEquals(2, run("iris"));
    }

    private boolean atTheFirstStep() {
        try {
            return endpoint().contains("green: 25");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void saysHow() {
        String said = err.toString();
        err.getBuffer().setLength(0);
        for (String word : List.of("green at iris was cut off", "slipway rollout iris --resume",
                "slipway rollout iris --roll-back"))
            assertTrue(said.contains(word), said);
    }

    @Test
    void wrongUsageIsTwo() {
        assertEquals(2, run("iris"));
        assertEquals(2, run("iris", "--to", "green", "--resume"));
        assertEquals(2, run("iris", "--to", "green", "--steps", "50,25"));
        assertEquals(2, run("iris", "--to", "green", "--mirror", "60"));
        assertEquals(2, run("iris", "--to", "green", "--gates", "p95=2"));
        assertTrue(err.toString().contains("The gate “p95=2” cannot be read."), err.toString());
        assertEquals(1, run("iris", "--resume"), "nothing is interrupted");
        assertEquals(1, run("iris", "--to", "red"), "no such deployment");
        assertEquals("", out.toString());
    }

    @Test
    void gatesAreReadAsTheyAreTyped() {
        Gates gates = GateWords.parse("errors=0.5pt p95=1.1x p999=2x agreement=99% alpha=1%");
        assertEquals(new Gates(0.01, 0.005, new TreeMap<>(Map.of(0.95, 1.1, 0.999, 2.0)), 0.99, 5_000_000), gates);
        assertEquals(Gates.ROLLOUT, GateWords.parse(" "));
        assertEquals(2_500_000, GateWords.parse("floor=2.5ms").floorNanos());
        assertThrows(StudioException.class, () -> GateWords.parse("errors=1..2pt"));
    }
}
