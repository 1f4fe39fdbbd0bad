package slipway.ui.deployments;

import java.util.ArrayList;
import java.util.List;

import slipway.base.Text;
import slipway.deploy.Deployment;
import slipway.deploy.Past;
import slipway.spec.DeploymentSpec;
import slipway.spec.EndpointSpec;
import slipway.spec.Workspace;
import slipway.spec.WorkspaceSpec;
import slipway.ui.Asker;
import slipway.ui.Desk;
import slipway.ui.ExportDialogs;
import slipway.ui.widget.CopyLabel;

/// What can be done to a deployment in the state it is in, and the doing of it: asked first where something would be
/// lost, refused with the way out where live traffic would suffer. FX thread.
final class DeploymentActs {
    enum Act {
        START("fth-play"), RETRY("fth-play"), RESTART("fth-refresh-cw"), STOP("fth-square"), CANCEL("fth-x"),
        ROLL_BACK("fth-rotate-ccw"), EXPORT("fth-upload-cloud"), DELETE("fth-trash-2");

        private final String icon;

        Act(String icon) {
            this.icon = icon;
        }

        String icon() {
            return icon;
        }

        String text() {
            return switch (this) {
                case START -> Text.of("deployments.act.start");
                case RETRY -> Text.of("deployments.act.retry");
                case RESTART -> Text.of("deployments.act.restart");
                case STOP -> Text.of("deployments.act.stop");
                case CANCEL -> Text.of("deployments.act.cancel");
                case ROLL_BACK -> Text.of("deployments.act.roll-back");
                case EXPORT -> Text.of("exportview.button");
                case DELETE -> Text.of("deployments.act.delete");
            };
        }
    }

    /// Share of an endpoint's requests that goes to a deployment, in percent.
    record Share(int live, int mirror) {
        boolean none() {
            return live == 0 && mirror == 0;
        }
    }

    private final Desk desk;
    private final Fleet deployments;
    private final Workspace workspace;
    private final Asker asker;
    private final ExportDialogs exports;

    DeploymentActs(Desk desk, Fleet deployments, Workspace workspace, Asker asker, ExportDialogs exports) {
        this.desk = desk;
        this.deployments = deployments;
        this.workspace = workspace;
        this.asker = asker;
        this.exports = exports;
    }

    /// What fits, the most likely first.
    static List<Act> fitting(Deployment deployment) {
        var acts = new ArrayList<Act>(switch (deployment.state()) {
            case READY, UNHEALTHY, ASLEEP -> List.of(Act.RESTART, Act.STOP, Act.EXPORT, Act.DELETE);
            case QUEUED, PREPARING, STARTING -> List.of(Act.CANCEL, Act.EXPORT);
            case STOPPING -> List.of(Act.EXPORT);
            case STOPPED -> List.of(Act.START, Act.EXPORT, Act.DELETE);
            case FAILED -> List.of(Act.RETRY, Act.EXPORT, Act.DELETE);
        });
        if (deployment.state().mayGoBack() && deployment.past().earlier() != null)
            acts.add(acts.indexOf(Act.EXPORT), Act.ROLL_BACK);
        return acts;
    }

    /// Runs `act` where it fits the state; otherwise nothing happens.
    void run(Act act, Deployment deployment) {
        if (!fitting(deployment).contains(act)) return;
        switch (act) {
            case START, RETRY -> start(deployment);
            case RESTART -> quietly(() -> deployments.restart(deployment.id()));
            case STOP -> stop(deployment);
            case CANCEL -> quietly(() -> deployments.cancel(deployment.id()));
            case ROLL_BACK -> rollBack(deployment);
            case EXPORT -> exports.open(deployment.spec().endpoint(), deployment.spec().name());
            case DELETE -> delete(deployment);
        }
    }

    /// What the endpoint's file sends to `deployment`.
    Share share(DeploymentSpec deployment) {
        return share(workspace.spec().get(), deployment);
    }

    static Share share(WorkspaceSpec all, DeploymentSpec deployment) {
        EndpointSpec endpoint = all.endpoint(deployment.endpoint()).map(WorkspaceSpec.EndpointFolder::spec)
                .orElse(null);
        if (endpoint == null) return new Share(0, 0);
        return new Share(endpoint.traffic().getOrDefault(deployment.name(), 0),
                endpoint.mirror().getOrDefault(deployment.name(), 0));
    }

    private void start(Deployment deployment) {
        // the file may have been mended since
        DeploymentSpec spec = workspace.spec().get().deployment(deployment.spec().endpoint(), deployment.spec().name())
                .orElse(deployment.spec());
        quietly(() -> deployments.start(spec));
    }

    /// Has what went back run what its file says again.
    void deployFile(Deployment deployment) {
        workspace.spec().get().deployment(deployment.spec().endpoint(), deployment.spec().name())
                .ifPresent(spec -> quietly(() -> deployments.deploy(spec)));
    }

    private void rollBack(Deployment deployment) {
        Past.Earlier earlier = deployment.past().earlier();
        if (earlier == null) return;
        asker.ask(new Asker.Question(Text.of("deployments.back.title", deployment.id(), earlier.revision()),
                back(deployment, earlier), Text.of("deployments.back.yes"), false),
                () -> quietly(() -> deployments.rollBack(deployment.id(), earlier.revision())));
    }

    /// To what it would go back, without values that may be secret.
    private static String back(Deployment deployment, Past.Earlier earlier) {
        var lines = new ArrayList<String>();
        lines.add(Text.of("deployments.back.now", deployment.revision(), earlier.revision()));
        lines.add("• " + earlier.model());
        if (earlier.image() != null)
            lines.add("• " + Text.of("deployments.back.image", CopyLabel.shortDigest(earlier.image())));
        lines.add("• " + (earlier.environment().isEmpty()
                ? Text.of("deployments.back.no-environment")
                : Text.of("deployments.back.environment", String.join(", ", earlier.environment()))));
        lines.add("• " + Text.of("deployments.back.replicas", earlier.replicas()));
        lines.add("");
        lines.add(Text.of("deployments.back.file"));
        return String.join("\n", lines);
    }

    private void stop(Deployment deployment) {
        Share share = share(deployment.spec());
        Runnable go = () -> desk.work().run(() -> deployments.stop(deployment.id()),
                () -> desk.notices().undoable(Text.of("deployments.stopped", deployment.id()),
                        () -> start(deployment)));
        if (share.live() == 0) {
            go.run();
        } else {
            asker.ask(new Asker.Question(Text.of("deployments.stop.title", deployment.id()),
                    Text.of("deployments.stop.text", share.live(), deployment.spec().endpoint()), Act.STOP.text(),
                    true), go);
        }
    }

    private void delete(Deployment deployment) {
        DeploymentSpec spec = deployment.spec();
        Share share = share(spec);
        if (!share.none()) {
            String text = share.live() > 0
                    ? Text.of("deployments.delete.live", share.live(), spec.endpoint(), spec.name())
                    : Text.of("deployments.delete.mirror", share.mirror(), spec.endpoint(), spec.name());
            asker.ask(new Asker.Question(Text.of("deployments.delete.refused", deployment.id()), text,
                    Text.of("deployments.delete.way-out", spec.endpoint()), false),
                    () -> desk.navigator().open("endpoints", spec.endpoint()));
            return;
        }
        asker.ask(new Asker.Question(Text.of("deployments.delete.title", deployment.id()),
                Text.of("deployments.delete.text", spec.endpoint(), spec.name()), Act.DELETE.text(), true),
                () -> desk.work().run(() -> {
                    // the file first: the workspace refuses where traffic came meanwhile, and nothing has happened yet
                    workspace.deleteDeployment(spec.endpoint(), spec.name());
                    deployments.remove(deployment.id());
                }, () -> desk.notices().done(Text.of("deployments.deleted", deployment.id()))));
    }

    private void quietly(Runnable body) {
        desk.work().run(body::run, () -> {});
    }
}
