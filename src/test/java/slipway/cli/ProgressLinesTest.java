package slipway.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

import org.junit.jupiter.api.Test;

import slipway.base.Progress;

import static org.junit.jupiter.api.Assertions.assertEquals;

/// What transfers say of themselves on the command line.
class ProgressLinesTest {
    private final StringWriter err = new StringWriter();
    private final ProgressLines lines = new ProgressLines(
            new Console(new PrintWriter(new StringWriter()), new PrintWriter(err, true)));
    private final long begin = System.nanoTime();

    private void at(double seconds, long done, long total) {
        lines.report(new Progress.Report("task.working", List.of(), done, total, Progress.Unit.BYTES),
                begin + (long) (seconds * 1e9));
    }

    private List<String> said() {
        return err.toString().lines().toList();
    }

    @Test
    void bytesComeWithTheirRateAndTheTimeLeft() {
        at(0.5, 10_000_000, 100_000_000);
        at(2.01, 40_000_000, 100_000_000);
        at(2.5, 50_000_000, 100_000_000);
        at(4.01, 60_000_000, 100_000_000);
        assertEquals(List.of("40.0 MB of 100 MB  19.9 MB/s  3.02 s left", "60.0 MB of 100 MB  10.0 MB/s  4.00 s left"),
                said());
    }

    @Test
    void withoutATotalNoTimeIsPromised() {
        at(2.0, 40_000_000, -1);
        at(4.0, 40_000_000, -1);
        assertEquals(List.of("40.0 MB  20.0 MB/s", "40.0 MB"), said());
    }
}
