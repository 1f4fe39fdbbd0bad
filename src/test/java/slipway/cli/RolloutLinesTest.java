package slipway.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import slipway.rollout.Look;
import slipway.rollout.PlanStep;
import slipway.rollout.RolloutPlan;
import slipway.rollout.RolloutPlan.Then;
import slipway.rollout.RolloutState;
import slipway.rollout.RolloutState.Status;
import slipway.rollout.Split;
import slipway.rollout.StepState;
import slipway.rollout.stats.Gates;
import slipway.rollout.stats.Outcome;
import slipway.rollout.stats.Verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class RolloutLinesTest {
    private static final Instant BEGAN = Instant.parse("2026-11-22T10:00:00Z");
    private static final RolloutPlan PLAN = new RolloutPlan("iris", "blue", "green",
            List.of(new PlanStep(false, 100, 200, Duration.ZERO, Duration.ofMinutes(2), false)), Gates.ROLLOUT,
            Then.PAUSE, Then.PAUSE);

    private final StringWriter err = new StringWriter();
    private final RolloutLines lines = new RolloutLines(new Console(new PrintWriter(new StringWriter(), true),
            new PrintWriter(err, true)), false);

    private void second(int at, long requests, Status status) {
        var look = new Look(BEGAN.plusSeconds(at), 0, requests, requests, new Verdict(Outcome.OPEN, List.of(), 0),
                Map.of());
        lines.tell(new RolloutState("r1", PLAN, new Split(Map.of("blue", 100), Map.of()), status, 0,
                List.of(new StepState(StepState.Status.RUNNING, BEGAN, null, 0)), List.of(look), BEGAN, null, null,
                List.of(), List.of()));
    }

    private long told() {
        return err.toString().lines().filter(line -> line.contains("No request comes in: send some to iris")).count();
    }

    @Test
    void thatNoRequestComesIsSaidOnceForEachPauseOfThem() {
        for (int at = 0; at < 10; at++)
            second(at, 0, Status.RUNNING);
        assertEquals(0, told());
        for (int at = 10; at < 40; at++)
            second(at, 0, Status.RUNNING);
        assertEquals(1, told(), err::toString);
        for (int at = 40; at < 60; at++)
            second(at, at, Status.RUNNING);
        assertEquals(1, told(), err::toString);
        for (int at = 60; at < 80; at++)
            second(at, 59, Status.RUNNING);
        assertEquals(2, told(), err::toString);
        assertTrue(err.toString().contains("(59 of 200)"), err::toString);
    }

    @Test
    void oneThatWaitsForAPersonWaitsForNoRequests() {
        for (int at = 0; at < 30; at++)
            second(at, 0, Status.PAUSED);
        assertEquals(0, told());
    }
}
