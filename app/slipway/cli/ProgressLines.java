package slipway.cli;

import java.time.Duration;

import slipway.base.Progress;
import slipway.base.Text;
import slipway.base.Units;

/// Progress as messages: each stage as it begins, and how far it is at most once in [#PAUSE]. Any thread.
final class ProgressLines {
    private static final long PAUSE = Duration.ofSeconds(1).toNanos();

    private final Console console;
    private String stage = "";
    private long told;

    ProgressLines(Console console) {
        this.console = console;
    }

    Progress progress() {
        return new Progress(this::report);
    }

    private synchronized void report(Progress.Report report) {
        String now = Progress.textOf(report, "");
        if (report.stage().equals("task.working")) {
            return;
        } else if (!now.equals(stage)) {
            stage = now;
            told = System.nanoTime();
            console.message(now);
        } else if (report.unit() == Progress.Unit.BYTES && System.nanoTime() - told >= PAUSE) {
            told = System.nanoTime();
            console.message(report.total() < 0
                    ? Text.of("cli.image.moved", Units.bytes(report.done()))
                    : Text.of("cli.image.moved-of", Units.bytes(report.done()), Units.bytes(report.total())));
        }
    }
}
