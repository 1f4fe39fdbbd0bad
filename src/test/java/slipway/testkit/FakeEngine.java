package slipway.testkit;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

import slipway.base.Live;
import slipway.base.Problem;
import slipway.base.Progress;
import slipway.engine.Engine;
import slipway.engine.EngineContexts;
import slipway.engine.EngineInfo;
import slipway.engine.Gpu;
import slipway.engine.Images;
import slipway.engine.Instance;
import slipway.engine.SwarmView;
import slipway.engine.Workload;

/// An engine for tests of the window: its state is what a test sets, and it runs nothing.
public final class FakeEngine implements Engine {
    public final Live<EngineInfo> info;
    public volatile @Nullable Images images;
    public volatile @Nullable EngineContexts contexts;
    public volatile @Nullable Live<SwarmView> swarm;
    public volatile boolean replicates;
    public final FakeLeftOvers left = new FakeLeftOvers();
    public final AtomicInteger reconnects = new AtomicInteger();

    public FakeEngine(EngineInfo first, @Nullable Images images) {
        info = new Live<>(first);
        this.images = images;
    }

    public static FakeEngine embedded() {
        return new FakeEngine(new EngineInfo("embedded", "Embedded engine", true, "Local processes · Java 25"), null);
    }

    public static FakeEngine docker(@Nullable Images images) {
        return new FakeEngine(connected(), images);
    }

    /// Connected to a manager; what is behind it is for the test to set.
    public static FakeEngine swarm(SwarmView view) {
        var engine = new FakeEngine(new EngineInfo("swarm", "Swarm · 3 nodes", true, "3 of 3 nodes take tasks"), null);
        engine.swarm = new Live<>(view);
        return engine;
    }

    /// Connected, with two GPUs.
    public static EngineInfo connected() {
        return new EngineInfo("docker", "Docker 28.3 · API 1.51 · 2 GPUs", true,
                "unix:///var/run/docker.sock · standard socket", EngineInfo.State.CONNECTED, null,
                List.of("DOCKER_HOST: not set", "context default: /var/run/docker.sock answers"),
                List.of(new Gpu(0, "NVIDIA L4", "GPU-5f1c0d2e-11aa", 24_000_000_000L, 6_100_000_000L, 31, "570.86",
                        null), new Gpu(1, "NVIDIA L4", "GPU-9b3e77c0-22bb", 24_000_000_000L, 0, 0, "570.86", null)));
    }

    public static EngineInfo down(EngineInfo.State state, Problem problem) {
        return new EngineInfo("docker", "Docker", false, problem.what(), state, problem,
                List.of("DOCKER_HOST: not set", "context default: /var/run/docker.sock: connection refused",
                        "rootless: /run/user/1000/docker.sock is not there"),
                List.of());
    }

    @Override
    public String id() {
        return info.get().id();
    }

    @Override
    public EngineInfo info() {
        return info.get();
    }

    @Override
    public Live<EngineInfo> live() {
        return info;
    }

    @Override
    public @Nullable EngineContexts contexts() {
        return contexts;
    }

    @Override
    public @Nullable Live<SwarmView> swarm() {
        return swarm;
    }

    @Override
    public boolean replicates() {
        return replicates;
    }

    @Override
    public void reconnect() {
        reconnects.incrementAndGet();
    }

    @Override
    public @Nullable Images images() {
        return images;
    }

    @Override
    public FakeLeftOvers leftOvers() {
        return left;
    }

    @Override
    public Instance launch(Workload workload, Progress progress) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Instance> adopt() {
        return List.of();
    }

    @Override
    public void close() {}
}
