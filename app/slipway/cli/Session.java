package slipway.cli;

import slipway.base.Activity;
import slipway.base.Tasks;
import slipway.deploy.Deployments;
import slipway.spec.Workspace;
import slipway.traffic.Gateway;

/// An open workspace, as the composition root hands it to a command; closing drains and stops what it runs.
public record Session(Tasks tasks, Activity activity, Workspace workspace, Deployments deployments, Gateway gateway,
        Runnable closer) implements AutoCloseable {
    @Override
    public void close() {
        closer.run();
    }
}
