package slipway.ui.deployments;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import org.jspecify.annotations.Nullable;

import slipway.base.Live;
import slipway.base.Text;
import slipway.engine.SwarmTask;
import slipway.engine.SwarmView;
import slipway.ui.fx.Fx;
import slipway.ui.widget.DetailPane;
import slipway.ui.widget.EmptyState;
import slipway.ui.widget.Labels;
import slipway.ui.widget.StatusPill;
import slipway.ui.widget.Tone;

/// Where the replicas of one deployment run in the swarm and how the attempts before went, as the manager last said. FX
/// thread.
final class NodesView extends VBox {
    private final SwarmNodes nodes;
    private final SwarmTasks tasks;
    private final StatusPill count = new StatusPill();
    private final Label failed = Labels.of("", "small", "bad-text");
    private final ScrollPane scroll;
    private final EmptyState nothing = new EmptyState("fth-server", Text.of("deployments.nodes.empty"),
            Text.of("deployments.nodes.empty.text"));
    private @Nullable Live<SwarmView> swarm;
    private String key = "";
    private @Nullable SwarmView shown;

    NodesView(Consumer<String> copy) {
        nodes = new SwarmNodes(copy);
        tasks = new SwarmTasks(copy);
        var heading = new HBox(12, Labels.strong(Text.of("deployments.tasks")), count, failed);
        heading.setAlignment(Pos.CENTER_LEFT);
        var body = new VBox(heading, tasks, Labels.rule(), Labels.strong(Text.of("deployments.nodes")), nodes);
        body.getStyleClass().add("detail-body");
        scroll = DetailPane.scrolled(body);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        VBox.setVgrow(nothing, Priority.ALWAYS);
        getChildren().add(scroll);
        Fx.poll(this, Duration.ofSeconds(5), tasks::age);
    }

    /// From now on shows what `of` says of the deployment `id`.
    void show(Live<SwarmView> of, String id) {
        if (!id.equals(key)) {
            key = id;
            shown = null;
        }
        boolean known = of.equals(swarm);
        swarm = of;
        // an engine has the same one for as long as it lives
        if (!known) Fx.follow(this, of, view -> refresh());
        refresh();
    }

    private void refresh() {
        Live<SwarmView> of = swarm;
        if (of == null || of.get().equals(shown)) return;
        SwarmView view = of.get();
        shown = view;
        if (view.nodes().isEmpty()) {
            getChildren().setAll(nothing);
            return;
        }
        getChildren().setAll(scroll);
        List<SwarmTask> own = view.tasks().stream().filter(task -> task.key().equals(key)).toList();
        tasks.show(own, view.nodes());
        nodes.show(view.nodes(), own);
        summarise(own);
    }

    private void summarise(List<SwarmTask> own) {
        Set<Integer> asked = new HashSet<>();
        own.stream().filter(SwarmTask::wanted).forEach(task -> asked.add(task.slot()));
        long serve = own.stream().filter(SwarmTask::serves).map(SwarmTask::slot).distinct().count();
        boolean all = serve >= asked.size();
        count.setVisible(!own.isEmpty());
        count.show(all ? Tone.GOOD : Tone.WARN, all ? "fth-check" : "fth-loader",
                Text.of("deployments.tasks.running", serve, asked.size()));
        long ends = own.stream().filter(SwarmTask::failed).count();
        failed.setText(ends == 0 ? "" : Text.of("deployments.tasks.failed", ends));
    }
}
