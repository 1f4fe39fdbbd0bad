package slipway.engine.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import slipway.base.Progress;
import slipway.base.StudioException;
import slipway.engine.Engine;
import slipway.engine.EngineContract;
import slipway.engine.Instance;
import slipway.engine.Usage;
import slipway.engine.Workload;
import slipway.testkit.StubModelServer;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ProcessEngineIT extends EngineContract {
    @Override
    protected Engine open() {
        return new ProcessEngine(state, tasks);
    }

    @Override
    protected Workload workload(Map<String, String> environment) {
        return with(StubModelServer.command(), environment, 0, 0);
    }

    static Workload with(List<String> command, Map<String, String> environment, int port, long memory) {
        return new Workload("iris/blue", 0, 1, command, environment, null, port, memory, null);
    }

    private static boolean gone(long pid) {
        return ProcessHandle.of(pid).map(handle -> !ProcFs.alive(handle)).orElse(true);
    }

    private long childOf(Queue<String> lines) {
        await().until(() -> lines.stream().anyMatch(line -> line.startsWith("child ")));
        return Long.parseLong(lines.stream().filter(line -> line.startsWith("child ")).findFirst().orElseThrow()
                .substring(6));
    }

    private List<Path> records() throws IOException {
        try (Stream<Path> files = Files.list(state.resolve("processes"))) {
            return files.toList();
        }
    }

    @Test
    void stoppingEndsTheWholeTreeEvenOneThatIgnoresTheAsking() throws Exception {
        Instance instance = launch(Map.of("STUB_CHILD", "1", "STUB_IGNORE_TERM", "1"));
        long child = childOf(follow(instance));
        awaitAlive(instance);
        assertEquals(1, records().size());
        instance.stop(Duration.ofMillis(300));
        assertTrue(gone(instance.pid().orElseThrow()));
        assertTrue(gone(child));
        assertEquals(137, instance.state().get().exitCode());
        assertTrue(records().isEmpty());
    }

    @Test
    void theChildOfOneThatDiedIsEndedToo() throws Exception {
        Instance instance = launch(Map.of("STUB_CHILD", "1"));
        long child = childOf(follow(instance));
        ProcessHandle.of(instance.pid().orElseThrow()).orElseThrow().destroyForcibly();
        await().until(() -> !instance.state().get().running());
        assertTrue(gone(child));
    }

    @Test
    void everyLineIsThereInOrderOnceItHasEnded() throws Exception {
        Instance instance = launch(Map.of("STUB_LINES", "2000", "STUB_EXIT", "5"));
        Queue<String> lines = follow(instance);
        await().until(() -> !instance.state().get().running());
        assertEquals(5, instance.state().get().exitCode());
        assertEquals(IntStream.range(0, 2000).mapToObj(i -> "line " + i).toList(),
                lines.stream().filter(line -> line.startsWith("line ")).toList());
        assertTrue(lines.contains("ERROR stub gives up"));
    }

    @Test
    void aTakenPortIsRefusedWithItsOwner() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var refused = assertThrows(StudioException.class, () -> engine.launch(
                    with(StubModelServer.command(), Map.of(), taken.getLocalPort(), 0), Progress.NONE));
            assertEquals("engine.port-taken", refused.problem().code());
            assertTrue(refused.problem().why().contains(String.valueOf(ProcessHandle.current().pid())),
                    refused.problem().why());
        }
        try (var everywhere = new ServerSocket(0)) {
            assertTrue(Ports.taken(everywhere.getLocalPort()));
        }
    }

    @Test
    void aMissingCommandIsSaidBeforeAnythingStarts() {
        for (String name : List.of("no-such-program", "/no/such/program")) {
            var refused = assertThrows(StudioException.class,
                    () -> engine.launch(with(List.of(name), Map.of(), 0, 0), Progress.NONE));
            assertEquals("engine.command-not-found", refused.problem().code());
        }
    }

    @Test
    void usageIsMeasured() throws Exception {
        Instance instance = launch(Map.of());
        awaitAlive(instance);
        Usage first = instance.usage();
        assertTrue(Double.isNaN(first.cpu()));
        assertTrue(first.memoryBytes() > 10_000_000, "memory " + first.memoryBytes());
        await().until(() -> {
            awaitAlive(instance);
            return instance.usage().cpu() > 0;
        });
    }

    @Test
    void oneThatUsesMoreMemoryThanItMayIsEnded() throws Exception {
        Instance instance = engine.launch(
                with(StubModelServer.command(), Map.of("STUB_EAT_MB", "200", "STUB_DELAY_MS", "20000"), 0, 100_000_000),
                Progress.NONE);
        Queue<String> lines = follow(instance);
        await().atMost(Duration.ofSeconds(15)).until(() -> !instance.state().get().running());
        assertTrue(lines.stream().anyMatch(line -> line.matches("OOM: used .* of 100 MB")), lines.toString());
    }

    @Test
    void theStudiosOwnEnvironmentIsNotPassedOn() throws Exception {
        Instance instance = engine.launch(with(List.of("sh", "-c", "env; echo port ${port} $ASKED"),
                Map.of("ASKED", "at-${port}"), 0, 0), Progress.NONE);
        Queue<String> lines = follow(instance);
        await().until(() -> !instance.state().get().running());
        int port = instance.url().getPort();
        assertTrue(lines.contains("port " + port + " at-" + port), lines.toString());
        assertFalse(lines.stream().anyMatch(line -> line.startsWith("MAVEN") || line.startsWith("JAVA_HOME")));
    }

    /// Starts a studio in a process of its own that launches a server and is then killed without a word.
    private long killedStudio(Map<String, String> environment) throws Exception {
        var builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), DyingStudio.class.getName(), state.toString());
        builder.environment().putAll(environment);
        Process studio = builder.redirectErrorStream(true).start();
        try (var reader = studio.inputReader()) {
            String line = reader.readLine();
            assertTrue(line != null && line.startsWith("pid "), String.valueOf(line));
            studio.destroyForcibly().waitFor();
            return Long.parseLong(line.substring(4));
        }
    }

    @Test
    void whatAKilledStudioLeftIsAdoptedWithItsLogAndStopped() throws Exception {
        long pid = killedStudio(Map.of());
        List<Instance> adopted = engine.adopt();
        assertEquals(1, adopted.size());
        Instance instance = adopted.getFirst();
        assertEquals(pid, instance.pid().orElseThrow());
        assertEquals(workload(Map.of()).command(), instance.workload().command());
        awaitAlive(instance);
        Queue<String> lines = follow(instance);
        await().until(() -> lines.contains("WARN stub begins"));
        assertTrue(instance.usage().memoryBytes() > 0);
        assertTrue(engine.adopt().isEmpty());
        instance.stop(Duration.ofSeconds(5));
        assertTrue(gone(pid));
        assertTrue(records().isEmpty());
    }

    @Test
    void aDeadServersRecordAndItsChildrenAreCleanedUp() throws Exception {
        long pid = killedStudio(Map.of("STUB_CHILD", "1"));
        ProcessHandle server = ProcessHandle.of(pid).orElseThrow();
        await().until(() -> server.children().findAny().isPresent());
        long child = server.children().findFirst().orElseThrow().pid();
        server.destroyForcibly();
        await().until(() -> gone(pid));
        assertFalse(gone(child));
        assertTrue(engine.adopt().isEmpty());
        assertTrue(gone(child));
        assertTrue(records().isEmpty());
    }

    @Test
    void anotherProcessUnderTheSameNumberIsLeftAlone() throws Exception {
        Process stranger = new ProcessBuilder("sleep", "60").start();
        try {
            var kept = ProcessRecord.intended(workload(Map.of()), "11111111-2222",
                    java.net.URI.create("http://127.0.0.1:1"),
                    state.resolve("o"), state.resolve("e"));
            new ProcessRecords(state.resolve("processes")).write(kept.started(stranger.pid(), "1@then"));
            Files.writeString(state.resolve("processes/broken.json"), "{");
            assertTrue(engine.adopt().isEmpty());
            assertTrue(stranger.isAlive());
            assertTrue(records().isEmpty());
        } finally {
            stranger.destroyForcibly();
        }
    }
}
