package slipway.engine.docker;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import com.github.dockerjava.api.model.Frame;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.testkit.NeedsDocker;
import slipway.testkit.TestDocker;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// The way to a real engine: what is said of it, that nothing leaks, and what the heartbeat costs.
@NeedsDocker
class DockerLinkIT {
    private static final int CYCLES = 200;

    private final Tasks tasks = new Tasks();
    private final DockerAddress address = new DockerAddress(TestDocker.host(), "test", null);
    private DockerLink link;

    @BeforeEach
    void begin() throws Exception {
        link = DockerLink.open(address);
    }

    @AfterEach
    void end() {
        link.close();
        tasks.close();
    }

    @Test
    void theEngineIsFoundWithItsFacts() throws Exception {
        DockerFinding told = DockerFinding.look(ContextChoice.NONE);
        DockerFinding.Found found = Objects.requireNonNull(told.found(), () -> String.valueOf(told.problem()));
        String said = TestDocker.docker("info", "--format",
                "{{.ServerVersion}} {{.Driver}} {{.NCPU}} {{.MemTotal}} {{.DockerRootDir}} {{.CgroupVersion}}").text();
        assertEquals(said.strip(), found.version() + " " + found.storageDriver() + " " + found.cpus() + " "
                + found.memoryBytes() + " " + found.dataFolder() + " " + found.cgroupVersion());
        assertTrue(found.runtimes().contains("runc"), found.runtimes().toString());
        assertTrue(EngineVersion.compare(found.api(), EngineVersion.OLDEST) >= 0, found.api());
    }

    @Test
    void realAnswersAreTranslated() {
        var missing = assertThrows(StudioException.class, () -> link.call("docker create",
                client -> client.createContainerCmd(TestDocker.prefix() + "/nothing:1").exec()));
        assertEquals("docker.no-such-image", missing.problem().code());
        var gone = assertThrows(StudioException.class, () -> link.call("docker inspect",
                client -> client.inspectContainerCmd(TestDocker.prefix() + "-none").exec()));
        assertEquals("docker.no-such-container", gone.problem().code());
    }

    @Test
    void followingAndClosingLeavesNothing() throws Exception {
        String name = TestDocker.prefix() + "-follow";
        assertTrue(TestDocker.docker("run", "-d", "--name", name, TestDocker.busybox(), "sh", "-c",
                "while true; do echo line; sleep 0.01; done").ok());
        try {
            var lines = new AtomicInteger();
            for (int i = 0; i < 10; i++)
                follow(name, lines, 5);
            long threads = threads();
            long files = files();
            var random = new Random(7);
            for (int i = 0; i < CYCLES; i++)
                follow(name, lines, random.nextInt(4));
            assertTrue(lines.get() > 0);
            await().atMost(Duration.ofSeconds(10)).until(() -> threads() <= threads && files() <= files);
        } finally {
            TestDocker.docker("rm", "-f", name);
        }
    }

    /// Closed after `millis`; with 0 before the engine has answered.
    private void follow(String name, AtomicInteger lines, int millis) throws InterruptedException {
        var stream = new EngineStream<Frame>(frame -> lines.incrementAndGet());
        link.streams().logContainerCmd(name).withStdOut(true).withFollowStream(true).withTailAll().exec(stream);
        if (millis > 0) stream.await(millis);
        stream.close();
        assertEquals(EngineStream.Kind.CLOSED, stream.await().kind());
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("docker-java")).count();
    }

    /// Sockets only: the JVM opens and closes files of its own.
    private static long files() throws Exception {
        try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
            return all.filter(one -> {
                try {
                    return Files.readSymbolicLink(one).toString().startsWith("socket:");
                } catch (java.io.IOException closed) {
                    return false;
                }
            }).count();
        }
    }

    @Test
    void theHeartbeatCostsNextToNothing() throws Exception {
        DockerConnection connection = DockerConnection.open(address);
        for (int i = 0; i < 50; i++)
            connection.ping();
        var os = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long before = os.getProcessCpuTime();
        for (int i = 0; i < 100; i++)
            connection.ping();
        long nanos = (os.getProcessCpuTime() - before) / 100;
        connection.close();
        // one each 5 s: 0.1 % of a core
        assertTrue(nanos < 5_000_000, nanos + " ns of processor time a ping");
    }
}
