package slipway.ui.lab;

import java.util.List;

import org.junit.jupiter.api.Test;

import slipway.base.StudioException;
import slipway.rollout.RolloutPlan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class RolloutAskTest {
    @Test
    void sharesAndGatesInPercentBecomeAPlan() {
        RolloutPlan plan = ask(25, 99).plan();
        assertEquals(List.of(true, false, false), plan.steps().stream().map(step -> step.mirror()).toList());
        assertEquals(100, plan.steps().getLast().percent());
        assertEquals(0.01, plan.gates().errorMargin());
        assertEquals(1.25, plan.gates().latency().get(0.95));
        assertEquals(0.99, plan.gates().agreement());
        assertEquals(RolloutPlan.Then.ROLL_BACK, plan.onWorse());
    }

    @Test
    void agreementWithoutAMirrorIsRefused() {
        assertEquals("rollout.gate-no-mirror", assertThrows(StudioException.class, ask(0, 99)::plan).problem()
                .code());
    }

    private static RolloutAsk ask(int mirror, double agreement) {
        return new RolloutAsk("iris", "blue", "green", mirror, List.of(10.0, 100.0), 200, 10, 600, 1, 25, agreement, 5,
                true);
    }
}
