package slipway.ui.endpoints;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import javafx.geometry.HPos;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.stage.Window;

import org.jspecify.annotations.Nullable;

import slipway.base.Text;
import slipway.base.Twin;
import slipway.deploy.Deployment;
import slipway.spec.DeploymentSpec;
import slipway.spec.ScaleSpec;
import slipway.spec.Workspace;
import slipway.ui.Desk;
import slipway.ui.ScaleGround;
import slipway.ui.Traffic;
import slipway.ui.fx.Fx;
import slipway.ui.widget.Card;
import slipway.ui.widget.EmptyState;

/// How many replicas each deployment of the endpoint has, by hand or by its policy, and what was decided lately. FX thread.
final class ScaleCard implements ScaleLine.Acts {
    private final Desk desk;
    private final Workspace workspace;
    private final ScaleGround ground;
    private final PolicyDialog policies;
    private final WhatIfDialog whatIf;
    private final GridPane grid = new GridPane();
    private final StackPane below = new StackPane();
    private final ScaleTimeline timeline;
    private final Card card;
    private final Map<String, ScaleLine> lines = new LinkedHashMap<>();
    private String endpoint = "";
    private List<DeploymentSpec> specs = List.of();
    private List<Deployment> deployments = List.of();

    ScaleCard(Desk desk, Workspace workspace, ScaleGround ground, Traffic traffic) {
        this.desk = desk;
        this.workspace = workspace;
        this.ground = ground;
        policies = new PolicyDialog(desk, workspace, ground.policies());
        whatIf = new WhatIfDialog(desk, traffic);
        timeline = new ScaleTimeline(desk, ground);
        grid.getStyleClass().add("scale-rows");
        for (int i = 0; i < 5; i++) {
            var column = new ColumnConstraints();
            column.setHgrow(i == 3 ? Priority.ALWAYS : Priority.NEVER);
            column.setFillWidth(i == 3);
            if (i == 3) column.setMinWidth(0);
            else
                column.setMinWidth(Region.USE_PREF_SIZE);
            if (i == 4) column.setHalignment(HPos.RIGHT);
            grid.getColumnConstraints().add(column);
        }
        card = new Card(Text.of("scaleview.title")).with(grid, below);
        card.setId("scale-card");
    }

    Card node() {
        return card;
    }

    void show(String name, List<DeploymentSpec> all, List<Deployment> now) {
        List<String> names = all.stream().map(DeploymentSpec::name).toList();
        boolean same = name.equals(endpoint) && names.equals(specs.stream().map(DeploymentSpec::name).toList());
        endpoint = name;
        specs = all;
        deployments = now;
        if (!same) {
            lines.clear();
            grid.getChildren().clear();
            // what it says is about those of before
            below.getChildren().clear();
            for (DeploymentSpec spec : all) {
                var line = new ScaleLine(row(spec), ground.policies(), this::byHand, this);
                lines.put(spec.name(), line);
                grid.addRow(grid.getRowCount(), line.nodes());
            }
        }
        poll();
    }

    /// Shows what is running now.
    void poll() {
        List<String> names = specs.stream().map(DeploymentSpec::name).toList();
        for (DeploymentSpec spec : specs) {
            ScaleLine line = lines.get(spec.name());
            if (line != null) line.show(row(spec), names);
        }
        List<String> scaled = specs.stream()
                .filter(spec -> spec.slipway().scale() != null || !ground.story().of(spec.id()).isEmpty())
                .map(DeploymentSpec::name).toList();
        if (scaled.isEmpty()) {
            if (below.getChildren().isEmpty() || below.getChildren().contains(timeline)) {
                below.getChildren().setAll(List.of(empty()));
            }
            return;
        }
        if (!below.getChildren().contains(timeline)) below.getChildren().setAll(List.of(timeline));
        timeline.show(endpoint, scaled, names);
    }

    private EmptyState empty() {
        var empty = new EmptyState("fth-trending-up", Text.of("scaleview.empty"), Text.of("scaleview.empty.text"));
        specs.stream().map(this::row).filter(row -> !row.external()).findFirst()
                .ifPresent(row -> empty.action(Text.of("scaleview.empty.action", row.name()),
                        () -> policyOf(row.name())));
        empty.setId("scale-empty");
        return empty;
    }

    /// As it is now, whatever it was when the button was made.
    private void policyOf(String name) {
        specs.stream().filter(each -> each.name().equals(name)).findFirst().map(this::row).ifPresent(this::policy);
    }

    private ScaleRow row(DeploymentSpec spec) {
        Deployment now = deployments.stream().filter(each -> each.id().equals(spec.id())).findFirst().orElse(null);
        return new ScaleRow(spec, now == null ? null : now.state(), now == null ? 0 : now.urls().size(), ground.wanted()
                .applyAsInt(spec.id()));
    }

    private void byHand(ScaleRow row, int count) {
        String name = row.spec().endpoint();
        int before = row.spec().instanceCount();
        desk.work().run(() -> {
            try {
                workspace.setInstanceCount(name, row.name(), count);
            } catch (RuntimeException e) {
                Fx.later(() -> refused(row.name()));
                throw e;
            }
        }, () -> desk.notices().undoable(
                Text.of("scaleview.counted", row.spec().id(), count), () -> desk.work().run(() -> workspace
                        .setInstanceCount(name, row.name(), before), () -> {})));
    }

    private void refused(String name) {
        ScaleLine line = lines.get(name);
        if (line != null) line.refused();
    }

    @Override
    public void policy(ScaleRow row) {
        policies.show(window(), row.spec());
    }

    @Override
    public void whatIf(ScaleRow row) {
        ScaleSpec scale = row.scale();
        double atOnce = scale == null
                ? row.spec().requests().maxConcurrentPerInstance()
                : ground.policies().of(row.spec(), scale).concurrency();
        whatIf.show(window(), row.spec(), Math.max(1, (int) Math.round(atOnce)));
    }

    @Override
    public void copy(ScaleRow row) {
        ScaleSpec scale = row.scale();
        desk.notices().copied(scale == null
                ? Twin.of("endpoint scale").add(row.spec().id()).add(String.valueOf(row.spec().instanceCount()))
                        .toString()
                : PolicyAsk.command(row.spec(), scale, ground.policies()));
    }

    private @Nullable Window window() {
        return card.getScene() == null ? null : card.getScene().getWindow();
    }
}
