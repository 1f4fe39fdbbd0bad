package slipway.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import slipway.deploy.BackAsk.Said;
import slipway.deploy.BackAsk.State;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;

/// What another process asks of the studio: done, told, cancelled when nobody asks for it any more, and cleared away.
class BackAsksIT extends DeploymentsGround {
    private static final Duration SOON = Duration.ofSeconds(30);
    private BackAsks asks;

    @BeforeEach
    void begin() throws IOException {
        // of a studio that is no more
        new BackAsk(ID, 1).ask(state);
        asks = new BackAsks(state, deployments, tasks);
        assertEquals(0, files());
        deployments.deploy(spec(Map.of("VERSION", "1")));
        awaitRevision(1);
        deployments.deploy(spec(Map.of("VERSION", "2")));
        awaitRevision(2);
    }

    @AfterEach
    void end() {
        asks.close();
    }

    private long files() throws IOException {
        try (Stream<Path> files = Files.list(state.resolve(BackAsk.FOLDER))) {
            return files.count();
        }
    }

    private void awaitRevision(long revision) {
        await().atMost(SOON).until(() -> now().revision() == revision && now().state() == DeploymentState.READY);
    }

    private static State state(Path ask) {
        return BackAsk.said(ask).map(Said::state).orElse(State.RUNNING);
    }

    @Test
    void itIsDoneAndToldAndClearedAway() {
        Path ask = new BackAsk(ID, 1).ask(state);
        await().atMost(SOON).until(() -> state(ask) == State.DONE);
        assertEquals(1, now().revision());
        BackAsk.takeBack(ask);
        await().atMost(SOON).until(() -> files() == 0);
        assertEquals(1, now().revision());
    }

    @Test
    void whatIsRefusedIsSaid() {
        Path ask = new BackAsk(ID, 7).ask(state);
        await().atMost(SOON).until(() -> state(ask) == State.FAILED);
        Said said = BackAsk.said(ask).orElseThrow();
        assertEquals("iris/blue would go back to revision 1, not 7", said.what());
        assertNotNull(said.fix());
        assertEquals(2, now().revision());
    }

    @Test
    void whatNobodyAsksForAnyMoreIsCancelled() {
        Path ask = new BackAsk(ID, 1).ask(state);
        await().atMost(SOON).until(() -> BackAsk.said(ask).isPresent());
        BackAsk.takeBack(ask);
        await().atMost(SOON).until(() -> files() == 0);
        assertEquals(Optional.empty(), BackAsk.said(ask));
        await().atMost(SOON).until(() -> now().state() == DeploymentState.READY);
    }

    /// Asks to go back, and deploys another version meanwhile, which is not ready for some time.
    private Path overtaken() {
        Path ask = new BackAsk(ID, 1).ask(state);
        await().atMost(SOON).until(() -> BackAsk.said(ask).isPresent());
        deployments.deploy(spec(Map.of("VERSION", "3", "STUB_DELAY_MS", "3000")));
        return ask;
    }

    @Test
    void whereAnotherOrderTookItsPlaceItSaysSoAtOnce() {
        Path ask = overtaken();
        await().atMost(SOON).until(() -> state(ask) == State.CANCELLED);
        assertFalse(now().state().kept(), "said while the other order is under way");
        BackAsk.takeBack(ask);
        awaitRevision(3);
    }

    @Test
    void theOrderThatTookItsPlaceIsNotCancelledWithIt() {
        Path ask = overtaken();
        BackAsk.takeBack(ask);
        await().atMost(SOON).until(() -> files() == 0);
        awaitRevision(3);
    }
}
