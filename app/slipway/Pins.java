package slipway;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Semaphore;

import slipway.base.Live;
import slipway.base.StudioException;
import slipway.deploy.Deployment;
import slipway.deploy.DeploymentState;
import slipway.deploy.Deployments;
import slipway.deploy.ImageUse;
import slipway.spec.Workspace;

/// Glue: the digest of the image that a deployment was proved with is written to its file, so that it stays the same
/// when the tag moves. Its own task.
final class Pins implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Pins.class.getName());

    private final Workspace workspace;
    private final Deployments deployments;
    private final Semaphore news = new Semaphore(1);
    private final Live.Subscription subscription;
    /// What was tried once is not tried again for the same revision.
    private final Set<String> tried = new HashSet<>();

    Pins(Workspace workspace, Deployments deployments) {
        this.workspace = workspace;
        this.deployments = deployments;
        this.subscription = deployments.all().onChange(news::release);
    }

    /// Runs until interrupted.
    void follow() throws InterruptedException {
        while (true) {
            news.acquire();
            news.drainPermits();
            deployments.all().get().forEach(this::pin);
        }
    }

    private void pin(Deployment deployment) {
        ImageUse use = deployment.image();
        String digest = use == null ? null : use.digestOf(deployment.spec().image());
        // what went back runs another image than its file says
        if (digest == null || deployment.past().back() || deployment.state() != DeploymentState.READY
                || !tried.add(deployment.id() + " " + deployment.revision()))
            return;
        String endpoint = deployment.spec().endpoint();
        String name = deployment.spec().name();
        boolean named = workspace.spec().get().deployment(endpoint, name)
                .filter(spec -> spec.slipway().imageDigest() == null).isPresent();
        if (!named) return;
        try {
            workspace.setImageDigest(endpoint, name, digest);
        } catch (StudioException e) {
            // it runs all the same; its file stays as it is
            LOG.log(System.Logger.Level.WARNING, deployment.id(), e);
        }
    }

    @Override
    public void close() {
        subscription.close();
    }
}
