package slipway.ui.deployments;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import javafx.scene.layout.VBox;

import org.jspecify.annotations.Nullable;

import slipway.base.Problem;
import slipway.base.Text;
import slipway.deploy.Deployment;
import slipway.deploy.DeploymentState;
import slipway.deploy.Reach;
import slipway.engine.Listening;
import slipway.spec.Workspace;
import slipway.ui.Desk;
import slipway.ui.widget.Labels;
import slipway.ui.widget.ProblemBanner;

/// On which ports a deployment's server listens, looked at while it is shown; where nobody is there to answer, what
/// to do, with a button that sets the port. FX thread.
final class ReachView extends VBox {
    private static final Duration OFTEN = Duration.ofSeconds(3);
    private static final Duration SELDOM = Duration.ofSeconds(30);

    private final Desk desk;
    private final Fleet deployments;
    private final Workspace workspace;
    private @Nullable Deployment shown;
    private List<Listening> seen = List.of();
    private long lookedNanos;
    private boolean looking;

    ReachView(Desk desk, Fleet deployments, Workspace workspace) {
        super(8);
        this.desk = desk;
        this.deployments = deployments;
        this.workspace = workspace;
        setId("health-listening");
    }

    void show(Deployment deployment) {
        boolean other = shown == null || !shown.id().equals(deployment.id());
        shown = deployment;
        if (other) seen = List.of();
        boolean calm = deployment.state() == DeploymentState.READY;
        long age = System.nanoTime() - lookedNanos;
        if (other || age > (calm ? SELDOM : OFTEN).toNanos()) look();
        fill();
    }

    /// Looks now.
    void look() {
        Deployment of = shown;
        if (of == null || looking) return;
        looking = true;
        lookedNanos = System.nanoTime();
        var found = new AtomicReference<>(seen);
        desk.work().run(() -> found.set(deployments.listening(of.id())), () -> {
            looking = false;
            if (shown == null || !shown.id().equals(of.id())) return;
            seen = found.get();
            fill();
        });
    }

    private void fill() {
        getChildren().clear();
        Deployment of = shown;
        if (of == null) return;
        Problem problem = problem(of);
        if (problem != null) {
            getChildren().add(banner(desk, workspace, of, problem));
            return;
        }
        List<Listening> known = seen.stream().filter(Listening::known).toList();
        if (!known.isEmpty()) {
            getChildren().add(Labels.wrapped(Text.of("notify.listens", String.join(" · ", known.stream()
                    .map(each -> each.listeners().isEmpty() ? Text.of("notify.listens.nowhere") : each.text())
                    .toList()), known.getFirst().probed()), "muted"));
        } else if (of.state() == DeploymentState.READY || of.state() == DeploymentState.UNHEALTHY) {
            getChildren().add(Labels.wrapped(Text.of("notify.listens.unknown"), "muted"));
        }
    }

    /// What was said when it failed, else what is seen now.
    private @Nullable Problem problem(Deployment of) {
        if (Reach.says(of.problem())) return of.problem();
        if (of.state() == DeploymentState.READY) return null;
        for (Listening each : seen) {
            Problem found = Reach.problem(of.id(), each, true, Text.of("notify.listens.probe"));
            if (found != null) return found;
        }
        return null;
    }

    /// `problem` with the button that ends it, where setting a port does.
    static ProblemBanner banner(Desk desk, Workspace workspace, Deployment of, Problem problem) {
        var banner = new ProblemBanner(problem, desk.notices()::copied);
        mend(banner, desk, workspace, of, problem);
        return banner;
    }

    static void mend(ProblemBanner banner, Desk desk, Workspace workspace, Deployment of, Problem problem) {
        int port = Reach.remedy(problem);
        if (port == 0) return;
        banner.action(Text.of("notify.set-port", port), () -> desk.work().run(
                () -> workspace.setPort(of.spec().endpoint(), of.spec().name(), Reach.asked(problem), port),
                () -> desk.notices().done(Text.of("notify.port-set", of.id(), port))));
    }
}
