package slipway.ui.deployments;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;

import org.jspecify.annotations.Nullable;

import slipway.base.Problem;
import slipway.base.Text;
import slipway.base.Units;
import slipway.deploy.Deployment;
import slipway.deploy.ImageUse;
import slipway.engine.ContainerFacts;
import slipway.engine.GpuFacts;
import slipway.ui.widget.CopyLabel;
import slipway.ui.widget.Labels;
import slipway.ui.widget.StatusPill;
import slipway.ui.widget.Tone;

/// What a deployment runs as containers: the image and whether its tag moved, GPUs, the engine’s own opinion; away for
/// one that runs no containers. FX thread.
final class ContainerLine extends FlowPane {
    private final Consumer<String> copy;
    private List<Object> told = List.of();

    ContainerLine(Consumer<String> copy) {
        super(12, 6);
        this.copy = copy;
        setId("container-line");
        getStyleClass().add("container-line");
        setAlignment(Pos.CENTER_LEFT);
        setMinWidth(0);
        shown(false);
    }

    void show(Deployment now, List<ContainerFacts> containers, List<GpuFacts> gpus) {
        ImageUse image = now.image();
        String wanted = now.spec().slipway().gpus();
        List<ContainerFacts.Health> health = containers.stream().map(ContainerFacts::health).toList();
        boolean paused = containers.stream().anyMatch(ContainerFacts::paused);
        List<Object> next = List.of(java.util.Optional.ofNullable(image), String.valueOf(wanted), health, paused, gpus,
                containers.stream().map(ContainerFacts::name).toList());
        if (next.equals(told)) return;
        told = next;
        var nodes = new ArrayList<Node>();
        if (image != null) image(nodes, image);
        if (wanted != null && image != null) nodes.add(gpu(worst(gpus)));
        if (paused) nodes.add(new StatusPill(Tone.WARN, "fth-pause-circle", Text.of("deployments.container.paused")));
        if (!containers.isEmpty()) {
            nodes.add(opinion(health));
            nodes.add(name(containers));
        }
        getChildren().setAll(nodes);
        shown(!nodes.isEmpty());
    }

    private void image(List<Node> nodes, ImageUse image) {
        var reference = new CopyLabel(copy);
        reference.show(image.reference(), image.reference());
        var digest = new CopyLabel(copy);
        String whole = image.digest() == null ? image.id() : image.digest();
        digest.show(whole, CopyLabel.shortDigest(whole));
        nodes.add(reference);
        nodes.add(digest);
        // the id of an image that no registry knows says nothing elsewhere, so it stands here and in no file
        if (image.digest() == null && !image.id().isEmpty()) nodes.add(Labels.muted(Text.of("deployments.image.here")));
        if (image.moved()) nodes.add(moved());
    }

    static StatusPill moved() {
        var pill = new StatusPill(Tone.WARN, "fth-tag", Text.of("deployments.image.moved"));
        pill.setTooltip(new Tooltip(Text.of("deployments.image.moved.text")));
        return pill;
    }

    /// The container that is worst off speaks for all.
    static @Nullable GpuFacts worst(List<GpuFacts> gpus) {
        GpuFacts worst = null;
        for (GpuFacts each : gpus) {
            if (worst == null || rank(each) < rank(worst)) worst = each;
        }
        return worst;
    }

    private static int rank(GpuFacts facts) {
        return switch (facts.state()) {
            case LOST -> 0;
            case REQUESTED -> 1;
            case VISIBLE -> 2;
            case PROVED -> 3;
        };
    }

    static StatusPill gpu(@Nullable GpuFacts facts) {
        GpuFacts now = facts == null ? GpuFacts.REQUESTED : facts;
        StatusPill pill = switch (now.state()) {
            case REQUESTED -> new StatusPill(Tone.NEUTRAL, "fth-clock", Text.of("deployments.gpu.requested"));
            case VISIBLE -> new StatusPill(Tone.ACCENT, "fth-eye", Text.of("deployments.gpu.visible"));
            case PROVED -> new StatusPill(Tone.GOOD, "fth-check-circle", now.memoryBytes() > 0
                    ? Text.of("deployments.gpu.proved.memory", Units.bytes(now.memoryBytes()))
                    : Text.of("deployments.gpu.proved"));
            case LOST -> new StatusPill(Tone.BAD, "fth-alert-octagon", Text.of("deployments.gpu.lost"));
        };
        Problem problem = now.problem();
        String uuids = String.join("\n", now.uuids());
        String more = problem == null ? uuids : problem.what() + "\n" + problem.why() + "\n" + problem.fix();
        if (!more.isEmpty()) pill.setTooltip(new Tooltip(more));
        return pill;
    }

    /// The engine's own checks beside our probes; the worst of the containers.
    private static StatusPill opinion(List<ContainerFacts.Health> health) {
        if (health.contains(ContainerFacts.Health.UNHEALTHY)) {
            return new StatusPill(Tone.BAD, "fth-x-circle", Text.of("deployments.container.unhealthy"));
        }
        if (health.contains(ContainerFacts.Health.STARTING)) {
            return new StatusPill(Tone.WARN, "fth-loader", Text.of("deployments.container.starting"));
        }
        return health.contains(ContainerFacts.Health.HEALTHY)
                ? new StatusPill(Tone.GOOD, "fth-check-circle", Text.of("deployments.container.healthy"))
                : new StatusPill(Tone.NEUTRAL, "fth-minus-circle", Text.of("deployments.container.unchecked"));
    }

    private Node name(List<ContainerFacts> containers) {
        ContainerFacts first = containers.getFirst();
        if (containers.size() == 1) {
            var name = new CopyLabel(copy);
            name.show(first.id(), first.name());
            return name;
        }
        Label all = Labels.muted(Text.of("deployments.container.count", containers.size()));
        all.setTooltip(new Tooltip(String.join("\n", containers.stream().map(ContainerFacts::name).toList())));
        return all;
    }

    private void shown(boolean show) {
        setVisible(show);
        setManaged(show);
    }
}
