package slipway.ui.deployments;

import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;

import slipway.base.Text;
import slipway.base.Units;
import slipway.engine.SwarmNode;
import slipway.engine.SwarmTask;
import slipway.ui.widget.CopyLabel;
import slipway.ui.widget.Labels;
import slipway.ui.widget.StatusPill;
import slipway.ui.widget.Tone;

/// The machines of a swarm, the one that decides first, with how much of one deployment runs on each. FX thread.
final class SwarmNodes extends GridPane {
    private static final int COLUMNS = 8;

    private final Consumer<String> copy;

    SwarmNodes(Consumer<String> copy) {
        this.copy = copy;
        getStyleClass().add("probes");
        setId("swarm-nodes");
    }

    /// @param tasks of the deployment that is shown
    void show(List<SwarmNode> nodes, List<SwarmTask> tasks) {
        getChildren().clear();
        addRow(0, head(Text.of("deployments.nodes.name")), head(Text.of("deployments.nodes.role")),
                head(Text.of("deployments.nodes.state")), head(Text.of("deployments.nodes.takes")),
                head(Text.of("deployments.nodes.replicas")), head(Text.of("deployments.nodes.resources")),
                head(Text.of("deployments.nodes.engine")), head(Text.of("deployments.nodes.address")));
        nodes.stream().sorted(Comparator.comparing((SwarmNode node) -> !node.leader())
                .thenComparing(node -> !node.manager()).thenComparing(SwarmNode::name).thenComparing(SwarmNode::id))
                .forEach(node -> add(node, nodes, tasks));
    }

    private void add(SwarmNode node, List<SwarmNode> all, List<SwarmTask> tasks) {
        long here = tasks.stream().filter(task -> task.nodeId().equals(node.id()) && task.serves()).count();
        addRow(getRowCount(), Labels.strong(name(node, all)), whole(Labels.of(role(node))), state(node), takes(node),
                whole(Labels.mono(String.valueOf(here))), whole(Labels.muted(resources(node))),
                whole(Labels.mono(node.engine().isEmpty() ? "–" : node.engine())), address(node));
        if (!node.message().isEmpty()) {
            add(Labels.wrapped(node.message(), "small", "warn-text"), 0, getRowCount(), COLUMNS, 1);
        }
    }

    /// With the beginning of its id where another has the same name.
    static String name(SwarmNode node, List<SwarmNode> all) {
        boolean shared = all.stream().filter(other -> other.name().equals(node.name())).count() > 1;
        return shared ? node.name() + " · " + node.id().substring(0, Math.min(6, node.id().length())) : node.name();
    }

    private static String role(SwarmNode node) {
        return node.leader()
                ? Text.of("deployments.nodes.leader")
                : node.manager() ? Text.of("deployments.nodes.manager") : Text.of("deployments.nodes.worker");
    }

    private static StatusPill state(SwarmNode node) {
        return switch (node.state()) {
            case READY -> new StatusPill(Tone.GOOD, "fth-check", Text.of("deployments.nodes.ready"));
            case DOWN -> new StatusPill(Tone.BAD, "fth-x", Text.of("deployments.nodes.down"));
            case DISCONNECTED -> new StatusPill(Tone.BAD, "fth-x", Text.of("deployments.nodes.disconnected"));
            case UNKNOWN -> new StatusPill(Tone.NEUTRAL, "fth-help-circle", Text.of("deployments.nodes.unknown"));
        };
    }

    private static StatusPill takes(SwarmNode node) {
        return switch (node.availability()) {
            case ACTIVE -> new StatusPill(Tone.GOOD, "fth-check", Text.of("deployments.nodes.active"));
            case PAUSED -> new StatusPill(Tone.WARN, "fth-pause", Text.of("deployments.nodes.paused"));
            case DRAINED -> new StatusPill(Tone.WARN, "fth-slash", Text.of("deployments.nodes.drained"));
        };
    }

    /// `8 cores · 33.6 GB · 2 GPUs`, as much of it as is known.
    private static String resources(SwarmNode node) {
        if (node.cpus() <= 0 && node.memoryBytes() <= 0) return "–";
        String both = Text.of("deployments.nodes.has", node.cpus(), Units.bytes(node.memoryBytes()));
        return node.gpus() == 0 ? both : both + " · " + Text.of("deployments.nodes.gpus", node.gpus());
    }

    private Node address(SwarmNode node) {
        return node.address().isEmpty() ? Labels.muted("–") : new CopyLabel(node.address(), copy);
    }

    static Label head(String text) {
        return whole(Labels.of(text, "muted", "small"));
    }

    static Label whole(Label label) {
        label.setMinWidth(USE_PREF_SIZE);
        return label;
    }
}
