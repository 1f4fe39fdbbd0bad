package slipway;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Semaphore;

import slipway.base.Live;
import slipway.catalog.Model;
import slipway.deploy.Deployment;
import slipway.deploy.Deployments;
import slipway.store.RunFile;
import slipway.traffic.Access;
import slipway.traffic.EndpointView;
import slipway.traffic.Gateway;
import slipway.traffic.Tokens;

/// Writes [RunFile] after changes, so that `ps`, `invoke`, `load` and `down` in another terminal know what runs. Its
/// own task; bursts become one write.
final class Published implements AutoCloseable {
    private final Path state;
    private final Gateway gateway;
    private final Deployments deployments;
    private final Semaphore news = new Semaphore(1);
    private final List<Live.Subscription> subscriptions;

    Published(Path state, Gateway gateway, Deployments deployments) {
        this.state = state;
        this.gateway = gateway;
        this.deployments = deployments;
        subscriptions = List.of(gateway.endpoints().onChange(news::release), deployments.all().onChange(news::release));
    }

    /// Runs until interrupted.
    void follow() throws InterruptedException {
        RunFile last = null;
        while (true) {
            news.acquire();
            news.drainPermits();
            RunFile now = now();
            // usage and probes change all the time; what others read does not
            if (now.equals(last)) continue;
            now.write(state);
            last = now;
        }
    }

    private RunFile now() {
        ProcessHandle self = ProcessHandle.current();
        long started = self.info().startInstant().map(java.time.Instant::toEpochMilli).orElse(0L);
        return new RunFile(self.pid(), started,
                gateway.endpoints().get().stream().filter(view -> view.problem() == null).map(Published::run).toList(),
                deployments.all().get().stream().map(Published::run).toList(), gateway.metricsUrl());
    }

    private static RunFile.EndpointRun run(EndpointView view) {
        Access access = view.policy().access();
        Tokens tokens = access == null ? null : access.tokens();
        return new RunFile.EndpointRun(view.name(), view.url(), tokens == null ? view.policy().key() : null,
                view.policy().weights(), tokens == null ? null : tokens.secret());
    }

    private static RunFile.DeploymentRun run(Deployment deployment) {
        var problem = deployment.problem();
        Model model = deployment.model();
        return new RunFile.DeploymentRun(deployment.spec().endpoint(), deployment.spec().name(),
                deployment.state().word(), deployment.urls().isEmpty() ? null : deployment.urls().getFirst().toString(),
                deployment.engine(), deployment.pids(), deployment.revision(), deployment.restarts(),
                deployment.since().toEpochMilli(), problem == null ? null : problem.what(),
                deployment.contract().isEmpty() ? null : deployment.contract(),
                model == null ? null : model.path().toString());
    }

    @Override
    public void close() {
        subscriptions.forEach(Live.Subscription::close);
        new RunFile(0, 0, List.of(), List.of()).write(state);
    }
}
