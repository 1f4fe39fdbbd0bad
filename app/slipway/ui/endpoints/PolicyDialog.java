package slipway.ui.endpoints;

import java.util.EnumMap;
import java.util.Map;

import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.stage.Window;

import org.jspecify.annotations.Nullable;

import slipway.base.Text;
import slipway.base.Twin;
import slipway.scale.ScalePolicy;
import slipway.spec.DeploymentSpec;
import slipway.spec.ScaleSpec;
import slipway.spec.ScaleWords;
import slipway.spec.Workspace;
import slipway.ui.Desk;
import slipway.ui.ScaleGround;
import slipway.ui.endpoints.PolicyAsk.Field;
import slipway.ui.fx.Fx;
import slipway.ui.widget.DetailPane;
import slipway.ui.widget.Icons;
import slipway.ui.widget.Labels;

/// Writes, changes and takes out the scale policy of a deployment, in a window over the page. FX thread.
final class PolicyDialog {
    private static final double WIDTH = 660;
    private static final double HEIGHT = 520;
    private static final Map<Field, String> IDS = new EnumMap<>(Map.of(Field.MIN, "policy-min", Field.MAX, "policy-max",
            Field.CONCURRENCY, "policy-concurrency", Field.DOWN, "policy-down", Field.ZERO, "policy-zero", Field.PLAN,
            "policy-plan"));

    private final Desk desk;
    private final Workspace workspace;
    private final ScaleGround.Policies policies;
    private final SideDialog side = new SideDialog("policy-dialog", WIDTH, HEIGHT);

    PolicyDialog(Desk desk, Workspace workspace, ScaleGround.Policies policies) {
        this.desk = desk;
        this.workspace = workspace;
        this.policies = policies;
    }

    /// Opens it for the deployment; what is open for another is closed.
    void show(@Nullable Window owner, DeploymentSpec spec) {
        side.show(owner, Text.of("scaleview.policy.title", spec.id()), new Sheet(spec).node);
    }

    /// What is in the window for one deployment.
    private final class Sheet {
        final VBox node = new VBox(12);
        private final Button off = new Button(Text.of("scaleview.policy.off"));
        private DeploymentSpec spec;
        private final AskGrid grid = new AskGrid(this::changed);
        private final Label command = Labels.wrapped("", "mono", "small");
        private final Button copy = Icons.button("fth-copy", Text.of("endpoints.copy-command"), this::copyCommand);
        private final Button apply = new Button(Text.of("endpoints.apply"));
        private PolicyAsk.Answer answer = new PolicyAsk.Answer(null, Map.of());

        Sheet(DeploymentSpec spec) {
            this.spec = spec;
            fill(PolicyAsk.of(spec));
            apply.setId("policy-apply");
            apply.getStyleClass().add("accent");
            apply.setMinWidth(Button.USE_PREF_SIZE);
            apply.setDefaultButton(true);
            apply.setOnAction(event -> write(answer.scale()));
            off.setId("policy-off");
            off.setMinWidth(Button.USE_PREF_SIZE);
            off.setOnAction(event -> write(null));
            command.setId("policy-command");
            HBox.setHgrow(command, Priority.ALWAYS);
            var foot = new HBox(8, command, copy, off, apply);
            foot.setAlignment(Pos.CENTER_LEFT);
            var content = new VBox(12, Labels.wrapped(Text.of("scaleview.policy.about"), "muted"), grid);
            content.getStyleClass().add("options-sheet");
            var scroll = DetailPane.scrolled(content);
            VBox.setVgrow(scroll, Priority.ALWAYS);
            node.getChildren().addAll(scroll, foot);
            Fx.follow(node, workspace.spec(), all -> followed());
            changed();
        }

        private void followed() {
            workspace.spec().get().deployment(spec.endpoint(), spec.name()).ifPresent(next -> {
                spec = next;
                changed();
            });
        }

        private void fill(PolicyAsk ask) {
            int perReplica = spec.requests().maxConcurrentPerInstance();
            grid.field("policy-min", Text.of("scaleview.min"), ask.min(), "1", Text.of("scaleview.min.what"), false);
            grid.field("policy-max", Text.of("scaleview.max"), ask.max(), "4", Text.of("scaleview.max.what",
                    ScalePolicy.MOST), false);
            grid.field("policy-concurrency", Text.of("scaleview.concurrency"), ask.concurrency(), String.valueOf(
                    perReplica), Text.of("scaleview.concurrency.what", perReplica), false);
            grid.field("policy-down", Text.of("scaleview.down"), ask.downAfter(), "5m", Text.of("scaleview.down.what",
                    ScaleWords.time(ScalePolicy.DOWN_AFTER)), false);
            grid.field("policy-zero", Text.of("scaleview.zero"), ask.zeroAfter(), "30m", Text.of("scaleview.zero.what",
                    ScaleWords.time(ScalePolicy.ZERO_AFTER)), false);
            grid.field("policy-plan", Text.of("scaleview.plan"), ask.plan(), "08:00=4 20:00=1", Text.of(
                    "scaleview.plan.what"), true);
        }

        private void changed() {
            // the fields tell of their first text before all of them are there
            if (node.getChildren().isEmpty()) return;
            answer = new PolicyAsk(grid.text("policy-min"), grid.text("policy-max"), grid.text("policy-concurrency"),
                    grid.text("policy-down"), grid.text("policy-zero"), grid.text("policy-plan")).read(spec, policies);
            IDS.forEach((field, id) -> grid.wrong(id, answer.wrong().getOrDefault(field, "")));
            ScaleSpec scale = answer.scale();
            boolean same = scale != null && scale.equals(spec.slipway().scale());
            apply.setDisable(scale == null || same);
            copy.setDisable(scale == null || same);
            off.setDisable(spec.slipway().scale() == null);
            command.setText(scale == null
                    ? Text.of("endpoints.options.unreadable")
                    : same ? Text.of("endpoints.options.same") : PolicyAsk.command(spec, scale, policies));
        }

        private void copyCommand() {
            ScaleSpec scale = answer.scale();
            if (scale != null) desk.notices().copied(PolicyAsk.command(spec, scale, policies));
        }

        private void write(@Nullable ScaleSpec scale) {
            DeploymentSpec from = spec;
            ScaleSpec before = from.slipway().scale();
            String twin = scale == null
                    ? Twin.of("endpoint scale").add(spec.id()) + " --off"
                    : PolicyAsk.command(spec, scale, policies);
            String said = scale == null
                    ? Text.of("scaleview.off", spec.id())
                    : Text.of("scaleview.applied", spec
                            .id());
            desk.work().run(Desk.Act.of(twin, scale == null ? "scaleview.off" : "scaleview.applied", spec.id()),
                    () -> workspace.setScale(from.endpoint(), from.name(), scale), () -> {
                        side.close();
                        desk.notices().undoable(said, () -> desk.work().run(() -> workspace.setScale(from.endpoint(),
                                from.name(), before), () -> {}));
                    });
        }
    }
}
