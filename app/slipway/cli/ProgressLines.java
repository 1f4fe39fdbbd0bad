package slipway.cli;

import java.time.Duration;

import slipway.base.Progress;
import slipway.base.Text;
import slipway.base.Units;

/// Progress as messages: each stage as it begins, and how far it is at most once in [#PAUSE], with the rate since the
/// line before and, where the whole is known, the time left. Any thread.
final class ProgressLines {
    private static final long PAUSE = Duration.ofSeconds(1).toNanos();

    private final Console console;
    private String stage = "";
    private long told = System.nanoTime();
    private long counted;

    ProgressLines(Console console) {
        this.console = console;
    }

    Progress progress() {
        return new Progress(this::report);
    }

    private void report(Progress.Report report) {
        report(report, System.nanoTime());
    }

    /// @param now of [System#nanoTime]
    synchronized void report(Progress.Report report, long now) {
        String text = report.stage().equals("task.working") ? "" : Progress.textOf(report, "");
        if (!text.equals(stage)) {
            stage = text;
            begin(now, report.done());
            if (!text.isEmpty()) console.message(text);
        } else if (report.unit() == Progress.Unit.BYTES && now - told >= PAUSE) {
            console.message(line(report, (report.done() - counted) / ((now - told) / 1e9)));
            begin(now, report.done());
        }
    }

    private void begin(long now, long done) {
        told = now;
        counted = done;
    }

    private static String line(Progress.Report report, double rate) {
        String done = Units.bytes(report.done());
        String line = report.total() < 0
                ? Text.of("cli.image.moved", done)
                : Text.of("cli.image.moved-of", done, Units.bytes(report.total()));
        if (rate <= 0) return line;
        String fast = Text.of("cli.image.rate", line, Units.bytes(Math.round(rate)));
        long left = report.total() - report.done();
        return left <= 0 ? fast : Text.of("cli.image.left", fast, Units.nanos(Math.round(left / rate * 1e9)));
    }
}
