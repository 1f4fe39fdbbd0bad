package slipway.engine.docker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import slipway.base.Progress;
import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.engine.Instance;
import slipway.engine.InstanceState;
import slipway.testkit.NeedsDocker;
import slipway.testkit.PrivateDaemon;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// The engine is stopped, killed and frozen while something is under way: a message for each, nothing lost, nothing
/// left behind.
@NeedsDocker(NeedsDocker.What.OWN)
class EngineKilledIT {
    private static final String COUNT = "i=0; while [ $i -lt 2000 ]; do echo $i; i=$((i+1)); "
            + "[ $((i%50)) = 0 ] && sleep 0.1; done; sleep 1000";

    private static void harm(PrivateDaemon daemon, String how) {
        switch (how) {
            case "stop" -> daemon.stop();
            case "kill" -> daemon.kill();
            default -> daemon.pause();
        }
    }

    private static void heal(PrivateDaemon daemon, String how) {
        if (how.equals("freeze")) daemon.resume();
        else
            daemon.start();
    }

    /// What `work` failed with, run on a task of its own.
    private static CompletableFuture<StudioException> failing(OwnEngine own, Tasks.Body work) {
        var failure = new CompletableFuture<StudioException>();
        own.tasks().quiet("under way", progress -> {
            try {
                work.run(progress);
                failure.completeExceptionally(new AssertionError("it went well"));
            } catch (StudioException e) {
                failure.complete(e);
            }
        });
        return failure;
    }

    @ParameterizedTest
    @ValueSource(strings = {"stop", "kill", "freeze"})
    void aLogGoesOnAndEachLineComesOnce(String how) throws Exception {
        try (OwnEngine own = OwnEngine.open(PrivateDaemon.Setup.LIVE_RESTORE)) {
            Instance instance = own.engine().launch(OwnEngine.script(COUNT), Progress.NONE);
            List<String> lines = Collections.synchronizedList(new ArrayList<>());
            instance.follow((at, stderr, text) -> lines.add(text));
            await().until(() -> lines.size() > 500);
            harm(own.daemon(), how);
            own.becomes(how.equals("freeze") ? LinkState.Kind.HUNG : LinkState.Kind.DOWN);
            assertEquals(InstanceState.RUNNING, instance.state().get(), "nobody knows otherwise");
            heal(own.daemon(), how);
            own.becomes(LinkState.Kind.CONNECTED);
            await().atMost(OwnEngine.BACK).until(() -> lines.contains("1999"));
            String id = ((DockerInstance) instance).id();
            // what the engine itself kept: killed, it may not have written down what it had just read
            assertEquals(own.daemon().docker("logs", id).text().lines().toList(), List.copyOf(lines));
            assertEquals(new HashSet<>(lines).size(), lines.size());
            counted(lines, how.equals("kill"));
            assertEquals(InstanceState.RUNNING, instance.state().get());
            instance.stop(Duration.ofSeconds(1));
            assertEquals("", own.containers());
        }
    }

    /// Compares with what the container printed: its numbers in their order, each once and none missing. A killed engine
    /// may lose what it had read and not yet written down: one gap, shorter than what is printed at a time.
    private static void counted(List<String> lines, boolean killed) {
        List<Integer> numbers = List.copyOf(lines).stream().map(Integer::valueOf).toList();
        int gaps = 0;
        int expected = 0;
        for (int number : numbers) {
            assertTrue(number >= expected, number + " came where " + expected + " was due");
            if (number > expected) gaps++;
            expected = number + 1;
        }
        assertEquals(2000, expected, "the last ones");
        assertTrue(gaps <= (killed ? 1 : 0), "gaps: " + gaps);
        assertTrue(numbers.size() >= (killed ? 1950 : 2000), "lines: " + numbers.size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"stop", "kill"})
    void aBuildUnderWayEndsWithAMessageAndTheNextOneWorks(String how) throws Exception {
        try (OwnEngine own = OwnEngine.open(PrivateDaemon.Setup.PLAIN)) {
            List<String> output = Collections.synchronizedList(new ArrayList<>());
            var failure = failing(own, progress -> own.engine().images()
                    .build(own.build("killed:1", "RUN echo working; sleep 60", output), progress));
            await().atMost(OwnEngine.BACK).until(() -> output.contains("working"));
            long begin = System.nanoTime();
            harm(own.daemon(), how);
            StudioException said = failure.get(15, TimeUnit.SECONDS);
            assertTrue(System.nanoTime() - begin < 15_000_000_000L);
            // an engine that is stopped in order ends the build's command itself, and still says so
            boolean ended = said.problem().code().equals("docker.build-failed") && said.toString().contains("137");
            assertTrue(
                    ended || List.of("docker.down", "docker.not-there", "docker.build-cut")
                            .contains(said.problem().code()),
                    said.toString());
            own.becomes(LinkState.Kind.DOWN);
            own.daemon().start();
            own.becomes(LinkState.Kind.CONNECTED);
            assertEquals("", own.daemon().docker("images", "-q", "killed").text());
            await().atMost(OwnEngine.BACK).untilAsserted(() -> assertEquals("", own.containers()));
            own.engine().images().build(own.build("after:1", "RUN echo fine", output), Progress.NONE);
            assertTrue(own.daemon().docker("images", "after").text().contains("after"));
        }
    }

    @Test
    void aBuildOfAFrozenEngineCanBeCancelled() throws Exception {
        try (OwnEngine own = OwnEngine.open(PrivateDaemon.Setup.PLAIN)) {
            List<String> output = Collections.synchronizedList(new ArrayList<>());
            Tasks.Task task = own.tasks().quiet("build", progress -> own.engine().images()
                    .build(own.build("frozen:1", "RUN echo working; sleep 60", output), progress));
            await().atMost(OwnEngine.BACK).until(() -> output.contains("working"));
            own.daemon().pause();
            own.becomes(LinkState.Kind.HUNG);
            task.cancel();
            assertTrue(task.await(Duration.ofSeconds(3)), "it ends although the engine does not answer");
            own.daemon().resume();
            own.becomes(LinkState.Kind.CONNECTED);
            await().atMost(OwnEngine.BACK).until(() -> own.containers().isEmpty());
            assertEquals("", own.daemon().docker("images", "-q", "frozen").text());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"stop", "kill", "freeze"})
    void aLaunchInTheMidstOfItFailsWithAMessageAndLeavesNothing(String how) throws Exception {
        try (OwnEngine own = OwnEngine.open(PrivateDaemon.Setup.PLAIN)) {
            // many, so that some are in the midst of it
            var failures = new ArrayList<CompletableFuture<StudioException>>();
            for (int i = 0; i < 8; i++)
                failures.add(failing(own, progress -> {
                    while (true)
                        own.engine().launch(OwnEngine.script("sleep 1000"), progress).stop(Duration.ZERO);
                }));
            await().atMost(OwnEngine.BACK).until(() -> !own.containers().isEmpty());
            harm(own.daemon(), how);
            for (var failure : failures) {
                StudioException said = failure.get(60, TimeUnit.SECONDS);
                assertTrue(List.of("docker.down", "docker.not-there", "docker.hung", "docker.refused", "docker.failed")
                        .contains(said.problem().code()), said.toString());
            }
            heal(own.daemon(), how);
            own.becomes(LinkState.Kind.CONNECTED);
            await().atMost(Duration.ofSeconds(60)).until(() -> own.containers().isEmpty());
        }
    }
}
