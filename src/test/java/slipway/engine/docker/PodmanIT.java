package slipway.engine.docker;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import slipway.base.Progress;
import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.base.Text;
import slipway.engine.ContainerFacts;
import slipway.engine.Instance;
import slipway.engine.Workload;
import slipway.testkit.NeedsDocker;
import slipway.testkit.PodmanService;
import slipway.testkit.TestDocker;

import static java.util.Objects.requireNonNull;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// What a deployment needs of an engine, from Podman.
@NeedsDocker(NeedsDocker.What.PODMAN)
class PodmanIT {
    private static final Duration SOON = Duration.ofSeconds(30);

    @Test
    void aContainerIsLaunchedFollowedReadKilledAndStopped() throws Exception {
        try (var tasks = new Tasks();
                PodmanService podman = PodmanService.open();
                var engine = new DockerEngine(DockerLink.open(new DockerAddress(podman.host(), "test", null)),
                        TestDocker.prefix(), tasks)) {
            Instance counting = engine.launch(OwnEngine.script(
                    "i=0; while [ $i -lt 500 ]; do echo $i; i=$((i+1)); done; exit 3"), Progress.NONE);
            var lines = new ConcurrentLinkedQueue<String>();
            counting.follow((at, stderr, text) -> lines.add(text));
            await().atMost(SOON).until(() -> !counting.state().get().running());
            assertEquals(3, counting.state().get().exitCode());
            // a death is told within a second, whether the log has been read by then or not
            await().atMost(SOON).until(() -> lines.size() >= 500);
            assertEquals(IntStream.range(0, 500).mapToObj(String::valueOf).toList(), List.copyOf(lines));

            Instance server = engine.launch(OwnEngine.script("exec httpd -f -p ${port} -h /www"), Progress.NONE);
            // without systemd Podman makes no health checks: none is claimed
            assertEquals(ContainerFacts.Health.NONE, requireNonNull(server.container()).get().health());
            assertTrue(podman.docker("exec", ((DockerInstance) server).id(), "sh", "-c",
                    "printf 'GET /live HTTP/1.0\\r\\n\\r\\n' | nc 127.0.0.1 8080").text().contains("alive"));
            assertTrue(engine.info().detail().contains(Text.of("docker.podman.health")), "people are told");
            podman.docker("kill", ((DockerInstance) server).id());
            await().atMost(SOON).until(() -> !server.state().get().running());
            assertEquals(137, server.state().get().exitCode());

            Instance stopped = engine.launch(OwnEngine.script("exec httpd -f -p ${port} -h /www"), Progress.NONE);
            stopped.stop(Duration.ofSeconds(2));
            assertEquals(false, stopped.state().get().running());
            await().atMost(SOON).until(() -> podman.docker("ps", "-aq").text().isEmpty());
        }
    }

    @Test
    void anImageThatIsNotThereIsSaidAsOnDocker() throws Exception {
        try (var tasks = new Tasks();
                PodmanService podman = PodmanService.open();
                var engine = new DockerEngine(DockerLink.open(new DockerAddress(podman.host(), "test", null)),
                        TestDocker.prefix(), tasks)) {
            Workload known = OwnEngine.script("true");
            var settings = requireNonNull(known.container());
            var absent = new slipway.engine.ContainerSettings("localhost/slipway-test-nothing:1", List.of(), List.of(),
                    8080, 8080, "/model", 0, null, settings.network(), null, "spec-1");
            var refused = assertThrows(StudioException.class, () -> engine.launch(new Workload("iris/blue", 0, 1,
                    List.of(), Map.of(), null, 0, 0, null, absent), Progress.NONE));
            assertEquals("docker.no-such-image", refused.problem().code());
        }
    }
}
