package slipway.ui.images;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

import slipway.base.Progress;
import slipway.base.Tasks;
import slipway.base.Text;
import slipway.ui.fx.Fx;
import slipway.ui.widget.Icons;
import slipway.ui.widget.Labels;
import slipway.ui.widget.TaskLine;
import slipway.ui.widget.TaskRates;

/// Builds and transfers under way, with how far they are and a button to cancel; away while there are none. FX thread.
final class UnderWay extends VBox {
    private final Tasks tasks;
    private final TaskRates rates = new TaskRates();
    private final Consumer<String> openLog;

    /// `openLog` gets the id of a deployment whose image is being built or pulled.
    UnderWay(Tasks tasks, Consumer<String> openLog) {
        super(8);
        this.openLog = openLog;
        this.tasks = tasks;
        setId("images-under-way");
        Fx.follow(this, tasks.shown(), this::show);
    }

    private void show(List<Tasks.View> all) {
        rates.see(all, Instant.now());
        List<Tasks.View> running = all.stream().filter(UnderWay::ours).toList();
        getChildren().setAll(running.stream().map(this::row).toList());
        setVisible(!running.isEmpty());
        setManaged(!running.isEmpty());
    }

    private static boolean ours(Tasks.View view) {
        return view.state() == Tasks.State.RUNNING && (view.title().startsWith("images.task.") || forDeploy(view));
    }

    /// Whether a deploy story is at its image.
    private static boolean forDeploy(Tasks.View view) {
        Progress.Report report = view.progress();
        return report != null && view.title().startsWith("deploy.") && !view.args().isEmpty()
                && (report.stage().startsWith("deploy.image.") || report.stage().startsWith("docker.build."));
    }

    private Node row(Tasks.View view) {
        Progress.Report report = view.progress();
        var bar = new ProgressBar(report == null ? 0 : Math.max(0, report.fraction()));
        bar.getStyleClass().add("thin");
        bar.setPrefWidth(180);
        bar.setMinWidth(80);
        boolean known = report != null && report.fraction() >= 0;
        bar.setVisible(known);
        bar.setManaged(known);
        Label title = Labels.of(view.text(), "medium");
        title.setMinWidth(0);
        Label line = Labels.of(TaskLine.of(view, rates.of(view.id(), Instant.now())), "muted");
        line.setMinWidth(0);
        var cancel = Icons.button("fth-x", Text.of("shell.tasks.cancel", view.text()), () -> tasks.cancel(view.id()));
        cancel.setId("images-cancel-" + view.id());
        var row = new HBox(12, Icons.of("fth-loader", "tone-accent"), title, bar, line, Labels.gap());
        if (forDeploy(view)) row.getChildren().add(log(String.valueOf(view.args().getFirst())));
        row.getChildren().add(cancel);
        row.getStyleClass().add("under-way");
        return row;
    }

    /// Its output comes line by line in the log of its deployment.
    private Node log(String id) {
        var link = new Hyperlink(Text.of("images.open-log"));
        link.setMinWidth(USE_PREF_SIZE);
        link.setOnAction(event -> openLog.accept(id));
        return link;
    }
}
