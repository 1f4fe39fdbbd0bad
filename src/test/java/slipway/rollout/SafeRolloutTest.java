package slipway.rollout;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.rollout.Standing.Health;
import slipway.rollout.stats.Gates;
import slipway.testkit.Covers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// The eight steps over a fake endpoint: the whole way, each step undone and done again, and every refusal.
class SafeRolloutTest {
    @TempDir
    Path folder;

    private final FakeStage stage = new FakeStage();
    private final SafePlan plan = new SafePlan("iris", "blue", "green", 2, 20, 25, 10, Gates.DEFAULT);

    @BeforeEach
    void nothingRunsYet() {
        stage.split = new Split(Map.of(), Map.of());
        stage.server("blue").health = Health.GONE;
        stage.server("green").health = Health.GONE;
    }

    private SafeRollout rollout() {
        return SafeRollout.start(stage, folder, plan);
    }

    private void traffic(double seconds) throws InterruptedException {
        stage.pause(Duration.ofMillis(Math.round(seconds * 1000)));
    }

    @Test
    @Covers({"A173", "A174", "A197", "A198", "A201", "A206", "A212", "A213", "A214"})
    void theEightStepsEachUndoneAndDoneAgain() throws InterruptedException {
        SafeRollout rollout = rollout();
        var titles = new ArrayList<String>();
        while (rollout.state().get().next() != null) {
            titles.add(Objects.requireNonNull(rollout.state().get().next()).title(plan));
            Split before = stage.split;
            List<String> servers = servers();
            assertNull(rollout.check().refused(), titles.getLast());
            rollout.next();
            rollout.undo();
            assertEquals(before, stage.split, titles.getLast());
            assertEquals(servers, servers(), titles.getLast());
            traffic(20);
            rollout.next();
            traffic(20);
        }
        assertEquals(List.of("Define blue", "Scale blue to 2", "Deploy green", "Test green alone", "Mirror 25 %",
                "Live 10 %", "Live 100 %", "Delete blue"), titles);
        assertEquals(List.of("green"), List.copyOf(stage.servers.keySet()));
        assertEquals(Map.of("green", 100), stage.split.live());
        assertEquals(24, rollout.state().get().log().size(), "done, undone and done again");
        assertTrue(SafeRollout.unfinished(stage, folder).isEmpty());
    }

    private List<String> servers() {
        return stage.servers.entrySet().stream()
                .map(entry -> entry.getKey() + entry.getValue().health + entry.getValue().replicas).toList();
    }

    private SafeRollout upTo(SafeStep next) throws InterruptedException {
        SafeRollout rollout = rollout();
        while (rollout.state().get().next() != next)
            rollout.next();
        return rollout;
    }

    @Test
    void greenThatAnswersWrongDoesNotPassItsTest() throws InterruptedException {
        SafeRollout rollout = upTo(SafeStep.TEST_GREEN);
        stage.wrong = 3;
        StudioException refused = assertThrows(StudioException.class, rollout::next);
        assertEquals(List.of("green", 17, 20), refused.problem().args());
        assertEquals(SafeStep.TEST_GREEN, rollout.state().get().next());
        assertNull(rollout.state().get().busy());
    }

    @Test
    void aMirrorThatCopiedNothingWarns() throws InterruptedException {
        SafeRollout rollout = upTo(SafeStep.LIVE_SHARE);
        assertEquals("rollout.safe-unseen", warning(rollout));
        traffic(0.2);
        assertEquals("rollout.safe-open", warning(rollout));
        traffic(30);
        assertEquals(SafeRollout.Check.GOOD, rollout.check());
    }

    @Test
    void aWorseGreenIsRefusedUntilItIsUndone() throws InterruptedException {
        stage.server("green").slower(3);
        SafeRollout rollout = upTo(SafeStep.LIVE_SHARE);
        traffic(30);
        Problem refused = rollout.check().refused();
        assertTrue(refused != null && refused.code().equals("rollout.safe-worse")
                && refused.what().startsWith("green is worse: p50"), String.valueOf(refused));
        assertThrows(StudioException.class, rollout::next);
        rollout.undo();
        assertEquals(new Split(Map.of("blue", 100), Map.of()), stage.split);
    }

    @Test
    void somebodyElsesTrafficIsNotTouched() throws InterruptedException {
        SafeRollout rollout = upTo(SafeStep.MIRROR);
        stage.split = new Split(Map.of("blue", 80, "green", 20), Map.of());
        assertEquals("rollout.safe-edited", refusal(rollout));
        assertThrows(StudioException.class, rollout::undo);
        stage.split = new Split(Map.of("red", 100), Map.of());
        assertEquals("rollout.safe-others", refusal(SafeRollout.start(stage, folder, plan)));
    }

    @Test
    void brokenDeploymentsAreRefused() throws InterruptedException {
        SafeRollout rollout = upTo(SafeStep.MIRROR);
        stage.server("green").health = Health.UNHEALTHY;
        assertEquals("rollout.not-ready", refusal(rollout));
    }

    @Test
    void itGoesOnAfterARestart() throws InterruptedException {
        upTo(SafeStep.LIVE_ALL);
        SafeRollout again = SafeRollout.unfinished(stage, folder).getFirst();
        assertEquals(SafeStep.LIVE_ALL, again.state().get().next());
        again.undo();
        assertEquals(Map.of("green", 25), stage.split.mirror());
    }

    private static String warning(SafeRollout rollout) {
        return Objects.requireNonNull(rollout.check().warned()).code();
    }

    private static String refusal(SafeRollout rollout) {
        return Objects.requireNonNull(rollout.check().refused()).code();
    }
}
