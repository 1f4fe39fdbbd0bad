package slipway.ui.deployments;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

import slipway.base.Text;
import slipway.engine.SwarmNode;
import slipway.engine.SwarmTask;
import slipway.ui.widget.Ago;
import slipway.ui.widget.CopyLabel;
import slipway.ui.widget.Icons;
import slipway.ui.widget.Labels;
import slipway.ui.widget.StatusPill;
import slipway.ui.widget.Tone;

/// A swarm’s attempts to run the replicas of one deployment: of each replica the newest first, then those before it, with
/// all that Docker says of a failure. FX thread.
final class SwarmTasks extends GridPane {
    private static final int COLUMNS = 7;
    /// A deployment that keeps failing leaves attempts without end.
    private static final int LISTED = 200;

    private final Consumer<String> copy;
    private final List<Aged> ages = new ArrayList<>();

    private record Aged(Ago label, SwarmTask task) {}

    SwarmTasks(Consumer<String> copy) {
        this.copy = copy;
        getStyleClass().add("probes");
        setId("swarm-tasks");
        // errors have all the room that is left
        for (int i = 0; i < COLUMNS; i++) {
            var column = new ColumnConstraints();
            column.setHgrow(i == COLUMNS - 1 ? Priority.ALWAYS : Priority.NEVER);
            getColumnConstraints().add(column);
        }
    }

    /// @param tasks newest first within each replica, as the swarm has them
    void show(List<SwarmTask> tasks, List<SwarmNode> nodes) {
        getChildren().clear();
        ages.clear();
        if (tasks.isEmpty()) {
            add(Labels.wrapped(Text.of("deployments.tasks.none"), "muted"), 0, 0);
            return;
        }
        addRow(0, SwarmNodes.head(Text.of("deployments.tasks.replica")), SwarmNodes.head(Text.of(
                "deployments.tasks.node")), SwarmNodes.head(Text.of("deployments.tasks.now")),
                SwarmNodes.head(Text.of("deployments.tasks.wanted")),
                SwarmNodes.head(Text.of("deployments.tasks.since")),
                SwarmNodes.head(Text.of("deployments.tasks.address")));
        Set<Integer> begun = new HashSet<>();
        tasks.stream().sorted(Comparator.comparingInt(SwarmTask::slot)).limit(LISTED)
                .forEach(task -> add(task, nodes, begun.add(task.slot())));
        if (tasks.size() > LISTED) {
            add(Labels.muted(Text.of("deployments.tasks.more", tasks.size() - LISTED)), 0, getRowCount(), COLUMNS, 1);
        }
        age();
    }

    /// Says anew how long ago everything was.
    void age() {
        ages.forEach(each -> each.label.show(each.task.since()));
    }

    private void add(SwarmTask task, List<SwarmNode> nodes, boolean newest) {
        var since = new Ago();
        ages.add(new Aged(since, task));
        Label slot = newest
                ? Labels.strong(String.valueOf(task.slot()))
                : Labels.of(Text.of("deployments.tasks.earlier", task.slot()), "muted", "small");
        addRow(getRowCount(), SwarmNodes.whole(slot), SwarmNodes.whole(Labels.of(node(task, nodes))), now(task),
                SwarmNodes.whole(Labels.muted(Text.of(task.wanted()
                        ? "deployments.tasks.run"
                        : "deployments.tasks.end"))),
                since, address(task));
        String wrong = wrong(task);
        if (!wrong.isEmpty()) add(error(wrong, task), 1, getRowCount(), COLUMNS - 1, 1);
    }

    private static String node(SwarmTask task, List<SwarmNode> nodes) {
        return nodes.stream().filter(node -> node.id().equals(task.nodeId())).findFirst()
                .map(node -> SwarmNodes.name(node, nodes))
                .orElse(task.node().isEmpty() ? Text.of("deployments.tasks.nowhere") : task.node());
    }

    /// Docker’s own word, in the colour of what it means here.
    private static StatusPill now(SwarmTask task) {
        if (task.failed() || task.state().equals("orphaned")) {
            return new StatusPill(Tone.BAD, "fth-x", task.state());
        }
        return switch (task.state()) {
            case "running" -> task.wanted()
                    ? new StatusPill(Tone.GOOD, "fth-check", task.state())
                    : new StatusPill(Tone.WARN, "fth-power", task.state());
            case "complete", "shutdown", "remove" -> new StatusPill(Tone.NEUTRAL, "fth-square", task.state());
            default -> new StatusPill(task.error().isEmpty() ? Tone.ACCENT : Tone.WARN, "fth-loader", task.state());
        };
    }

    private Node address(SwarmTask task) {
        return task.url() == null
                ? Labels.muted(task.state().equals("running") ? Text.of("deployments.tasks.no-port") : "–")
                : new CopyLabel(task.url().toString(), copy);
    }

    private static String wrong(SwarmTask task) {
        if (task.exitCode() <= 0) return task.error();
        String exit = Text.of("deployments.tasks.exit", task.exitCode());
        // Docker’s own words often have it already
        return task.error().isEmpty()
                ? exit
                : task.error().contains(String.valueOf(task.exitCode())) ? task.error() : task.error() + " · " + exit;
    }

    private Node error(String wrong, SwarmTask task) {
        Label words = Labels.wrapped(wrong, "mono", task.failed() ? "bad-text" : "muted");
        words.setMinWidth(0);
        var button = Icons.button("fth-copy", Text.of("deployments.tasks.copy", task.slot()), () -> copy.accept(wrong));
        button.getStyleClass().add("tight");
        var row = new HBox(8, words, button);
        row.setAlignment(Pos.TOP_LEFT);
        row.getStyleClass().add("swarm-error");
        row.setMinWidth(0);
        return row;
    }
}
