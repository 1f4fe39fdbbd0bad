package slipway;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

import slipway.base.Live;
import slipway.catalog.Model;
import slipway.deploy.Deployment;
import slipway.deploy.Deployments;
import slipway.deploy.Past;
import slipway.engine.Engine;
import slipway.engine.Engines;
import slipway.engine.SwarmView;
import slipway.store.RunFile;
import slipway.traffic.Access;
import slipway.traffic.EndpointView;
import slipway.traffic.Gateway;
import slipway.traffic.Tokens;

/// Writes [RunFile] after changes, so that `ps`, `invoke`, `load` and `down` in another terminal know what runs. Its
/// own task; bursts become one write.
final class Published implements AutoCloseable {
    private static final ProcessHandle SELF = ProcessHandle.current();
    /// Asked once: the system is read for it, and news comes every second.
    private static final long STARTED = SELF.info().startInstant().map(Instant::toEpochMilli).orElse(0L);

    private final Path state;
    private final Gateway gateway;
    private final Deployments deployments;
    private final Live<SwarmView> swarm;
    private final Semaphore news = new Semaphore(1);
    private final List<Live.Subscription> subscriptions;
    private final ReentrantLock writing = new ReentrantLock();
    private boolean closed;

    Published(Path state, Gateway gateway, Deployments deployments, Engines engines) {
        this.state = state;
        this.gateway = gateway;
        this.deployments = deployments;
        this.swarm = swarm(engines);
        subscriptions = List.of(gateway.endpoints().onChange(news::release), deployments.all().onChange(news::release),
                swarm.onChange(news::release));
    }

    private static Live<SwarmView> swarm(Engines engines) {
        for (Engine each : engines.all()) {
            Live<SwarmView> swarm = each.swarm();
            if (swarm != null) return swarm;
        }
        return new Live<>(SwarmView.NONE);
    }

    /// Runs until interrupted or closed.
    void follow() throws InterruptedException {
        RunFile last = null;
        while (true) {
            news.acquire();
            news.drainPermits();
            RunFile now = now();
            // usage and probes change all the time; what others read does not
            if (now.equals(last)) continue;
            if (!write(now)) return;
            last = now;
        }
    }

    /// Nothing, and false, once it is closed: who runs no more must not be named again.
    private boolean write(RunFile file) {
        writing.lock();
        try {
            if (!closed) file.write(state);
            return !closed;
        } finally {
            writing.unlock();
        }
    }

    private RunFile now() {
        return new RunFile(SELF.pid(), STARTED,
                gateway.endpoints().get().stream().filter(view -> view.problem() == null).map(Published::run).toList(),
                deployments.all().get().stream().map(this::run).toList(), gateway.metricsUrl());
    }

    private static RunFile.EndpointRun run(EndpointView view) {
        Access access = view.policy().access();
        Tokens tokens = access == null ? null : access.tokens();
        return new RunFile.EndpointRun(view.name(), view.url(), tokens == null ? view.policy().key() : null,
                view.policy().weights(), tokens == null ? null : tokens.secret());
    }

    private RunFile.DeploymentRun run(Deployment deployment) {
        var problem = deployment.problem();
        Model model = deployment.model();
        return new RunFile.DeploymentRun(deployment.spec().endpoint(), deployment.spec().name(),
                deployment.state().word(), deployment.urls().isEmpty() ? null : deployment.urls().getFirst().toString(),
                deployment.engine(), deployment.pids(), deployment.revision(), deployment.restarts(),
                deployment.since().toEpochMilli(), problem == null ? null : problem.what(),
                deployment.contract().isEmpty() ? null : deployment.contract(),
                model == null ? null : model.path().toString(),
                new RunFile.Servers(deployment.urls().size(), wanted(deployment), nodes(deployment.id())),
                past(deployment.past()));
    }

    private static RunFile.@Nullable Past past(Past past) {
        Past.Earlier earlier = past.earlier();
        if (earlier == null) return past.back() ? new RunFile.Past(true, 0, null, "", List.of(), 0) : null;
        return new RunFile.Past(past.back(), earlier.revision(), earlier.image(), earlier.model(),
                earlier.environment(), earlier.replicas());
    }

    private int wanted(Deployment deployment) {
        if (deployment.state().kept()) return deployments.replicas(deployment.id());
        return deployment.state().active() ? Math.max(1, deployment.spec().instanceCount()) : 0;
    }

    private SortedMap<String, Integer> nodes(String id) {
        var nodes = new TreeMap<String, Integer>();
        swarm.get().tasks().stream().filter(each -> each.serves() && each.key().equals(id))
                .forEach(each -> nodes.merge(each.node(), 1, Integer::sum));
        return nodes;
    }

    @Override
    public void close() {
        subscriptions.forEach(Live.Subscription::close);
        writing.lock();
        try {
            closed = true;
            new RunFile(0, 0, List.of(), List.of()).write(state);
        } finally {
            writing.unlock();
        }
    }
}
