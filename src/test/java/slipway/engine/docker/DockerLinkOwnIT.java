package slipway.engine.docker;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import com.github.dockerjava.api.model.Event;
import org.junit.jupiter.api.Test;

import slipway.base.Progress;
import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.build.FilesContext;
import slipway.engine.Images;
import slipway.testkit.NeedsDocker;
import slipway.testkit.PrivateDaemon;
import slipway.testkit.TestDocker;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// A real engine that is frozen, thawed, killed and started again.
@NeedsDocker(NeedsDocker.What.OWN)
class DockerLinkOwnIT {
    private static final DockerLink.Pace PACE = new DockerLink.Pace(Duration.ofMillis(300), Duration.ofMillis(100),
            Duration.ofMillis(500));
    private static final Duration SOON = Duration.ofSeconds(30);

    @Test
    void frozenThenThawedThenKilledThenStarted() throws Exception {
        var tasks = new Tasks();
        try (PrivateDaemon daemon = PrivateDaemon.open(PrivateDaemon.Setup.PLAIN);
                DockerLink link = DockerLink.find(tasks,
                        () -> List.of(new DockerAddress(daemon.host(), "test", null)), PACE)) {
            becomes(link, LinkState.Kind.CONNECTED);
            var events = new EngineStream<Event>(event -> {});
            link.streams().eventsCmd().exec(events);

            daemon.pause();
            long begin = System.nanoTime();
            var hung = assertThrows(StudioException.class, () -> link.call("docker ps", Duration.ofSeconds(1),
                    client -> client.listContainersCmd().exec()));
            assertEquals("docker.hung", hung.problem().code());
            assertTrue(System.nanoTime() - begin < 3_000_000_000L, "no call waits longer than its limit");
            becomes(link, LinkState.Kind.HUNG);
            daemon.resume();
            becomes(link, LinkState.Kind.CONNECTED);
            assertEquals(List.of(), link.call("docker ps", client -> client.listContainersCmd().exec()));
            assertEquals(false, events.await(1), "a stream outlives a pause of the engine");

            daemon.kill();
            becomes(link, LinkState.Kind.DOWN);
            assertEquals(EngineStream.Kind.FAILED, events.await().kind());
            daemon.start();
            becomes(link, LinkState.Kind.CONNECTED);
            assertEquals(List.of(), link.call("docker ps", client -> client.listContainersCmd().exec()));
        } finally {
            tasks.close();
        }
    }

    /// Faster than any heartbeat can see: nothing that was open before may be in the way afterwards.
    @Test
    void anEngineThatWasRestartedInAMomentIsAskedAsIfNothingHadBeen() throws Exception {
        try (PrivateDaemon daemon = PrivateDaemon.open(PrivateDaemon.Setup.PLAIN);
                DockerLink link = DockerLink.open(new DockerAddress(daemon.host(), "test", null))) {
            // what may not be asked twice, so that nobody repeats it under the hood
            Callable<String> create = () -> link.call("docker create",
                    client -> client.createContainerCmd(TestDocker.busybox()).exec()).getId();
            for (int round = 0; round < 3; round++) {
                // several at once, so that a pool of connections would be warm
                var made = IntStream.range(0, 8).mapToObj(i -> CompletableFuture.supplyAsync(() -> called(create)))
                        .toList();
                made.forEach(one -> assertEquals(64, one.join().length()));
                int there = link.call("docker ps", client -> client.listContainersCmd().withShowAll(true).exec())
                        .size();
                assertEquals(8 * (round + 1), there);
                new DockerImages(link).build(build(), Progress.NONE);
                daemon.stop();
                daemon.start();
            }
        }
    }

    private static String called(Callable<String> create) {
        try {
            return create.call();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static Images.Build build() {
        return new Images.Build(new FilesContext("FROM " + TestDocker.busybox() + "\nRUN echo fine\n"), "Dockerfile",
                List.of("after:1"), Map.of(), Map.of(), null, null, true, Images.Builder.AUTO, line -> {});
    }

    private static void becomes(DockerLink link, LinkState.Kind kind) {
        await().atMost(SOON).until(() -> link.state().get().kind() == kind);
    }
}
