package slipway.engine.docker;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import slipway.base.Tasks;
import slipway.build.FilesContext;
import slipway.engine.BuildSource;
import slipway.engine.ContainerSettings;
import slipway.engine.Images;
import slipway.engine.Workload;
import slipway.testkit.PrivateDaemon;
import slipway.testkit.TestDocker;

import static org.awaitility.Awaitility.await;

/// A studio's engine on a daemon of the test's own, which the test stops, kills, freezes and starves.
record OwnEngine(PrivateDaemon daemon, Tasks tasks, DockerLink link, DockerEngine engine) implements AutoCloseable {
    private static final DockerLink.Pace PACE = new DockerLink.Pace(Duration.ofMillis(300), Duration.ofMillis(100),
            Duration.ofMillis(500));
    static final Duration BACK = Duration.ofSeconds(30);

    static OwnEngine open(PrivateDaemon.Setup setup) {
        PrivateDaemon daemon = PrivateDaemon.open(setup);
        var tasks = new Tasks();
        DockerLink link = DockerLink.find(tasks, () -> List.of(new DockerAddress(daemon.host(), "test", null)), PACE);
        var own = new OwnEngine(daemon, tasks, link, new DockerEngine(link, TestDocker.prefix(), tasks));
        own.becomes(LinkState.Kind.CONNECTED);
        return own;
    }

    void becomes(LinkState.Kind kind) {
        await().atMost(BACK).until(() -> link.state().get().kind() == kind);
    }

    /// A workload that runs `script` in a shell.
    static Workload script(String script) {
        return new Workload("iris/blue", 0, 1, List.of(), Map.of(), null, 0, 0, null,
                new ContainerSettings(TestDocker.busybox(), List.of(), List.of("sh", "-c", script), 8080, 8080,
                        "/model", 0, null, ContainerSettings.NETWORK_DEFAULT, null, "spec-1"));
    }

    /// A build of a Dockerfile alone that begins from the image of the tests.
    Images.Build build(String tag, String steps, List<String> output) {
        BuildSource context = new FilesContext("FROM " + TestDocker.busybox() + "\n" + steps + "\n");
        return new Images.Build(context, "Dockerfile", List.of(tag), Map.of(), Map.of(), null, null, true,
                Images.Builder.AUTO,
                output::add);
    }

    /// Containers of any kind that are there, running or not.
    String containers() {
        return daemon.docker("ps", "-aq", "--no-trunc").text();
    }

    @Override
    public void close() {
        engine.close();
        link.close();
        tasks.close();
        daemon.close();
    }
}
