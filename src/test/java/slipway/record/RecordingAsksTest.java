package slipway.record;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.record.RecordingMeta.Ask;
import slipway.record.RecordingMeta.Owner;
import slipway.record.RecordingMeta.State;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class RecordingAsksTest {
    private final Tasks tasks = new Tasks();
    private final Map<String, Consumer<Exchange>> taps = new ConcurrentHashMap<>();

    @TempDir
    Path root;

    private Recordings recordings;
    private RecordingAsks asks;

    @BeforeEach
    void open() {
        recordings = new Recordings(root);
        asks = new RecordingAsks(recordings, tasks, () -> Set.of("iris"), (endpoint, consumer) -> {
            taps.put(endpoint, consumer);
            return () -> taps.remove(endpoint);
        });
    }

    @AfterEach
    void end() {
        asks.close();
        tasks.close();
    }

    @Test
    void whatIsAskedThroughAFileIsRecordedUntilItIsEnded() {
        recordings.ask("r", Exchanges.ask(Redaction.USUAL));
        Awaitility.await().until(() -> taps.containsKey("iris"));
        assertEquals(State.RECORDING, recordings.meta("r").state());
        Objects.requireNonNull(taps.get("iris")).accept(Exchanges.json(0, "1", "2"));
        recordings.end("r");
        Awaitility.await().until(() -> recordings.meta("r").state() == State.DONE);
        assertTrue(taps.isEmpty());
        assertEquals(1, recordings.open("r").size());
    }

    @Test
    void whatEndsByItselfLetsGoOfTheGateway() {
        asks.start("r", new Ask("iris", 50, Quota.USUAL, Redaction.USUAL, null));
        assertTrue(taps.containsKey("iris"));
        Awaitility.await().until(taps::isEmpty);
        assertEquals(State.DONE, recordings.meta("r").state());
    }

    @Test
    void theEndOfWhoAskedEndsIt() {
        recordings.ask("r", new Ask("iris", 0, Quota.USUAL, Redaction.USUAL, new Owner(1, 5)));
        Awaitility.await().until(() -> recordings.meta("r").state() == State.DONE);
        assertTrue(taps.isEmpty());
    }

    @Test
    void anEndpointThatIsNotThereIsSaid() {
        recordings.ask("r", new Ask("wine", 0, Quota.USUAL, Redaction.USUAL, null));
        Awaitility.await().until(() -> recordings.meta("r").state() == State.FAILED);
        assertEquals("There is no endpoint named wine to record.", recordings.meta("r").why());
    }

    @Test
    void whatNobodyBeganIsTakenBack() {
        asks.close();
        tasks.close();
        recordings.ask("r", Exchanges.ask(Redaction.USUAL));
        recordings.end("r");
        assertThrows(StudioException.class, () -> recordings.open("r"));
    }
}
