package slipway.ui.widget;

import java.time.Duration;

import slipway.base.Progress;
import slipway.base.Tasks;
import slipway.base.Text;
import slipway.base.Units;

/// How far a running task is, as one line. Stateless.
public final class TaskLine {
    private TaskLine() {}

    /// `Reading the model · 31.0 MB of 62.0 MB · 12.4 MB/s · 3 s left`
    ///
    /// @param rate of what is counted, each second; NaN where not known
    public static String of(Tasks.View view, double rate) {
        Progress.Report report = view.progress();
        if (report == null) return Text.of("task.working");
        var words = new StringBuilder(Progress.textOf(report, ""));
        if (report.done() <= 0 && report.total() <= 0) return words.toString();
        boolean bytes = report.unit() == Progress.Unit.BYTES;
        words.append(" · ").append(report.total() > 0
                ? Text.of("shell.tasks.of", amount(report.done(), bytes), amount(report.total(), bytes))
                : amount(report.done(), bytes));
        if (report.unit() == Progress.Unit.STEPS || Double.isNaN(rate) || rate <= 0) return words.toString();
        words.append(" · ").append(bytes ? Units.bytes(Math.round(rate)) + "/s" : Units.number(rate) + "/s");
        if (report.total() > report.done()) {
            long left = Math.max(1, Math.round((double) (report.total() - report.done()) / rate));
            words.append(" · ").append(Text.of("shell.tasks.left", Ago.words(Duration.ofSeconds(Math.max(5, left)))));
        }
        return words.toString();
    }

    private static String amount(long count, boolean bytes) {
        return bytes ? Units.bytes(count) : Labels.count(count);
    }
}
