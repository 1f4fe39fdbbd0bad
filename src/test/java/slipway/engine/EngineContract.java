package slipway.engine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.Progress;
import slipway.base.Tasks;
import slipway.observe.Health.Kind;
import slipway.observe.Probe;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// What every engine must keep to; one subclass an engine.
public abstract class EngineContract {
    @TempDir
    protected Path state;
    protected final Tasks tasks = new Tasks();
    protected Engine engine;

    protected abstract Engine open();

    /// A workload of this engine that serves `/live`, its server behaving as `environment` says.
    protected abstract Workload workload(Map<String, String> environment);

    @BeforeEach
    void begin() {
        engine = open();
    }

    @AfterEach
    void end() {
        engine.close();
        tasks.close();
    }

    protected Instance launch(Map<String, String> environment) throws InterruptedException {
        return engine.launch(workload(environment), Progress.NONE);
    }

    protected static void awaitAlive(Instance instance) {
        await().atMost(Duration.ofSeconds(20)).until(
                () -> Probe.get(Kind.ALIVE, instance.url().resolve("/live"), Duration.ofSeconds(1)).good());
    }

    protected static Queue<String> follow(Instance instance) {
        var lines = new ConcurrentLinkedQueue<String>();
        instance.follow((at, stderr, text) -> lines.add(text));
        return lines;
    }

    @Test
    void itSaysWhatItIs() {
        EngineInfo info = engine.info();
        assertEquals(engine.id(), info.id());
        assertFalse(info.title().startsWith("["));
        assertFalse(info.detail().startsWith("["));
        assertEquals(engine.id(), new Engines(List.of(engine)).byId(engine.id()).orElseThrow().id());
    }

    @Test
    void aLaunchedInstanceAnswersRunsAndStops() throws InterruptedException {
        Instance instance = launch(Map.of());
        assertEquals("iris/blue", instance.workload().key());
        awaitAlive(instance);
        assertTrue(instance.state().get().running());
        instance.stop(Duration.ofSeconds(5));
        assertFalse(instance.state().get().running());
        assertEquals(Usage.NONE, instance.usage());
        instance.stop(Duration.ofSeconds(5));
    }

    @Test
    void itsLogHasAtLeastOneLineForEachFollower() throws InterruptedException {
        Instance instance = launch(Map.of());
        Queue<String> early = follow(instance);
        awaitAlive(instance);
        Queue<String> late = follow(instance);
        await().until(() -> !early.isEmpty() && !late.isEmpty());
    }

    @Test
    void nothingIsAdoptedWhereNothingWasLeft() throws InterruptedException {
        assertTrue(engine.adopt().isEmpty());
    }
}
