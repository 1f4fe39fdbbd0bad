package slipway.engine.docker;

import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import slipway.base.Progress;
import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.engine.Workload;
import slipway.testkit.NeedsDocker;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// Containers of a real engine, broken on purpose.
@NeedsDocker
class ContainerBreakingIT {
    private final Tasks tasks = new Tasks();
    private DockerEngine engine;

    @BeforeEach
    void open() throws Exception {
        engine = new DockerEngine(DockerLink.open(RunBox.ADDRESS),
                "test-run-" + UUID.randomUUID().toString().substring(0, 8),
                tasks);
    }

    @AfterEach
    void close() {
        engine.close();
        tasks.close();
    }

    private DockerInstance run(Workload workload) throws InterruptedException {
        return (DockerInstance) engine.launch(workload, Progress.NONE);
    }

    private static Queue<String> follow(DockerInstance instance) {
        var lines = new ConcurrentLinkedQueue<String>();
        instance.follow((at, stderr, text) -> lines.add(text));
        return lines;
    }

    private static String awaitEnd(DockerInstance instance) {
        await().atMost(Duration.ofSeconds(20)).until(() -> !instance.state().get().running());
        return instance.state().get().exitCode() + " " + instance.state().get().explanation();
    }

    @Test
    void aCrashIsAKill() throws Exception {
        DockerInstance instance = run(RunBox.server());
        Queue<String> lines = follow(instance);
        await().until(() -> lines.contains("begin"));
        instance.breaking().kill();
        assertEquals("137 docker.exit.killed", awaitEnd(instance));
        instance.breaking().kill();
    }

    @Test
    void memoryRunsOutForTheKernelToo() throws Exception {
        for (long limit : new long[]{0, 256 << 20}) {
            DockerInstance instance = run(RunBox.workload(
                    RunBox.settings("sh", "-c", "echo begin; exec httpd -f -p ${port} -h /www"), Map.of(), null, 0,
                    limit));
            Queue<String> lines = follow(instance);
            await().until(() -> lines.contains("begin"));
            instance.breaking().exhaustMemory();
            assertEquals("137 docker.exit.oom", awaitEnd(instance));
            assertTrue(lines.stream().anyMatch(line -> line.startsWith("OOM: ")), lines.toString());
        }
    }

    @Test
    void whereItLivesOnItsLimitIsPutBack() throws Exception {
        // no shell inside, and a kernel that may refuse a limit below what is used
        DockerInstance instance = run(RunBox.workload(RunBox.settings("sh", "-c",
                "rm /bin/sh; echo begin; exec /bin/busybox httpd -f -p ${port} -h /www"), Map.of(), null, 0,
                128 << 20));
        Queue<String> lines = follow(instance);
        await().until(() -> lines.contains("begin"));
        try {
            instance.breaking().exhaustMemory();
            assertEquals("137 docker.exit.oom", awaitEnd(instance));
        } catch (StudioException e) {
            assertEquals("docker.memory-kept", e.problem().code());
            assertEquals(String.valueOf(128 << 20), RunBox.inspect(instance.id(), "{{.HostConfig.Memory}}"));
            assertTrue(instance.state().get().running());
            instance.stop(Duration.ofSeconds(1));
            assertThrows(StudioException.class, () -> instance.breaking().exhaustMemory());
        }
    }
}
