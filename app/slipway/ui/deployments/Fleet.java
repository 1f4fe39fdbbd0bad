package slipway.ui.deployments;

import java.util.List;

import org.jspecify.annotations.Nullable;

import slipway.base.Live;
import slipway.deploy.Deployment;
import slipway.deploy.Deployments;
import slipway.engine.ContainerFacts;
import slipway.engine.Engine;
import slipway.engine.Engines;
import slipway.engine.GpuFacts;
import slipway.engine.Listening;
import slipway.engine.SwarmView;
import slipway.engine.Usage;
import slipway.engine.docker.DockerEngine;
import slipway.engine.docker.EngineCalls;
import slipway.observe.Health;
import slipway.observe.LogBook;
import slipway.observe.LogBuffer;
import slipway.spec.DeploymentSpec;

/// What the page needs of [Deployments], so that its tests need no engine.
interface Fleet {
    Live<List<Deployment>> all();

    LogBuffer logs(String id);

    /// The whole log, with the archive behind what is in memory.
    default LogBook book(String id) {
        return LogBook.of(id, logs(id));
    }

    List<Usage> usage(String id);

    /// What its engine tells of its containers; empty elsewhere.
    List<ContainerFacts> containers(String id);

    /// How far it is known that its containers have the GPUs they asked for.
    List<GpuFacts> gpus(String id);

    /// What was asked of container engines lately, newest first.
    List<EngineCalls.Call> calls();

    /// The swarm behind the engine of this id; null for one without.
    @Nullable
    Live<SwarmView> swarm(String engine);

    /// Where its servers listen, looked at now; blocks.
    List<Listening> listening(String id) throws InterruptedException;

    /// Asks its servers now whether they are alive, ready and predict; blocks.
    List<Health.Probed> probeNow(String id) throws InterruptedException;

    void deploy(DeploymentSpec spec);

    /// As [#deploy], but what went back from `spec` goes on with what it went back to.
    void start(DeploymentSpec spec);

    /// Has the revision before, which is `revision`, run again.
    void rollBack(String id, long revision);

    void stop(String id);

    void restart(String id);

    void cancel(String id);

    void remove(String id) throws InterruptedException;

    static Fleet of(Deployments deployments, Engines engines) {
        return new Fleet() {
            @Override
            public Live<List<Deployment>> all() {
                return deployments.all();
            }

            @Override
            public LogBuffer logs(String id) {
                return deployments.logs(id);
            }

            @Override
            public LogBook book(String id) {
                return deployments.book(id);
            }

            @Override
            public List<Usage> usage(String id) {
                return deployments.usage(id);
            }

            @Override
            public List<ContainerFacts> containers(String id) {
                return deployments.containers(id);
            }

            @Override
            public List<GpuFacts> gpus(String id) {
                return deployments.gpus(id);
            }

            @Override
            public List<EngineCalls.Call> calls() {
                return engines.all().stream().filter(DockerEngine.class::isInstance).map(DockerEngine.class::cast)
                        .findFirst().map(docker -> docker.calls().all().get()).orElse(List.of());
            }

            @Override
            public @Nullable Live<SwarmView> swarm(String engine) {
                return engines.byId(engine).map(Engine::swarm).orElse(null);
            }

            @Override
            public List<Listening> listening(String id) throws InterruptedException {
                return deployments.listening(id);
            }

            @Override
            public List<Health.Probed> probeNow(String id) throws InterruptedException {
                return deployments.probeNow(id);
            }

            @Override
            public void deploy(DeploymentSpec spec) {
                deployments.deploy(spec);
            }

            @Override
            public void start(DeploymentSpec spec) {
                deployments.start(spec);
            }

            @Override
            public void rollBack(String id, long revision) {
                deployments.rollBack(id, revision);
            }

            @Override
            public void stop(String id) {
                deployments.stop(id);
            }

            @Override
            public void restart(String id) {
                deployments.restart(id);
            }

            @Override
            public void cancel(String id) {
                deployments.cancel(id);
            }

            @Override
            public void remove(String id) throws InterruptedException {
                deployments.remove(id);
            }
        };
    }
}
