package slipway.rollout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.rollout.stats.Arm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// Numbers that go from one process to another, and differences of them.
class MeasuredFileTest {
    @TempDir
    Path folder;

    private final FakeStage stage = new FakeStage();

    @Test
    void theEvidenceIsTheSameOnTheOtherSide() throws InterruptedException {
        stage.split = new Split(Map.of("blue", 100), Map.of("green", 50));
        stage.server("green").errors = 0.1;
        stage.pause(Duration.ofSeconds(2));
        Snapshot before = stage.snapshot("iris", "green");
        stage.pause(Duration.ofSeconds(5));
        Snapshot after = stage.snapshot("iris", "green");
        var file = new MeasuredFile(folder);
        file.write(Map.of("iris", new MeasuredFile.Numbers(stage.split, before, stage.swaps)));
        Snapshot first = file.read("iris").orElseThrow().snapshot();
        file.write(Map.of("iris", new MeasuredFile.Numbers(stage.split, after, stage.swaps)));
        MeasuredFile.Numbers read = file.read("iris").orElseThrow();
        assertEquals(stage.split, read.split());
        Arm here = after.arm("green", 1, true, before);
        Arm there = read.snapshot().arm("green", 1, true, first);
        assertTrue(here.requests() > 800 && here.errors() > 50, here.toString());
        assertEquals(here.requests(), there.requests());
        assertEquals(here.errors(), there.errors());
        assertEquals(here.latencies().count(), there.latencies().count());
        for (double q : new double[]{0.01, 0.5, 0.95, 1})
            assertEquals(here.latencies().quantile(q), there.latencies().quantile(q), "at " + q);
        assertEquals(after.agreement(before), read.snapshot().agreement(first));
        assertTrue(file.read("other").isEmpty());
    }

    @Test
    void countersThatBeganAnewAreAllNew() throws InterruptedException {
        stage.pause(Duration.ofSeconds(5));
        Snapshot before = stage.snapshot("iris", "green");
        stage.server("blue").redeployed();
        stage.server("blue").revision = 1;
        stage.pause(Duration.ofSeconds(1));
        assertEquals(400, stage.snapshot("iris", "green").arm("blue", 1, false, before).requests());
    }

    @Test
    void numbersAreOnlyWrittenWhileSomebodyAsks() throws IOException {
        var file = new MeasuredFile(folder);
        assertFalse(file.asked());
        file.ask();
        assertTrue(file.asked());
        FileTime old = FileTime.from(Instant.now().minusSeconds(11));
        Files.setLastModifiedTime(folder.resolve("measured.wanted"), old);
        assertFalse(file.asked());
        file.write(Map.of("iris", new MeasuredFile.Numbers(stage.split, Snapshot.NOTHING, stage.swaps)));
        Files.setLastModifiedTime(folder.resolve("measured.json"), old);
        assertTrue(file.read("iris").isEmpty(), "too old to judge by");
    }
}
