package slipway.ui;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import slipway.base.Progress;
import slipway.base.Tasks;
import slipway.base.Text;
import slipway.base.Units;
import slipway.ui.fx.Fx;
import slipway.ui.widget.Ago;
import slipway.ui.widget.DetailPane;
import slipway.ui.widget.EmptyState;
import slipway.ui.widget.Icons;
import slipway.ui.widget.Labels;
import slipway.ui.widget.ProblemBanner;
import slipway.ui.widget.StatusPill;
import slipway.ui.widget.Tone;

/// Running and finished tasks: progress with rate and time left, cancel, what went wrong. FX thread.
final class TaskCentre extends VBox {
    private static final int SHOWN = 25;

    private final Tasks tasks;
    private final Consumer<String> copy;
    private final VBox rows = new VBox();

    TaskCentre(Tasks tasks, Consumer<String> copy) {
        this.tasks = tasks;
        this.copy = copy;
        getStyleClass().addAll("over-paper", "task-centre");
        setPrefWidth(460);
        setMaxHeight(560);
        rows.getStyleClass().add("task-rows");
        var scroll = DetailPane.scrolled(rows);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().addAll(Labels.heading(Text.of("shell.tasks")), scroll);
        setFocusTraversable(true);
        Fx.follow(this, tasks.shown(), this::show);
    }

    private void show(List<Tasks.View> views) {
        if (views.isEmpty()) {
            rows.getChildren().setAll(new EmptyState("fth-coffee", Text.of("shell.tasks.none"),
                    Text.of("shell.tasks.none.text")));
            return;
        }
        rows.getChildren().setAll(views.stream().limit(SHOWN).map(this::row).toList());
    }

    private Node row(Tasks.View view) {
        var head = new HBox(8, Labels.of(view.text(), "medium"), Labels.gap());
        head.setAlignment(Pos.CENTER_LEFT);
        var row = new VBox(6, head);
        row.getStyleClass().add("task-row");
        switch (view.state()) {
            case RUNNING -> running(view, head, row);
            case DONE -> ended(view, head, Tone.GOOD, "fth-check", Text.of("shell.tasks.done"));
            case CANCELLED -> ended(view, head, Tone.NEUTRAL, "fth-slash", Text.of("shell.tasks.cancelled"));
            case FAILED -> ended(view, head, Tone.BAD, "fth-x", Text.of("shell.tasks.failed"));
        }
        if (view.problem() != null) row.getChildren().add(new ProblemBanner(view.problem(), copy));
        return row;
    }

    private void running(Tasks.View view, HBox head, VBox row) {
        var cancel = Icons.button("fth-x", Text.of("shell.tasks.cancel", view.text()), () -> tasks.cancel(view.id()));
        cancel.setId("cancel-" + view.id());
        head.getChildren().add(cancel);
        Progress.Report report = view.progress();
        double fraction = report == null ? -1 : report.fraction();
        // an endless bar would repaint for ever: unknown progress is an empty bar and the words
        var bar = new ProgressBar(Math.max(0, fraction));
        bar.setMaxWidth(Double.MAX_VALUE);
        bar.getStyleClass().add("thin");
        row.getChildren().addAll(bar, Labels.of(line(view, Instant.now()), "muted", "small"));
    }

    private static void ended(Tasks.View view, HBox head, Tone tone, String icon, String word) {
        Instant end = view.ended() == null ? Instant.now() : view.ended();
        var ago = new Ago();
        ago.show(end);
        head.getChildren().addAll(Labels.muted(Units.nanos(Duration.between(view.started(), end).toNanos())), ago,
                new StatusPill(tone, icon, word));
    }

    /// `Reading the model · 31.0 MB of 62.0 MB · 12.4 MB/s · 3 s left`
    static String line(Tasks.View view, Instant now) {
        Progress.Report report = view.progress();
        if (report == null) return Text.of("task.working");
        var words = new StringBuilder(Progress.textOf(report, ""));
        if (report.done() <= 0 && report.total() <= 0) return words.toString();
        boolean bytes = report.unit() == Progress.Unit.BYTES;
        words.append(" · ").append(report.total() > 0
                ? Text.of("shell.tasks.of", amount(report.done(), bytes), amount(report.total(), bytes))
                : amount(report.done(), bytes));
        double seconds = Duration.between(view.started(), now).toMillis() / 1000.0;
        if (report.unit() == Progress.Unit.STEPS || seconds < 1 || report.done() <= 0) return words.toString();
        double rate = (double) report.done() / seconds;
        words.append(" · ").append(bytes ? Units.bytes(Math.round(rate)) + "/s" : Units.number(rate) + "/s");
        if (report.total() > report.done()) {
            long left = Math.max(1, Math.round((double) (report.total() - report.done()) / rate));
            words.append(" · ").append(Text.of("shell.tasks.left", Ago.words(Duration.ofSeconds(Math.max(5, left)))));
        }
        return words.toString();
    }

    private static String amount(long count, boolean bytes) {
        return bytes ? Units.bytes(count) : Units.number((double) count);
    }
}
