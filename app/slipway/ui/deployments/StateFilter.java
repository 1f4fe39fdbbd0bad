package slipway.ui.deployments;

import java.util.List;

import slipway.base.Text;
import slipway.deploy.Deployment;

/// The chips over the table: which deployments are listed.
enum StateFilter {
    ALL, READY, STARTING, FAILED, STOPPED;

    boolean takes(Deployment deployment) {
        return this == ALL || this == of(deployment);
    }

    /// The chip a deployment counts under: one that answers badly counts as failed, because someone must look at it.
    static StateFilter of(Deployment deployment) {
        return switch (deployment.state()) {
            case READY, ASLEEP -> READY;
            case QUEUED, PREPARING, STARTING -> STARTING;
            case UNHEALTHY, FAILED -> FAILED;
            case STOPPING, STOPPED -> STOPPED;
        };
    }

    long count(List<Deployment> all) {
        return all.stream().filter(this::takes).count();
    }

    String word() {
        return switch (this) {
            case ALL -> Text.of("deployments.filter.all");
            case READY -> Text.of("deployments.filter.ready");
            case STARTING -> Text.of("deployments.filter.starting");
            case FAILED -> Text.of("deployments.filter.failed");
            case STOPPED -> Text.of("deployments.filter.stopped");
        };
    }
}
