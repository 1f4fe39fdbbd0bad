package slipway.rollout;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.StudioException;
import slipway.rollout.RolloutPlan.Then;
import slipway.rollout.RolloutState.Status;
import slipway.rollout.Standing.Health;
import slipway.rollout.stats.Gates;
import slipway.testkit.Covers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// The story of a rollout over generated traffic, in virtual time.
class RolloutTest {
    private static final Split BLUE = new Split(Map.of("blue", 100), Map.of());

    @TempDir
    Path folder;

    private final FakeStage stage = new FakeStage();
    private final List<RolloutState> saved = new ArrayList<>();

    private static PlanStep live(int percent) {
        return new PlanStep(false, percent, 200, Duration.ofSeconds(10), Duration.ofMinutes(30), false);
    }

    private static PlanStep mirror(int percent) {
        return new PlanStep(true, percent, 200, Duration.ofSeconds(10), Duration.ofMinutes(30), false);
    }

    private static RolloutPlan plan(PlanStep... steps) {
        return plan(Then.ROLL_BACK, Then.PAUSE, steps);
    }

    private static RolloutPlan plan(Then onWorse, Then onLimit, PlanStep... steps) {
        return new RolloutPlan("iris", "blue", "green", List.of(steps), Gates.DEFAULT, onWorse, onLimit);
    }

    private Rollout rollout(RolloutPlan plan) {
        return new Rollout(stage, RolloutState.of("iris-1", plan, stage.split, stage.now()), saved::add);
    }

    private RolloutState run(RolloutPlan plan) throws InterruptedException {
        Rollout rollout = rollout(plan);
        rollout.run();
        return rollout.state().get();
    }

    /// Runs it and ends it by a person after `time`; the state is as it was just before.
    private RolloutState stateAfter(Duration time, Rollout rollout) throws InterruptedException {
        var seen = new ArrayList<RolloutState>();
        stage.at(time, () -> {
            seen.add(rollout.state().get());
            rollout.abort();
        });
        rollout.run();
        return seen.getFirst();
    }

    @Test
    @Covers({"A173", "A213"})
    void aGoodCandidateGoesThroughAllSteps() throws InterruptedException {
        RolloutState end = run(plan(mirror(25), live(5), live(25), live(50), live(100)));
        assertEquals(Status.DONE, end.status());
        assertEquals(List.of("blue 100 % → green 25 %", "blue 95 %, green 5 %", "blue 75 %, green 25 %",
                "blue 50 %, green 50 %", "green 100 %"), stage.done);
        assertTrue(end.steps().stream().allMatch(
                step -> step.status() == StepState.Status.PASSED && step.requests() >= 200), end.steps()::toString);
        assertEquals(5, end.swaps().size());
        assertEquals(end, saved.getLast());
        assertTrue(Words.now(end).equals("done"), Words.now(end));
    }

    @Test
    void aSlowCandidateIsRolledBack() throws InterruptedException {
        stage.server("green").slower(2);
        RolloutState end = run(plan(live(5), live(25), live(100)));
        assertEquals(Status.ROLLED_BACK, end.status());
        assertEquals(BLUE, stage.split);
        assertEquals(StepState.Status.FAILED, end.steps().getFirst().status());
        assertTrue(end.log().stream().anyMatch(line -> line.text().startsWith("green is worse: p50")),
                end.log()::toString);
    }

    @Test
    void aFailingCandidateIsRolledBack() throws InterruptedException {
        stage.at(Duration.ofSeconds(35), () -> stage.server("green").errors = 0.3);
        RolloutState end = run(plan(live(25), live(50), live(75), live(100)));
        assertEquals(Status.ROLLED_BACK, end.status());
        assertEquals(BLUE, stage.split);
        assertEquals(StepState.Status.PASSED, end.steps().getFirst().status());
        assertTrue(end.log().stream().anyMatch(line -> line.text().contains("worse: errors")), end.log()::toString);
    }

    @Test
    void aCrashingCandidateIsRolledBackAtOnce() throws InterruptedException {
        for (Health health : List.of(Health.UNHEALTHY, Health.GONE)) {
            stage.server("green").health = Health.READY;
            var start = stage.now();
            stage.at(Duration.ofSeconds(3), () -> stage.server("green").health = health);
            RolloutState end = run(plan(live(5), live(100)));
            assertEquals(Status.ROLLED_BACK, end.status());
            assertEquals(BLUE, stage.split);
            assertEquals(3, Duration.between(start, stage.now()).toSeconds(), "at the next look");
        }
    }

    @Test
    void noTrafficNeverAdvances() throws InterruptedException {
        stage.rate = 0;
        var step = new PlanStep(false, 5, 200, Duration.ZERO, Duration.ofDays(90), false);
        RolloutState state = stateAfter(Duration.ofHours(2), rollout(plan(step, live(100))));
        assertEquals(0, state.step());
        assertEquals(Status.RUNNING, state.status());
        assertTrue(Words.now(state).startsWith("Not enough data (0 of 200)."), Words.now(state));
        assertTrue(state.more() >= 200, "needs " + state.more());
    }

    @Test
    void trafficForTheOthersAloneNeverAdvances() throws InterruptedException {
        Rollout rollout = rollout(plan(live(5), live(100)));
        // the weights are asked for, and nobody asks the candidate all the same
        stage.server("green").latencies[0].reset();
        stage.onSet = split -> stage.at(Duration.ofMillis(1), () -> stage.server("green").requests[0] = 0);
        stage.rate = 0;
        stage.server("blue").requests[0] = 1_000_000;
        RolloutState state = stateAfter(Duration.ofMinutes(20), rollout);
        assertEquals(0, state.step());
    }

    @Test
    void fewRequestsDoNotPassHoweverGoodTheyAre() throws InterruptedException {
        var step = new PlanStep(false, 50, 100_000, Duration.ZERO, Duration.ofDays(1), false);
        RolloutState state = stateAfter(Duration.ofMinutes(2), rollout(plan(step, live(100))));
        assertEquals(0, state.step());
        assertTrue(state.look() != null && state.more() > 30_000, "still " + state.more());
    }

    @Test
    void theLimitPausesOrRollsBack() throws InterruptedException {
        stage.rate = 0;
        var step = new PlanStep(false, 5, 200, Duration.ofSeconds(1), Duration.ofMinutes(2), false);
        RolloutState paused = stateAfter(Duration.ofMinutes(3), rollout(plan(step)));
        assertEquals(PauseReason.LIMIT, paused.paused());
        assertEquals(List.of("1", "0", "200"), paused.log().getLast().args());
        stage.split = BLUE;
        assertEquals(Status.ROLLED_BACK, run(plan(Then.ROLL_BACK, Then.ROLL_BACK, step)).status());
        assertEquals(BLUE, stage.split);
    }

    @Test
    void aPersonPausesAndResumes() throws InterruptedException {
        Rollout rollout = rollout(plan(live(50), live(100)));
        var during = new ArrayList<RolloutState>();
        stage.at(Duration.ofSeconds(5), rollout::pause);
        stage.at(Duration.ofMinutes(5), () -> during.add(rollout.state().get()));
        stage.at(Duration.ofMinutes(6), rollout::resume);
        rollout.run();
        assertEquals(0, during.getFirst().step());
        assertEquals(PauseReason.PERSON, during.getFirst().paused());
        RolloutState end = rollout.state().get();
        assertEquals(Status.DONE, end.status());
        var first = end.steps().getFirst();
        assertTrue(first.began() != null && first.ended() != null
                && Duration.between(first.began(), first.ended()).toSeconds() >= 6 * 60 + 4,
                "the pause is no part of the hold time");
    }

    @Test
    void aPausedOneIsStillGuarded() throws InterruptedException {
        Rollout rollout = rollout(plan(live(50), live(100)));
        stage.at(Duration.ofSeconds(5), rollout::pause);
        stage.at(Duration.ofSeconds(20), () -> stage.server("green").health = Health.UNHEALTHY);
        rollout.run();
        assertEquals(Status.ROLLED_BACK, rollout.state().get().status());
        assertEquals(BLUE, stage.split);
    }

    @Test
    void aStepThatWantsAPersonWaitsForOne() throws InterruptedException {
        var step = new PlanStep(false, 50, 200, Duration.ofSeconds(1), Duration.ofHours(1), true);
        Rollout rollout = rollout(plan(step, live(100)));
        var during = new ArrayList<RolloutState>();
        stage.at(Duration.ofMinutes(9), () -> during.add(rollout.state().get()));
        stage.at(Duration.ofMinutes(9), rollout::resume);
        rollout.run();
        assertEquals(PauseReason.PLAN, during.getFirst().paused());
        assertEquals(StepState.Status.PASSED, during.getFirst().steps().getFirst().status());
        assertEquals(Status.DONE, rollout.state().get().status());
    }

    @Test
    void aPersonRollsBackAtAnyTime() throws InterruptedException {
        Rollout rollout = rollout(plan(live(50), live(100)));
        stage.at(Duration.ofSeconds(2), rollout::rollBack);
        rollout.run();
        assertEquals(Status.ROLLED_BACK, rollout.state().get().status());
        assertEquals(BLUE, stage.split);
    }

    @Test
    void anEditFromOutsideIsNeverFought() throws InterruptedException {
        var theirs = new Split(Map.of("blue", 70, "green", 30), Map.of());
        stage.at(Duration.ofSeconds(3), () -> stage.split = theirs);
        stage.at(Duration.ofSeconds(9), () -> stage.server("green").health = Health.GONE);
        RolloutState state = stateAfter(Duration.ofHours(1), rollout(plan(live(50), live(100))));
        assertEquals(PauseReason.EDITED, state.paused());
        assertEquals(theirs, stage.split);
        assertTrue(state.log().getLast().text().contains("green 30 %"), state.log()::toString);
    }

    @Test
    void afterAnEditResumeSetsTheStepAgain() throws InterruptedException {
        Rollout rollout = rollout(plan(live(50), live(100)));
        stage.at(Duration.ofSeconds(3), () -> stage.split = BLUE);
        stage.at(Duration.ofSeconds(60), rollout::resume);
        rollout.run();
        assertEquals(Status.DONE, rollout.state().get().status());
        assertEquals(List.of("blue 50 %, green 50 %", "blue 50 %, green 50 %", "green 100 %"), stage.done);
    }

    @Test
    void anotherRevisionIsAnotherCandidate() throws InterruptedException {
        Rollout rollout = rollout(plan(live(50), live(100)));
        stage.at(Duration.ofSeconds(3), () -> stage.server("green").redeployed());
        RolloutState state = stateAfter(Duration.ofMinutes(10), rollout);
        assertEquals(PauseReason.REVISION, state.paused());
    }

    @Test
    void aWayBackThatFailsIsTriedAgain() throws InterruptedException {
        stage.server("green").slower(3);
        var failures = new ArrayList<Split>();
        stage.onSet = split -> {
            if (split.equals(BLUE) && failures.size() < 3) {
                failures.add(split);
                throw StudioException.of("store.write-failed", "endpoint.yml", "no space left");
            }
        };
        RolloutState end = run(plan(live(50), live(100)));
        assertEquals(Status.ROLLED_BACK, end.status());
        assertEquals(3, failures.size());
        assertEquals(BLUE, stage.split);
    }

    @Test
    void aBrokenStudioPausesAndSaysWhy() throws InterruptedException {
        stage.onSet = split -> {
            throw StudioException.of("store.write-failed", "endpoint.yml", "no space left");
        };
        RolloutState state = stateAfter(Duration.ofMinutes(1), rollout(plan(live(50))));
        assertEquals(PauseReason.FAULT, state.paused());
        assertTrue(state.log().getLast().text().contains("endpoint.yml"), state.log()::toString);
    }

    @Test
    void worseMayPauseInstead() throws InterruptedException {
        stage.server("green").slower(3);
        RolloutState state = stateAfter(Duration.ofHours(1),
                rollout(plan(Then.PAUSE, Then.PAUSE, live(50), live(100))));
        assertEquals(PauseReason.WORSE, state.paused());
        assertEquals(50, stage.split.share("green"));
    }

    @Test
    void agreementIsJudgedOverTheMirroredSteps() throws InterruptedException {
        var gates = new Gates(0.05, 0.01, Gates.DEFAULT.latency(), 0.95);
        var plan = new RolloutPlan("iris", "blue", "green", List.of(mirror(50), live(100)), gates, Then.ROLL_BACK,
                Then.PAUSE);
        assertEquals(Status.DONE, run(plan).status());
        stage.split = BLUE;
        stage.server("green").differs = 0.2;
        RolloutState end = run(plan);
        assertEquals(Status.ROLLED_BACK, end.status());
        assertTrue(end.log().stream().anyMatch(line -> line.text().contains("worse: agreement")), end.log()::toString);
    }

    @Test
    void looksAreThinnedOut() throws InterruptedException {
        var step = new PlanStep(false, 50, 1_000_000_000, Duration.ZERO, Duration.ofDays(30), false);
        stage.rate = 4;
        RolloutState state = stateAfter(Duration.ofMinutes(21), rollout(plan(step)));
        assertTrue(state.looks().size() <= RolloutState.LOOKS && state.looks().size() > RolloutState.LOOKS / 3);
        assertTrue(Duration.between(state.started(), state.looks().getFirst().at()).toSeconds() < 2,
                "the beginning stays");
        assertNull(state.paused());
        assertFalse(state.status().ended());
    }
}
