package slipway.observe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Set;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.engine.LogRotation;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class LogWeightTest {
    @TempDir
    private Path logs;

    private Path old;
    private Path live;
    private LogWeight weight;

    @BeforeEach
    void write() throws IOException {
        old = lines("iris/blue/r1-0.out", 10);
        live = lines("iris/blue/r2-0.out", 10);
        weight = new LogWeight(logs);
        // as it is some time after the last file came
        Files.setLastModifiedTime(logs.resolve("iris/blue"), FileTime.fromMillis(1_000_000));
        assertTrue(weight.within(1_000, Set.of(live)));
        assertFalse(weight.within(999, Set.of(live)));
        assertTrue(weight.within(1_000, Set.of(live)));
    }

    /// Lines of 50 bytes.
    private Path lines(String name, int count) throws IOException {
        Path file = logs.resolve(name);
        Files.createDirectories(file.resolveSibling(""));
        return Files.writeString(file, ("x".repeat(49) + "\n").repeat(count));
    }

    @Test
    void whatIsWrittenGrows() throws IOException {
        lines("iris/blue/r2-0.out", 11);
        assertFalse(weight.within(1_000, Set.of(live)));
        assertTrue(weight.within(1_050, Set.of(live)));
    }

    @Test
    void whatWasCutOffStillCounts() throws IOException {
        assertTrue(LogRotation.cut(live));
        assertTrue(weight.within(1_000, Set.of(live)));
        lines("iris/blue/r2-0.out", 1);
        assertFalse(weight.within(1_000, Set.of(live)));
    }

    @Test
    void aNewRunCountsAndAnEndedOneGoesOnCounting() throws IOException {
        Path next = lines("iris/green/r1-0.out", 4);
        assertTrue(weight.within(1_200, Set.of(live, next)));
        assertFalse(weight.within(1_199, Set.of(live, next)));
        assertTrue(weight.within(1_200, Set.of(next)));
        assertFalse(weight.within(1_199, Set.of(next)));
    }

    @Test
    void whatIsGoneNoLongerCounts() throws IOException {
        Files.delete(old);
        assertTrue(weight.within(500, Set.of(live)));
        Files.delete(live);
        assertTrue(weight.within(0, Set.of(live)));
    }

    @Test
    void anArchiveThatIsNotThereWeighsNothing() throws IOException {
        assertTrue(new LogWeight(logs.resolve("none")).within(0, Set.of()));
    }
}
