package slipway.base;

import java.util.List;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/// How far a piece of work is; the worker reports, the task centre shows the latest [Report]. Any thread.
public final class Progress {
    /// Nobody listens.
    public static final Progress NONE = new Progress(report -> {});

    private final Consumer<Report> sink;
    private Report last = new Report("task.working", List.of(), 0, -1, Unit.STEPS);

    public Progress(Consumer<Report> sink) {
        this.sink = sink;
    }

    /// What is being counted.
    public enum Unit {
        STEPS, BYTES, REQUESTS
    }

    /// `stage` is a text key with its `args`; `total` is -1 while unknown.
    public record Report(String stage, List<Object> args, long done, long total, Unit unit) {
        /// 0 to 1, or -1 while unknown.
        public double fraction() {
            return total <= 0 ? -1 : Math.min(1.0, (double) done / total);
        }
    }

    /// Names what happens now and keeps the count.
    public void stage(String key, Object... args) {
        publish(new Report(key, List.of(args), latest().done, latest().total, latest().unit));
    }

    public void count(long done, long total, Unit unit) {
        Report now = latest();
        publish(new Report(now.stage, now.args, done, total, unit));
    }

    public synchronized Report latest() {
        return last;
    }

    private void publish(Report report) {
        synchronized (this) {
            last = report;
        }
        sink.accept(report);
    }

    /// The text of a report's stage, or of `fallback` where there is none yet.
    public static String textOf(@Nullable Report report, String fallback) {
        return report == null ? fallback : Text.of(report.stage, report.args.toArray());
    }
}
