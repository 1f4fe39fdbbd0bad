package slipway.ui.requests;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import org.jspecify.annotations.Nullable;

import slipway.base.Problem;
import slipway.base.Tasks;
import slipway.base.Text;
import slipway.requests.Batch;
import slipway.ui.Folders;
import slipway.ui.fx.Fx;
import slipway.ui.widget.CopyLabel;
import slipway.ui.widget.Labels;
import slipway.ui.widget.ProblemBanner;
import slipway.ui.widget.StatusPill;
import slipway.ui.widget.TaskLine;
import slipway.ui.widget.TaskRates;
import slipway.ui.widget.Tone;

/// A run over a file while it goes, and what came of it. FX thread.
final class BatchView extends VBox {
    private final BatchGround ground;
    private final BatchRun run;
    private final StatusPill state = new StatusPill();
    private final ProgressBar bar = new ProgressBar(0);
    private final Label line = Labels.of("", "muted");
    private final Label counts = Labels.of("", "strong");
    private final VBox problem = new VBox();
    private final TableView<Batch.Failure> failures = new TableView<>();
    private final Button cancel = new Button(Text.of("requests.cancel"));
    private final Button goOn = new Button(Text.of("requests.batch.go-on"));
    private final Button another = new Button(Text.of("requests.batch.another"));
    private final HBox files = new HBox(8);
    private final TaskRates rates = new TaskRates();

    /// @param resume is asked to go on with the run, `fresh` for another, `close` to close the window
    BatchView(BatchGround ground, BatchRun run, Runnable resume, Runnable fresh, Runnable close) {
        super(12);
        this.ground = ground;
        this.run = run;
        setId("batch-view");
        state.setId("batch-state");
        line.setId("batch-line");
        counts.setId("batch-counts");
        line.managedProperty().bind(line.textProperty().isNotEmpty());
        bar.setMaxWidth(Double.MAX_VALUE);
        bar.getStyleClass().add("thin");
        cancel.setId("batch-cancel");
        cancel.setOnAction(event -> run.stop());
        goOn.setId("batch-go-on");
        goOn.getStyleClass().add("accent");
        goOn.setOnAction(event -> resume.run());
        another.setId("batch-another");
        another.setOnAction(event -> fresh.run());
        files();
        table();
        var top = new HBox(12, state, Labels.strong(Text.of("requests.batch.from-to", run.name(), run.ask()
                .endpoint())));
        var foot = new HBox(8, files, Labels.gap(), BatchDialog.closing(close), another, goOn,
                cancel);
        getChildren().addAll(top, bar, line, counts, problem, failures, foot);
        Fx.poll(this, Duration.ofMillis(250), this::look);
    }

    private void files() {
        var path = new CopyLabel(ground.desk().notices()::copied);
        path.show(run.output().toString(), String.valueOf(run.output().getFileName()));
        path.setId("batch-output");
        var open = new Button(Text.of("requests.batch.open-result"));
        open.setId("batch-open");
        open.setOnAction(event -> open(run.output()));
        var folder = new Button(Text.of("requests.batch.open-folder"));
        folder.setOnAction(event -> open(run.output().toAbsolutePath().getParent()));
        path.setMaxWidth(320);
        for (Button each : List.of(open, folder, another, goOn, cancel))
            each.setMinWidth(USE_PREF_SIZE);
        files.getChildren().setAll(open, folder, path);
    }

    private void open(java.nio.file.@Nullable Path path) {
        if (path != null) ground.desk().work().run(() -> Folders.open(path), () -> {});
    }

    private void table() {
        failures.setId("batch-failures");
        failures.setPlaceholder(Labels.muted(Text.of("requests.batch.no-failures")));
        failures.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        var row = new TableColumn<Batch.Failure, Number>(Text.of("requests.batch.row"));
        row.setCellValueFactory(each -> new ReadOnlyObjectWrapper<>(each.getValue().row()));
        var status = new TableColumn<Batch.Failure, String>(Text.of("requests.batch.status"));
        status.setCellValueFactory(each -> new ReadOnlyStringWrapper(each.getValue().status() == 0
                ? Text.of("requests.batch.unsent")
                : "HTTP " + each.getValue().status()));
        var reason = new TableColumn<Batch.Failure, String>(Text.of("requests.batch.reason"));
        reason.setCellValueFactory(each -> new ReadOnlyStringWrapper(each.getValue().reason().replaceAll("\\s+",
                " ")));
        row.setPrefWidth(80);
        row.setMaxWidth(120);
        status.setPrefWidth(100);
        status.setMaxWidth(140);
        failures.getColumns().setAll(List.of(row, status, reason));
        VBox.setVgrow(failures, Priority.ALWAYS);
    }

    private void look() {
        BatchRun.State now = run.state();
        boolean running = now == BatchRun.State.RUNNING;
        switch (now) {
            case RUNNING -> state.show(Tone.ACCENT, "fth-loader", Text.of("requests.batch.running"));
            case DONE -> state.show(Tone.GOOD, "fth-check", Text.of("shell.tasks.done"));
            case STOPPED -> state.show(Tone.NEUTRAL, "fth-slash", Text.of("shell.tasks.cancelled"));
            case FAILED -> state.show(Tone.BAD, "fth-x", Text.of("shell.tasks.failed"));
        }
        show(cancel, running);
        show(another, !running);
        show(goOn, now == BatchRun.State.STOPPED || now == BatchRun.State.FAILED);
        files.setDisable(running);
        line.setText(running ? line() : "");
        Batch.Result seen = run.result();
        if (seen != null) show(seen);
        Problem failed = run.problem();
        if (failed != null && problem.getChildren().isEmpty()) {
            problem.getChildren().setAll(new ProblemBanner(failed, ground.desk().notices()::copied));
        }
    }

    private String line() {
        List<Tasks.View> views = ground.tasks().shown().get().stream().filter(each -> each.id() == run.id()).toList();
        rates.see(views, Instant.now());
        return views.isEmpty() ? "" : TaskLine.of(views.getFirst(), rates.of(run.id(), Instant.now()));
    }

    private void show(Batch.Result seen) {
        bar.setProgress(seen.total() == 0 ? 1 : (double) seen.done() / (double) seen.total());
        counts.setText(Text.of("requests.batch.counts", Labels.count(seen.done()), Labels.count(seen.total()), Labels
                .count(seen.failed())));
        if (!failures.getItems().equals(seen.failures())) failures.getItems().setAll(seen.failures());
    }

    private static void show(Button button, boolean visible) {
        button.setVisible(visible);
        button.setManaged(visible);
    }
}
