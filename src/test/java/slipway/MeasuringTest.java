package slipway;

import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.deploy.Deployment;
import slipway.deploy.DeploymentState;
import slipway.engine.ContainerUsage;
import slipway.engine.Usage;
import slipway.observe.Health;
import slipway.observe.Health.Answer;
import slipway.rollout.SwapReport;
import slipway.series.Bucket;
import slipway.series.Mark;
import slipway.series.Metric;
import slipway.series.SeriesStore;
import slipway.spec.DeploymentSpec;
import slipway.store.Database;
import slipway.traffic.Gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// From the counters of an engine to rates, and from snapshots of deployments to what happened.
class MeasuringTest {
    private static final long NOW = 1_767_225_600_000L;
    private static final DeploymentSpec SPEC = new DeploymentSpec("blue", "iris", DeploymentSpec.ModelRef.NONE, null,
            Map.of(), 1, DeploymentSpec.RequestSettings.DEFAULT, DeploymentSpec.ProbeSpec.DEFAULT,
            DeploymentSpec.ProbeSpec.DEFAULT,
            DeploymentSpec.Extension.NONE);

    @TempDir
    Path folder;

    private static Deployment deployment(DeploymentState state, long revision, Answer ready, Usage usage, long pid,
            int restarts) {
        return new Deployment(SPEC, "docker", "oci-byoc", null, state, revision,
                List.of(URI.create("http://127.0.0.1:5000")), List.of(pid),
                new Health(ready, ready, ready, List.of()), usage, restarts, Instant.EPOCH, null, List.of(), null,
                List.of());
    }

    private static Usage usage(long at, long bytesIn) {
        return new Usage(at, 0.5, 100, new ContainerUsage(0, bytesIn, 0, 0, 0, 4));
    }

    private static Deployment ready(Usage usage, long pid) {
        return deployment(DeploymentState.READY, 1, Answer.YES, usage, pid, 0);
    }

    @Test
    void countersBecomeRatesButNotAcrossARestart() {
        try (Database database = Database.open(folder.resolve("metrics.db")); Gateway gateway = new Gateway()) {
            var series = new SeriesStore(database, () -> NOW + 60_000);
            var shown = new AtomicReference<List<Deployment>>(List.of());
            var measuring = new Measuring(shown::get, id -> 3, gateway, series);
            long[][] readings = {{0, 1_000, 7}, {5_000, 11_000, 7}, {10_000, 500, 8}, {15_000, 10_500, 8}};
            for (long[] each : readings) {
                shown.set(List.of(ready(usage(NOW + each[0], each[1]), each[2])));
                measuring.step(NOW + each[0]);
                measuring.step(NOW + each[0] + 1000);
            }
            List<Bucket> known = series.read(List.of("iris/blue"), NOW, NOW + 60_000).buckets().getOrDefault(
                    "iris/blue",
                    List.of());
            assertEquals(3.0, known.getLast().mean(Metric.WANTED));
            assertEquals(1.0, known.getLast().mean(Metric.REPLICAS), "one has an address");
            known = known.stream().filter(each -> !Double.isNaN(each.mean(Metric.CPU))).toList();
            assertEquals(List.of(Double.NaN, 2000.0, Double.NaN, 2000.0), known.stream().map(each -> each.mean(
                    Metric.NETWORK_IN)).toList());
            assertEquals(List.of(0.5, 0.5, 0.5, 0.5), known.stream().map(each -> each.mean(Metric.CPU)).toList(),
                    "a reading told twice counts once");
            assertTrue(Double.isNaN(known.getFirst().mean(Metric.REQUESTS)), "no endpoint listens");
        }
    }

    @Test
    void marksTellWhatHappenedOnceEach() {
        var marks = new ArrayList<Mark>();
        var swaps = new ArrayList<SwapReport>();
        var marking = new Marking(endpoint -> List.copyOf(swaps), marks::add);
        Usage none = Usage.NONE;
        marking.step(List.of(deployment(DeploymentState.READY, 3, Answer.YES, none, 7, 0)), NOW);
        assertEquals(List.of(), marks, "what ran before is no news");
        marking.step(List.of(deployment(DeploymentState.READY, 3, Answer.NO, none, 7, 0)), NOW + 1);
        marking.step(List.of(deployment(DeploymentState.READY, 3, Answer.YES, none, 7, 1)), NOW + 2);
        marking.step(List.of(deployment(DeploymentState.PREPARING, 4, Answer.YES, none, 7, 1)), NOW + 3);
        marking.step(List.of(deployment(DeploymentState.STARTING, 4, Answer.YES, none, 8, 1)), NOW + 4);
        swaps.add(
                new SwapReport(Instant.ofEpochMilli(NOW + 5), "blue 100", "blue 90 · green 10", 0, 0, 0, 0, 0, 0, 0, 0,
                        0));
        marking.step(List.of(deployment(DeploymentState.READY, 4, Answer.YES, none, 8, 1)), NOW + 6);
        marking.step(List.of(deployment(DeploymentState.FAILED, 4, Answer.YES, none, 8, 1)), NOW + 7);
        assertEquals(List.of("UNHEALTHY ", "RESTART ", "HEALTHY ", "DEPLOY r4", "READY r4", "SWAP blue 90 · green 10",
                "FAILED r4"), marks.stream().map(mark -> mark.kind() + " " + mark.detail()).toList());
        assertTrue(marks.get(5).concerns("iris/green"), "a swap is its endpoint’s");
    }
}
