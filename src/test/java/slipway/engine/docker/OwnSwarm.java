package slipway.engine.docker;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import slipway.base.Tasks;
import slipway.engine.ContainerSettings;
import slipway.engine.Placement;
import slipway.engine.Workload;
import slipway.testkit.TestDocker;
import slipway.testkit.TwoNodeSwarm;

import static org.awaitility.Awaitility.await;

/// A studio's swarm engine on two engines of the test's own.
record OwnSwarm(TwoNodeSwarm swarm, String image, Tasks tasks, SwarmEngine engine) implements AutoCloseable {
    private static final DockerLink.Pace PACE = new DockerLink.Pace(Duration.ofMillis(300), Duration.ofMillis(100),
            Duration.ofMillis(500));

    static OwnSwarm open() {
        TwoNodeSwarm swarm = TwoNodeSwarm.open();
        var tasks = new Tasks();
        try {
            return new OwnSwarm(swarm, swarm.image(), tasks, engine(swarm, tasks));
        } catch (RuntimeException e) {
            tasks.close();
            swarm.close();
            throw e;
        }
    }

    private static SwarmEngine engine(TwoNodeSwarm swarm, Tasks tasks) {
        DockerLink link = DockerLink.find(tasks, () -> List.of(new DockerAddress(swarm.host(), "test", null)), PACE);
        var engine = new SwarmEngine(link, new ContainerLabels(TestDocker.prefix(), ""), tasks);
        await().atMost(Duration.ofSeconds(60)).until(() -> engine.info().available());
        return engine;
    }

    /// Another engine of the same workspace, as that of the next studio.
    SwarmEngine next() {
        return engine(swarm, tasks);
    }

    /// A server of `/live` whose page says `said`, with a health check that asks for it.
    Workload server(int replicas, long revision, String said) {
        return script(replicas, revision,
                "mkdir -p /tmp/w; echo alive > /tmp/w/live; echo " + said + " > /tmp/w/said; echo begins; "
                        + "exec httpd -f -p 8080 -h /tmp/w");
    }

    Workload script(int replicas, long revision, String script) {
        var health = new ContainerSettings.HealthCheck("/live", Duration.ofSeconds(60), Duration.ofSeconds(1),
                Duration.ofSeconds(15), 3);
        return new Workload("iris/blue", 0, revision, List.of(), Map.of("PORT", "${port}"), null, 0, 64 << 20, null,
                new ContainerSettings(image, List.of(), List.of("sh", "-c", script), 8080, 8080, "/model", 0, null,
                        ContainerSettings.NETWORK_DEFAULT, health, "spec-" + revision))
                .times(replicas);
    }

    static Workload placed(Workload workload, Placement where) {
        ContainerSettings settings = Objects.requireNonNull(workload.container()).placed(where);
        return new Workload(workload.key(), 0, workload.revision(), List.of(), workload.environment(), null, 0,
                workload.memoryBytes(), null, settings, workload.replicas());
    }

    @Override
    public void close() {
        engine.close();
        tasks.close();
        swarm.close();
    }
}
