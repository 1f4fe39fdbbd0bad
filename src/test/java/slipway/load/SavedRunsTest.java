package slipway.load;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.Bytes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class SavedRunsTest {
    private static final LoadPlan PLAN = new LoadPlan(URI.create("http://127.0.0.1:1/x"), 10, Duration.ofSeconds(1),
            "text/plain", Bytes.EMPTY, Map.of());

    @TempDir
    Path folder;

    /// A run whose requests took 1, 2 … 10 ms times `factor`, one of them failed.
    private static LoadReport report(int factor) {
        var interval = new Interval();
        interval.last = true;
        for (int i = 1; i <= 10; i++) {
            interval.sent++;
            interval.answered(i % 2 == 0 ? "blue" : "green", i == 10 ? 503 : 200, 1_000_000L * i * factor, 500_000L);
        }
        var tally = new Tally(Tally.Asked.of(Arrivals.of(PLAN.shape(), Long.MAX_VALUE)), 1, Duration.ofSeconds(1));
        tally.add(interval);
        return tally.report(1_000_000_000L);
    }

    @Test
    void whatIsSavedIsRead() {
        var runs = new SavedRuns(folder, 10);
        LoadReport report = report(1);
        SavedRun saved = runs.save(" before ", "warm", PLAN, report);
        SavedRun read = new SavedRuns(folder, 10).read(saved.id());
        assertEquals("before", read.name());
        assertEquals("warm", read.note());
        assertEquals("10.0/s for 1.00 s", read.plan());
        assertEquals(report.result(), read.result());
        assertEquals(report.service(), read.service());
        assertEquals(report.seconds(), read.seconds());
        assertEquals(new TreeMap<>(Map.of("", 10L, "blue", 5L, "green", 5L)), counts(read));
        for (double each : Comparison.PERCENTILES)
            assertEquals(Objects.requireNonNull(report.spreads().get("")).at(each),
                    Objects.requireNonNull(read.spreads().get("")).at(each));
        assertEquals(0.5, Objects.requireNonNull(read.spreads().get("")).within(5), 0.001);
        assertEquals(saved.id(), runs.find("before").id());
        assertEquals("after", runs.rename(saved.id(), "after", "").name());
        assertEquals(report.result(), runs.find("after").result());
    }

    private static Map<String, Long> counts(SavedRun run) {
        var counts = new TreeMap<String, Long>();
        run.spreads().forEach((name, spread) -> counts.put(name, spread.count()));
        return counts;
    }

    @Test
    void theOldestGoWhenThereAreTooMany() throws Exception {
        var runs = new SavedRuns(folder, 3);
        for (int i = 0; i < 5; i++)
            runs.save("run " + i, "", PLAN, report(1));
        assertEquals(List.of("run 4", "run 3", "run 2"), runs.list().stream().map(SavedRun.Head::name).toList());
        runs.delete(runs.list().getFirst().id());
        runs.delete("unknown");
        assertEquals(2, runs.list().size());
        // a damaged one is left out of the list and said when it is asked for
        String id = runs.list().getFirst().id();
        Files.writeString(folder.resolve(id + ".json"), "{");
        assertEquals(1, runs.list().size());
        ArrivalsTest.refused("load.saved-broken", () -> runs.read(id));
        ArrivalsTest.refused("load.saved-unknown", () -> runs.find("../../etc/passwd"));
        ArrivalsTest.refused("load.saved-name", () -> runs.save(" ", "", PLAN, report(1)));
    }

    @Test
    void twoRunsAreComparedQuantileByQuantile() {
        var runs = new SavedRuns(folder, 3);
        Comparison compared = Comparison.of(runs.save("a", "", PLAN, report(1)), runs.save("b", "", PLAN, report(3)));
        assertEquals(Comparison.PERCENTILES, compared.latencies().stream().map(Comparison.Row::percentile).toList());
        Comparison.Pair median = compared.latencies().getFirst().millis();
        assertEquals(5, median.first(), 0.01);
        assertEquals(10, median.difference(), 0.02);
        assertEquals(3, median.ratio(), 0.01);
        assertEquals(0.1, compared.errorShares().first(), 1e-9);
        assertEquals(0, compared.rates().difference(), 1e-9);
        assertEquals(List.of("blue", "green"),
                compared.deployments().stream().map(Comparison.Deployment::name).toList());
        assertTrue(Double.isNaN(new Comparison.Pair(0, 1).ratio()));
    }

    @Test
    void theSecondsBecomeATable() {
        List<String> lines = LoadReport.csv(report(1).seconds()).lines().toList();
        assertEquals("second,deployment,asked,sent,answered,errors,p50_ms,p95_ms,p99_ms", lines.get(0));
        assertTrue(lines.get(1).startsWith("0,,10,10,10,1,4.99"), lines.get(1));
        assertTrue(lines.get(2).startsWith("0,\"blue\",,,5,1,"), lines.get(2));
        assertEquals(4, lines.size());
    }
}
