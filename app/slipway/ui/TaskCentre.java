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
import slipway.ui.widget.TaskLine;
import slipway.ui.widget.TaskRates;
import slipway.ui.widget.TextScale;
import slipway.ui.widget.Tone;

/// Running and finished tasks: progress with rate and time left, cancel, what went wrong. FX thread.
final class TaskCentre extends VBox {
    private static final int SHOWN = 25;

    private final Tasks tasks;
    private final Consumer<String> copy;
    private final VBox rows = new VBox();
    private final TaskRates rates = new TaskRates();

    TaskCentre(Tasks tasks, Consumer<String> copy) {
        this.tasks = tasks;
        this.copy = copy;
        getStyleClass().addAll("over-paper", "task-centre");
        prefWidthProperty().bind(TextScale.times(460));
        setAccessibleText(Text.of("shell.tasks"));
        setMaxHeight(560);
        rows.getStyleClass().add("task-rows");
        var scroll = DetailPane.scrolled(rows);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().addAll(Labels.heading(Text.of("shell.tasks")), scroll);
        setFocusTraversable(true);
        Fx.follow(this, tasks.shown(), this::show);
    }

    private void show(List<Tasks.View> views) {
        rates.see(views, Instant.now());
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
        row.getChildren().addAll(bar,
                Labels.of(TaskLine.of(view, rates.of(view.id(), Instant.now())), "muted", "small"));
    }

    private static void ended(Tasks.View view, HBox head, Tone tone, String icon, String word) {
        Instant end = view.ended() == null ? Instant.now() : view.ended();
        var ago = new Ago();
        ago.show(end);
        head.getChildren().addAll(Labels.muted(Units.nanos(Duration.between(view.started(), end).toNanos())), ago,
                new StatusPill(tone, icon, word));
    }
}
