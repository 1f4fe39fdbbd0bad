package slipway.engine.docker;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.Progress;
import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.engine.Instance;
import slipway.testkit.NeedsDocker;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// The engine goes and comes while containers run.
@NeedsDocker
class DockerAwayIT {
    private static final Duration BACK = Duration.ofSeconds(15);

    @TempDir
    Path folder;
    private final Tasks tasks = new Tasks();
    private final String workspace = "test-run-" + UUID.randomUUID().toString().substring(0, 8);
    private CutSocket socket;
    private DockerEngine engine;

    @BeforeEach
    void open() throws Exception {
        socket = new CutSocket(folder.resolve("d.sock"));
        var link = DockerLink.find(tasks, () -> List.of(socket.address()), DockerLink.Pace.USUAL);
        assertTrue(link.settled(Duration.ofSeconds(10)).connected());
        engine = new DockerEngine(link, workspace, tasks);
    }

    @AfterEach
    void close() throws Exception {
        engine.close();
        RunBox.sh("docker rm -f $(docker ps -aq --filter label=slipway.workspace=" + workspace + ")");
        socket.close();
        tasks.close();
    }

    private String ours() throws Exception {
        return RunBox.sh("docker ps -aq --no-trunc --filter label=slipway.workspace=" + workspace);
    }

    @Test
    void aLogGoesOnWhereItWas() throws Exception {
        Instance instance = engine.launch(RunBox.script(
                "i=0; while [ $i -lt 3000 ]; do echo $i; i=$((i+1)); [ $((i%100)) = 0 ] && sleep 0.2; done"),
                Progress.NONE);
        var lines = new ConcurrentLinkedQueue<String>();
        instance.follow((at, stderr, text) -> lines.add(text));
        for (int i = 0; i < 3; i++) {
            int had = lines.size();
            await().until(() -> lines.size() > had + 200);
            socket.cut();
            Tasks.pause(Duration.ofMillis(500));
            assertTrue(instance.state().get().running());
            socket.restore();
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> !instance.state().get().running());
        assertEquals(IntStream.range(0, 3000).mapToObj(String::valueOf).toList(), List.copyOf(lines));
        assertEquals(0, instance.state().get().exitCode());
    }

    @Test
    void aDeathWhileItWasAwayIsSeenWhenItIsBack() throws Exception {
        Instance instance = engine.launch(RunBox.server(), Progress.NONE);
        var lines = new ConcurrentLinkedQueue<String>();
        instance.follow((at, stderr, text) -> lines.add(text));
        await().until(() -> lines.contains("begin"));
        socket.cut();
        RunBox.sh("docker kill " + ((DockerInstance) instance).id());
        Tasks.pause(Duration.ofSeconds(1));
        assertTrue(instance.state().get().running());
        assertThrows(StudioException.class, () -> engine.launch(RunBox.server(), Progress.NONE));
        socket.restore();
        await().atMost(BACK).until(() -> !instance.state().get().running());
        assertEquals(137, instance.state().get().exitCode());
        await().atMost(BACK).until(() -> ours().isEmpty());
    }

    @Test
    void whatIsStoppedWhileItIsAwayIsRemovedWhenItIsBack() throws Exception {
        Instance instance = engine.launch(RunBox.server(), Progress.NONE);
        var lines = new ConcurrentLinkedQueue<String>();
        instance.follow((at, stderr, text) -> lines.add(text));
        await().until(() -> lines.contains("begin"));
        socket.cut();
        long begin = System.nanoTime();
        instance.stop(Duration.ofSeconds(5));
        assertTrue(System.nanoTime() - begin < 5_000_000_000L, "waited for an engine that is gone");
        assertFalse(instance.state().get().running());
        assertEquals("docker.exit.unknown", instance.state().get().explanation());
        assertFalse(ours().isEmpty());
        socket.restore();
        await().atMost(Duration.ofSeconds(25)).until(() -> ours().isEmpty());
    }
}
