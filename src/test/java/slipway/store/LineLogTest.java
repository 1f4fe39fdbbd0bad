package slipway.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.Tasks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class LineLogTest {
    @TempDir
    private Path folder;

    @Test
    void rotatesBySizeAndLosesNothingOfTheNewest() throws Exception {
        Path file = folder.resolve("log/a.log");
        try (var tasks = new Tasks()) {
            try (var log = new LineLog<Integer>(file, 1_000, tasks, i -> "line " + i)) {
                for (int i = 0; i < 200; i++)
                    log.offer(i);
            }
        }
        var lines = new ArrayList<>(Files.readAllLines(file.resolveSibling("a.log.1")));
        lines.addAll(Files.readAllLines(file));
        assertEquals("line 199", lines.getLast());
        for (int i = 1; i <= lines.size(); i++)
            assertEquals("line " + (200 - i), lines.get(lines.size() - i));
        assertTrue(Files.size(file) < 1_020 && Files.size(file.resolveSibling("a.log.1")) < 1_020);
    }

    @Test
    void dropsAndCountsWhatDoesNotFitInsteadOfWaiting() throws Exception {
        var go = new CountDownLatch(1);
        try (var tasks = new Tasks();
                var log = new LineLog<Integer>(folder.resolve("b.log"), 1_000_000, tasks, i -> {
                    await(go);
                    return "line " + i;
                })) {
            for (int i = 0; i < 20_000; i++)
                log.offer(i);
            assertTrue(log.dropped() > 20_000 - 2 * 8_192 && log.dropped() < 20_000, log.dropped() + " dropped");
            go.countDown();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
