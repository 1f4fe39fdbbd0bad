package slipway.testkit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// Engines of a test's own: they do what is asked of them, leave nothing, and the shared one is not touched.
@NeedsDocker(NeedsDocker.What.OWN)
class PrivateDaemonIT {
    private static String left(Path folder) {
        String name = folder.getFileName().toString();
        String processes = ProcessHandle.allProcesses().map(one -> one.info().commandLine().orElse(""))
                .filter(line -> line.contains(folder + "/")).collect(Collectors.joining("\n"));
        return processes + Shell.run("sh", "-c", """
                ls -d %1$s; grep -F %2$s /proc/self/mounts; ls /run/netns | grep -F %2$s; losetup -a | grep -F %2$s
                find /sys/fs/cgroup -type d -name '%2$s'""".formatted(folder, name)).text()
                .replaceAll("(?m)^ls: .*\n?", "");
    }

    @Test
    void killedAndStartedAgainItsContainersRunOnAndAtTheEndNothingIsLeft() {
        Path folder;
        try (PrivateDaemon daemon = PrivateDaemon.open(PrivateDaemon.Setup.LIVE_RESTORE)) {
            folder = daemon.data().getParent();
            String id = daemon.docker("run", "-d", "--init", TestDocker.busybox(), "sleep", "1000").text();
            daemon.kill();
            assertFalse(daemon.docker("version").ok());
            daemon.start();
            assertEquals("true", daemon.docker("inspect", "-f", "{{.State.Running}}", id).text());
            daemon.kill();
        }
        await().atMost(Duration.ofSeconds(5)).until(() -> left(folder).isEmpty());
    }

    @Test
    void pausedItHangsAndResumedItAnswers() {
        try (PrivateDaemon daemon = PrivateDaemon.open(PrivateDaemon.Setup.PLAIN)) {
            daemon.pause();
            Shell.Said said = Shell.run(Duration.ofSeconds(1), Map.of(),
                    List.of("docker", "-H", daemon.host().toString(), "ps"));
            assertEquals(124, said.code());
            daemon.resume();
            assertTrue(daemon.docker("ps").ok());
        }
    }

    @Test
    void itsOwnDiskFillsUpAndItsContainersHaveTheirOwnNetwork() {
        Path folder;
        try (PrivateDaemon daemon = PrivateDaemon.open(PrivateDaemon.Setup.disk(40))) {
            folder = daemon.data().getParent();
            Shell.Said full = daemon.docker("run", "--rm", "--net", "host", TestDocker.busybox(), "sh", "-c",
                    "ip link | grep -c ^; dd if=/dev/zero of=/big bs=1M count=60");
            assertTrue(full.text().contains("No space left on device"), full.text());
            assertTrue(Files.exists(daemon.data().resolve("lost+found")));
            daemon.stop();
        }
        await().atMost(Duration.ofSeconds(5)).until(() -> left(folder).isEmpty());
    }

    @Test
    @NeedsDocker
    void theSharedEngineKeepsItsBridgeAndEverybodysThings() {
        String name = TestDocker.prefix() + "-kept";
        try {
            TestDocker.docker("run", "-d", "--name", name, TestDocker.busybox(), "httpd", "-f", "-h", "/www");
            try (PrivateDaemon daemon = PrivateDaemon.open(PrivateDaemon.Setup.PLAIN)) {
                assertEquals("", daemon.docker("ps", "-aq").text());
            }
            String reach = "docker -H %s exec %s ip addr show eth0".formatted(TestDocker.host(), name);
            assertTrue(Shell.ok(reach).contains("inet "), reach);
            assertTrue(TestDocker.docker("ps").text().contains(name));
        } finally {
            TestDocker.removeMine();
        }
        assertFalse(TestDocker.docker("ps", "-a").text().contains(TestDocker.prefix()));
    }

    @Test
    @NeedsDocker(NeedsDocker.What.PODMAN)
    void podmanRunsContainersAndLeavesNothing() {
        Path folder;
        try (PodmanService podman = PodmanService.open()) {
            folder = Path.of(podman.host().getPath()).getParent();
            assertTrue(podman.docker("version").text().contains("Podman"));
            String id = podman.docker("run", "-d", TestDocker.busybox(), "sleep", "1000").text();
            assertEquals("running", podman.docker("inspect", "-f", "{{.State.Status}}", id).text());
        }
        await().atMost(Duration.ofSeconds(5)).until(() -> left(folder).isEmpty());
    }
}
