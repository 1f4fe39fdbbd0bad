package slipway.ui.deployments;

import java.util.List;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import slipway.base.Problem;
import slipway.base.Text;
import slipway.base.Units;
import slipway.deploy.Deployment;
import slipway.deploy.DeploymentState;
import slipway.spec.Workspace;
import slipway.ui.Desk;
import slipway.ui.deployments.DeploymentActs.Act;
import slipway.ui.widget.DetailPane;
import slipway.ui.widget.Icons;
import slipway.ui.widget.Labels;
import slipway.ui.widget.ProblemBanner;
import slipway.ui.widget.TextScale;
import slipway.ui.widget.Tone;

/// The deploy story step by step; a failed one starts with what went wrong and what to do. FX thread.
final class TimelineView extends VBox {
    private final Desk desk;
    private final Workspace workspace;
    private final DeploymentActs acts;
    private final Runnable openLogs;
    private final VBox body = new VBox();

    TimelineView(Desk desk, Workspace workspace, DeploymentActs acts, Runnable openLogs) {
        this.desk = desk;
        this.workspace = workspace;
        this.acts = acts;
        this.openLogs = openLogs;
        body.getStyleClass().add("detail-body");
        ScrollPane scroll = DetailPane.scrolled(body);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().add(scroll);
    }

    void show(Deployment deployment) {
        body.getChildren().clear();
        Problem problem = deployment.problem();
        if (problem != null) body.getChildren().add(banner(deployment, problem));
        if (deployment.story().isEmpty()) {
            body.getChildren().add(Labels.wrapped(Text.of("deployments.timeline.none"), "muted"));
            return;
        }
        var steps = new VBox();
        steps.getStyleClass().add("timeline");
        deployment.story().forEach(step -> steps.getChildren().add(step(step)));
        body.getChildren().add(steps);
    }

    private ProblemBanner banner(Deployment deployment, Problem problem) {
        List<String> last = deployment.lastLines();
        var banner = new ProblemBanner(deployment.id(), problem, last, desk.notices()::copied);
        ReachView.mend(banner, desk, workspace, deployment, problem);
        if (!last.isEmpty()) banner.action(Text.of("deployments.timeline.logs"), openLogs);
        if (deployment.state() == DeploymentState.FAILED) {
            banner.action(Act.RETRY.text(), () -> acts.run(Act.RETRY, deployment));
        }
        return banner;
    }

    private static Node step(Deployment.Step step) {
        Label name = Labels.of(Text.of("deploy.step." + step.name()), "medium");
        name.minWidthProperty().bind(TextScale.times(150));
        Label detail = Labels.wrapped(step.detail(), "muted");
        HBox.setHgrow(detail, Priority.ALWAYS);
        detail.setMinWidth(0);
        Label time = Labels.of(time(step), "mono", "muted");
        time.minWidthProperty().bind(TextScale.times(84));
        time.setAlignment(Pos.CENTER_RIGHT);
        var line = new HBox(mark(step.state()), name, time, detail);
        line.getStyleClass().addAll("timeline-step", step.state().name().toLowerCase(java.util.Locale.ROOT));
        line.setAccessibleText(
                Text.of("deploy.step." + step.name()) + ", " + word(step.state()) + ", " + step.detail());
        return line;
    }

    private static String time(Deployment.Step step) {
        return switch (step.state()) {
            case WAITING -> "";
            case RUNNING -> Text.of("deployments.step.running");
            case SKIPPED -> Text.of("deployments.step.skipped");
            case DONE, FAILED -> step.millis() < 0 ? "" : Units.nanos(step.millis() * 1_000_000);
        };
    }

    private static Node mark(Deployment.StepState state) {
        return switch (state) {
            case WAITING -> Icons.of("fth-circle", Tone.NEUTRAL.style());
            case RUNNING -> Icons.of("fth-loader", Tone.ACCENT.style());
            case DONE -> Icons.of("fth-check-circle", Tone.GOOD.style());
            case FAILED -> Icons.of("fth-x-circle", Tone.BAD.style());
            case SKIPPED -> Icons.of("fth-minus-circle", Tone.NEUTRAL.style());
        };
    }

    private static String word(Deployment.StepState state) {
        return switch (state) {
            case WAITING -> Text.of("deployments.step.waiting");
            case RUNNING -> Text.of("deployments.step.running");
            case DONE -> Text.of("deployments.step.done");
            case FAILED -> Text.of("deployments.step.failed");
            case SKIPPED -> Text.of("deployments.step.skipped");
        };
    }
}
