package slipway.traffic;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;

import slipway.testkit.Covers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class WheelTest {
    @Test
    void interleavesTwoAsNginxDoes() {
        var wheel = Wheel.of(GatewayRoutingIT.ordered("blue", 90, "green", 10));
        List<String> turns = new ArrayList<>();
        for (int i = 0; i < 10; i++)
            turns.add(wheel.next());
        assertEquals(9, turns.stream().filter("blue"::equals).count());
        assertEquals(5, turns.indexOf("green"), "in the middle of its ten, not at an end");
    }

    @Test
    @Covers({"A193"})
    void isLessThanOneAwayFromEveryShareAfterEveryRequest() {
        var random = new Random(7);
        for (int round = 0; round < 3_000; round++) {
            var weights = randomWeights(random, 1 + random.nextInt(9));
            var wheel = Wheel.of(weights);
            var counted = new HashMap<String, Integer>();
            for (int n = 1; n <= 250; n++) {
                counted.merge(wheel.next(), 1, Integer::sum);
                for (var entry : weights.entrySet()) {
                    double off = counted.getOrDefault(entry.getKey(), 0) - n * entry.getValue() / 100.0;
                    assertTrue(Math.abs(off) < 1, () -> weights + " " + entry.getKey() + " off by " + off);
                }
            }
        }
    }

    @Test
    void leavesOutWeightZeroAndKnowsItsShares() {
        var wheel = Wheel.of(Map.of("blue", 100, "green", 0));
        for (int i = 0; i < 50; i++)
            assertEquals("blue", wheel.next());
        assertTrue(wheel.spreads(Map.of("blue", 100)));
        assertFalse(wheel.spreads(Map.of("blue", 90, "green", 10)));
        assertThrows(IllegalArgumentException.class, () -> Wheel.of(Map.of("blue", 0)));
    }

    private static Map<String, Integer> randomWeights(Random random, int count) {
        var weights = new LinkedHashMap<String, Integer>();
        int left = 100;
        for (int i = 0; i < count - 1; i++) {
            int weight = random.nextInt(left + 1);
            weights.put("d" + i, weight);
            left -= weight;
        }
        weights.put("last", left);
        return weights;
    }
}
