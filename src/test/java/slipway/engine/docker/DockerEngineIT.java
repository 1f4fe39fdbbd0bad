package slipway.engine.docker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;

import slipway.base.Progress;
import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.engine.ContainerFacts;
import slipway.engine.ContainerSettings;
import slipway.engine.ContainerUsage;
import slipway.engine.Engine;
import slipway.engine.EngineContract;
import slipway.engine.Instance;
import slipway.engine.Usage;
import slipway.engine.Workload;
import slipway.testkit.Covers;
import slipway.testkit.NeedsDocker;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

@NeedsDocker
class DockerEngineIT extends EngineContract {
    private final String workspace = "test-run-" + UUID.randomUUID().toString().substring(0, 8);

    @Override
    protected Engine open() {
        try {
            return new DockerEngine(DockerLink.open(RunBox.ADDRESS), workspace, tasks);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    protected Workload workload(Map<String, String> environment) {
        return RunBox.server();
    }

    private DockerInstance run(Workload workload) throws InterruptedException {
        return (DockerInstance) engine.launch(workload, Progress.NONE);
    }

    private String ours() throws IOException, InterruptedException {
        return RunBox.sh("docker ps -aq --filter label=slipway.workspace=" + workspace);
    }

    private StudioException refused(Workload workload) throws Exception {
        var refused = assertThrows(StudioException.class, () -> engine.launch(workload, Progress.NONE));
        assertEquals("", ours());
        return refused;
    }

    private static void awaitEnd(Instance instance) {
        await().atMost(Duration.ofSeconds(20)).until(() -> !instance.state().get().running());
    }

    @Test
    void everyLimitIsKeptAndTheModelIsReadOnly() throws Exception {
        Path model = Files.createDirectory(state.resolve("it's a model"));
        Files.writeString(model.resolve("m.onnx"), "weights\n");
        // as root without capabilities it may only read what everybody may
        RunBox.sh("chmod 755 " + state + " '" + model.toString().replace("'", "'\\''") + "'");
        var settings = new ContainerSettings(RunBox.IMAGE, List.of("sh", "-c"), List.of("cat /model/m.onnx; "
                + "echo x > /model/y; echo $GREETING; exec httpd -f -p $PORT -h /www"), 8080, 9090, "/model", 0.5, null,
                "default", null, "spec-1");
        DockerInstance instance = run(
                RunBox.workload(settings, Map.of("GREETING", "hi there", "PORT", "${port}"), model,
                        0, 64 << 20));
        Queue<String> lines = follow(instance);
        awaitAlive(instance);
        await().until(() -> lines.contains("hi there"));
        assertTrue(lines.contains("weights"), lines.toString());
        assertTrue(lines.stream().anyMatch(line -> line.contains("Read-only file system")), lines.toString());
        assertEquals("500000000 67108864 67108864 512 67108864 true",
                RunBox.inspect(instance.id(), "{{with .HostConfig}}{{.NanoCpus}} {{.Memory}} {{.MemorySwap}} "
                        + "{{.PidsLimit}} {{.ShmSize}} {{.Init}}{{end}}"));
        assertTrue(List.of("", "no").contains(RunBox.inspect(instance.id(), "{{.HostConfig.RestartPolicy.Name}}")));
        assertEquals("[ALL] [no-new-privileges] map[max-file:3 max-size:10m]",
                RunBox.inspect(instance.id(), "{{with .HostConfig}}{{.CapDrop}} {{.SecurityOpt}} "
                        + "{{.LogConfig.Config}}{{end}}"));
        String inside = RunBox.sh("docker exec " + instance.id() + " sh -c 'grep -E \"CapEff|NoNewPrivs\" "
                + "/proc/1/status; cat /sys/fs/cgroup/pids/pids.max /sys/fs/cgroup/pids.max'");
        assertTrue(inside.contains("CapEff:\t0000000000000000"), inside);
        assertTrue(inside.contains("NoNewPrivs:\t1"), inside);
        assertTrue(inside.contains("512"), inside);
        assertEquals("127.0.0.1", instance.url().getHost());
        assertFalse(instance.url().equals(instance.healthUrl()));
        assertEquals("127.0.0.1 127.0.0.1", RunBox.inspect(instance.id(),
                "{{range .NetworkSettings.Ports}}{{range .}}{{.HostIp}} {{end}}{{end}}").strip());
        assertEquals("iris blue 0 1 spec-1", RunBox.inspect(instance.id(), "{{with .Config.Labels}}"
                + "{{index . \"slipway.endpoint\"}} {{index . \"slipway.deployment\"}} {{index . \"slipway.replica\"}} "
                + "{{index . \"slipway.revision\"}} {{index . \"slipway.spec\"}}{{end}}"));
        assertTrue(instance.container().get().name().startsWith("slipway-iris-blue-r1-0-"));
    }

    @Test
    void aDeathShowsWithinASecondAndIsExplained() throws Exception {
        DockerInstance instance = run(RunBox.server());
        Queue<String> lines = follow(instance);
        awaitAlive(instance);
        var seen = new AtomicReference<Long>();
        instance.state().onChange(() -> seen.set(System.nanoTime()));
        RunBox.sh("docker kill " + instance.id());
        long killed = System.nanoTime();
        await().atMost(Duration.ofSeconds(5)).until(() -> seen.get() != null);
        assertTrue(seen.get() - killed < 1_000_000_000L, "took " + (seen.get() - killed) / 1_000_000 + " ms");
        assertEquals(137, instance.state().get().exitCode());
        assertEquals("docker.exit.killed", instance.state().get().explanation());
        assertTrue(lines.stream().anyMatch(line -> line.contains("SIGKILL")), lines.toString());
        await().atMost(Duration.ofSeconds(5)).until(() -> ours().isEmpty());
    }

    @Test
    void exitCodesAreToldApart() throws Exception {
        assertEquals(List.of("0 null", "1 null", "139 docker.exit.crashed", "127 docker.exit.not-found"),
                List.of(end("sh", "-c", "exit 0"), end("sh", "-c", "exit 1"), end("sh", "-c", "kill -SEGV $$"),
                        end("sh", "-c", "exec nosuchthing")));
    }

    @Test
    void aCommandThatIsNotThereOrNoProgramIsSaid() throws Exception {
        assertEquals("127 docker.exit.not-found", end("/no/such/program"));
        assertEquals("126 docker.exit.not-executable", end("/www/live"));
    }

    private String end(String... words) throws InterruptedException {
        DockerInstance instance = run(RunBox.workload(RunBox.settings(words)));
        awaitEnd(instance);
        return instance.state().get().exitCode() + " " + instance.state().get().explanation();
    }

    @Test
    void outOfMemoryIsToldApartFromAKill() throws Exception {
        DockerInstance instance = run(RunBox.workload(
                RunBox.settings("sh", "-c", "echo eating; exec awk 'BEGIN{x=\"a\";while(1)x=x x}'"), Map.of(), null, 0,
                32 << 20));
        Queue<String> lines = follow(instance);
        awaitEnd(instance);
        assertEquals("137 docker.exit.oom", instance.state().get().exitCode() + " "
                + instance.state().get().explanation());
        assertTrue(lines.stream().anyMatch(line -> line.startsWith("OOM: ")), lines.toString());
    }

    @Test
    void whatDiesAtOnceStillHasItsLog() throws Exception {
        DockerInstance instance = run(RunBox.script("echo first; echo second >&2; printf 'no end'; exit 5"));
        awaitEnd(instance);
        Tasks.pause(Duration.ofMillis(300));
        Queue<String> lines = follow(instance);
        await().until(() -> lines.contains("no end"));
        assertTrue(lines.contains("first") && lines.contains("second"), lines.toString());
        assertEquals(5, instance.state().get().exitCode());
        await().atMost(Duration.ofSeconds(5)).until(() -> ours().isEmpty());
    }

    @Test
    void usageIsRead() throws Exception {
        DockerInstance instance = run(RunBox.workload(
                RunBox.settings("sh", "-c", "(while :; do :; done) & exec httpd -f -p 8080 -h /www"), Map.of(), null, 0,
                64 << 20));
        awaitAlive(instance);
        assertTrue(Double.isNaN(instance.usage().cpu()));
        await().atMost(Duration.ofSeconds(15)).until(() -> instance.usage().cpu() > 0);
        Usage usage = instance.usage();
        assertTrue(usage.cpu() > 0.05 && usage.cpu() < 2.5, usage.toString());
        assertTrue(usage.memoryBytes() > 0 && usage.memoryBytes() < 64 << 20, usage.toString());
        ContainerUsage more = usage.container();
        assertNotNull(more);
        assertEquals(64 << 20, more.memoryLimit());
        assertTrue(more.networkIn() > 0 && more.pids() >= 3, usage.toString());
    }

    @Test
    void theEnginesOwnHealthIsToldAndAPauseIsSeen() throws Exception {
        var policy = new ContainerSettings.HealthCheck("/live", Duration.ofSeconds(1), Duration.ofSeconds(1),
                Duration.ofSeconds(2), 2);
        // the tiny image has nothing to ask with
        String curl = "printf \"GET /live HTTP/1.0\\\\r\\\\n\\\\r\\\\n\" | nc 127.0.0.1 8080 | grep \"200 OK\"";
        DockerInstance instance = run(RunBox.with(RunBox.script("echo '" + curl + "' > /bin/curl; chmod 755 /bin/curl; "
                + "exec httpd -f -p 8080 -h /www"), s -> RunBox.health(s, policy)));
        await().atMost(Duration.ofSeconds(15)).until(
                () -> instance.container().get().health() == ContainerFacts.Health.HEALTHY);
        assertFalse(instance.container().get().checks().isEmpty());
        RunBox.sh("docker pause " + instance.id());
        await().atMost(Duration.ofSeconds(3)).until(() -> instance.container().get().paused());
        RunBox.sh("docker unpause " + instance.id());
        await().atMost(Duration.ofSeconds(3)).until(() -> !instance.container().get().paused());
        assertTrue(instance.state().get().running());
    }

    @Test
    @Covers({"A105", "A119"})
    void withoutANetworkItAnswersAndCannotReachOut() throws Exception {
        DockerInstance instance = run(RunBox.with(RunBox.server(),
                s -> RunBox.network(s, ContainerSettings.NETWORK_NONE)));
        awaitAlive(instance);
        assertFalse(instance.url().getHost().equals("127.0.0.1"));
        String out = RunBox.sh("docker exec " + instance.id()
                + " sh -c 'nc -w 2 1.1.1.1 80 </dev/null; echo ended $?'");
        assertTrue(out.contains("timed out") || out.contains("unreachable"), out);
        assertEquals("", RunBox.sh("docker port " + instance.id()));
        String network = ContainerNames.closedNetwork(workspace);
        assertTrue(RunBox.sh("docker network ls --format '{{.Name}}'").contains(network));
        engine.close();
        assertFalse(RunBox.sh("docker network ls --format '{{.Name}}'").contains(network));
        engine = open();
    }

    @Test
    void whatCannotStartSaysWhyAndLeavesNothing() throws Exception {
        assertEquals("docker.no-such-image", refused(RunBox.with(RunBox.server(), s -> new ContainerSettings(
                "slipway-test/none:1", List.of(), List.of(), 8080, 8080, "/model", 0, null, "default", null, "")))
                .problem().code());
        assertEquals("docker.no-such-network",
                refused(RunBox.with(RunBox.server(), s -> RunBox.network(s, "slipway-no-such"))).problem().code());
        assertEquals("docker.mount-missing", refused(RunBox.workload(RunBox.settings("sh"), Map.of(),
                state.resolve("gone"), 0, 0)).problem().code());
        assertFalse(Files.exists(state.resolve("gone")));
        assertEquals("docker.memory-least",
                refused(RunBox.workload(RunBox.settings("sh"), Map.of(), null, 0, 1 << 20)).problem().code());
        var gpus = new ContainerSettings(RunBox.IMAGE, List.of(), List.of("sh"), 8080, 8080, "/model", 0, "all",
                "default", null, "");
        assertEquals("docker.gpu-driver-missing", refused(RunBox.workload(gpus)).problem().code());
    }

    @Test
    void aTakenPortIsRefusedAndAWantedOneIsGiven() throws Exception {
        int port;
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = taken.getLocalPort();
            StudioException refused = refused(RunBox.workload(RunBox.settings("sh", "-c", "sleep 9"), Map.of(), null,
                    port, 0));
            assertEquals("docker.port-allocated", refused.problem().code());
        }
        DockerInstance instance = run(RunBox.workload(
                RunBox.settings("httpd", "-f", "-p", "${port}", "-h", "/www"), Map.of(), null, port, 0));
        awaitAlive(instance);
        assertEquals(port, instance.url().getPort());
    }

    @Test
    void anInterruptedLaunchLeavesNothing() throws Exception {
        for (int after = 0; after < 300; after += 25) {
            var failure = new AtomicReference<Throwable>();
            Thread launcher = Thread.ofVirtual().start(() -> {
                try {
                    engine.launch(RunBox.server(), Progress.NONE).stop(Duration.ZERO);
                } catch (InterruptedException | RuntimeException e) {
                    failure.set(e);
                }
            });
            Thread.sleep(after);
            launcher.interrupt();
            launcher.join();
            Throwable was = failure.get();
            assertTrue(was == null || was instanceof InterruptedException, () -> "after: " + was);
            assertEquals("", ours(), "interrupted after " + after + " ms");
        }
    }

    @Test
    void stoppingWhatIsGoneIsNoFailureAndGraceIsKept() throws Exception {
        DockerInstance instance = run(RunBox.server());
        RunBox.sh("docker rm -f " + instance.id());
        instance.stop(Duration.ofSeconds(1));
        assertFalse(instance.state().get().running());
        DockerInstance deaf = run(RunBox.script("trap '' TERM; echo deaf; while :; do sleep 0.1; done"));
        Queue<String> lines = follow(deaf);
        await().until(() -> lines.contains("deaf"));
        long begin = System.nanoTime();
        deaf.stop(Duration.ofSeconds(2));
        long took = (System.nanoTime() - begin) / 1_000_000;
        assertTrue(took >= 1_900 && took < 6_000, took + " ms");
        assertEquals(137, deaf.state().get().exitCode());
        assertEquals("", ours());
    }
}
