package slipway.rollout;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import tools.jackson.databind.json.JsonMapper;

import slipway.base.StudioException;
import slipway.rollout.RolloutPlan.Then;
import slipway.rollout.stats.Gates;
import slipway.testkit.Covers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

/// What a plan refuses, how it is saved, and the arithmetic of splits.
class RolloutPlanTest {
    private static PlanStep step(boolean mirror, int percent) {
        return new PlanStep(mirror, percent, 1, Duration.ZERO, Duration.ofMinutes(1), false);
    }

    private static RolloutPlan plan(Gates gates, PlanStep... steps) {
        return new RolloutPlan("iris", "blue", "green", List.of(steps), gates, Then.ROLL_BACK, Then.PAUSE);
    }

    private static void refused(String code, Executable made) {
        assertEquals(code, assertThrows(StudioException.class, made).problem().code());
    }

    @Test
    @Covers({"A206", "A208"})
    void stepsAreCheckedWhereTheyAreMade() {
        refused("rollout.step-share", () -> step(false, 0));
        refused("rollout.step-share", () -> step(false, 101));
        refused("rollout.step-mirror", () -> step(true, 51));
        refused("rollout.step-least",
                () -> new PlanStep(false, 5, 0, Duration.ZERO, Duration.ofMinutes(1), false));
        refused("rollout.step-time",
                () -> new PlanStep(false, 5, 1, Duration.ofMinutes(1), Duration.ofMinutes(1), false));
        refused("rollout.step-time",
                () -> new PlanStep(false, 5, 1, Duration.ofMillis(-1), Duration.ofMinutes(1), false));
    }

    @Test
    void plansAreCheckedWhereTheyAreMade() {
        refused("rollout.plan-empty", () -> plan(Gates.DEFAULT));
        refused("rollout.plan-order", () -> plan(Gates.DEFAULT, step(false, 50), step(false, 50)));
        refused("rollout.plan-mirror-late", () -> plan(Gates.DEFAULT, step(false, 5), step(true, 5)));
        refused("rollout.plan-same", () -> new RolloutPlan("iris", "blue", "blue", List.of(step(false, 5)),
                Gates.DEFAULT, Then.PAUSE, Then.PAUSE));
        refused("rollout.plan-names", () -> new RolloutPlan("iris", "", "green", List.of(step(false, 5)),
                Gates.DEFAULT, Then.PAUSE, Then.PAUSE));
        refused("rollout.gate-alpha", () -> plan(new Gates(0, 0.01, new TreeMap<>(), 0), step(false, 5)));
        refused("rollout.gate-errors", () -> plan(new Gates(0.05, 0, new TreeMap<>(), 0), step(false, 5)));
        refused("rollout.gate-latency",
                () -> plan(new Gates(0.05, 0.01, new TreeMap<>(Map.of(0.5, 1.0)), 0), step(false, 5)));
        refused("rollout.gate-agreement", () -> plan(new Gates(0.05, 0.01, new TreeMap<>(), 1), step(true, 5)));
        refused("rollout.gate-no-mirror", () -> plan(new Gates(0.05, 0.01, new TreeMap<>(), 0.9), step(false, 5)));
    }

    @Test
    void aPlanIsTheSameAfterItWasSaved() {
        RolloutPlan plan = plan(new Gates(0.05, 0.01, new TreeMap<>(Map.of(0.5, 1.25, 0.99, 2.0)), 0.99),
                step(true, 25), step(false, 5), step(false, 100));
        String json = JsonMapper.shared().writeValueAsString(plan);
        assertEquals(plan, JsonMapper.shared().readValue(json, RolloutPlan.class));
    }

    @Test
    void theOthersShareTheRestAsTheyDid() {
        var three = new Split(Map.of("a", 60, "b", 25, "c", 15), Map.of());
        assertEquals(Map.of("a", 57, "b", 24, "c", 14, "d", 5), three.towards("d", 5).live());
        assertEquals(Map.of("d", 100), three.towards("d", 100).live());
        var odd = new Split(Map.of("a", 33, "b", 33, "c", 34), Map.of());
        for (int percent = 1; percent <= 100; percent++) {
            int sum = odd.towards("d", percent).live().values().stream().mapToInt(Integer::intValue).sum();
            assertEquals(100, sum, "at " + percent);
        }
        assertEquals(Map.of("blue", 40, "green", 60),
                new Split(Map.of("blue", 90, "green", 10), Map.of("red", 5)).towards("green", 60).live());
    }
}
