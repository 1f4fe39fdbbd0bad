package slipway.ui.widget;

import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

import slipway.base.Progress;
import slipway.base.Tasks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class TaskRatesTest {
    private static final Instant START = Instant.EPOCH;

    private final TaskRates rates = new TaskRates();

    @Test
    void measuresWhatHappensNowAndNotSinceTheBegin() {
        see("resolve", 0, 0);
        assertTrue(Double.isNaN(rates.of(1, START.plusSeconds(60))), "one report is no rate");
        see("download", 60, 0);
        see("download", 62, 20_000_000);
        assertEquals(10_000_000.0, rates.of(1, START.plusSeconds(62)));
        assertEquals("Working · 20.0 MB of 40.0 MB · 10.0 MB/s · 5 s left",
                TaskLine.of(view("task.working", 20_000_000), 10_000_000));
        see("download", 80, 20_000_001);
        assertTrue(rates.of(1, START.plusSeconds(80)) < 2_000_000, "a stall shows");
        see("unpack", 81, 5);
        assertTrue(Double.isNaN(rates.of(1, START.plusSeconds(90))), "another step begins anew");
    }

    private void see(String stage, int second, long done) {
        rates.see(List.of(view(stage, done)), START.plusSeconds(second));
    }

    private static Tasks.View view(String stage, long done) {
        return new Tasks.View(1, "shell.task.demo", List.of(), Tasks.State.RUNNING,
                new Progress.Report(stage, List.of(), done, 40_000_000, Progress.Unit.BYTES), START, null, null);
    }
}
