package slipway.traffic;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

class SessionsTest {
    private static final int COUNT = 20_000;

    @Test
    void theSplitOfSessionsIsRightWithinFourStandardDeviations() {
        Map<String, Integer> weights = Map.of("blue", 70, "green", 25, "red", 5);
        Sessions sessions = sessions(weights);
        var counted = new TreeMap<String, Integer>();
        for (int i = 0; i < COUNT; i++)
            counted.merge(String.valueOf(sessions.deployment("session-" + i)), 1, Integer::sum);
        weights.forEach((name, weight) -> near(counted.getOrDefault(name, 0), weight / 100.0));
    }

    @Test
    void aChangeOfWeightsMovesOnlyTheSessionsThatMustMove() {
        Sessions before = sessions(Map.of("blue", 90, "green", 10));
        Sessions after = sessions(Map.of("blue", 70, "green", 30));
        int moved = 0;
        for (int i = 0; i < COUNT; i++) {
            String was = before.deployment("s" + i);
            String is = after.deployment("s" + i);
            if (java.util.Objects.equals(was, is)) continue;
            moved++;
            assertEquals("green", is);
        }
        near(moved, 0.2);
    }

    @Test
    void aDeploymentThatGoesLeavesTheSessionsOfTheOthersWhereTheyAre() {
        Sessions before = sessions(ordered("blue", 50, "green", 30, "red", 20));
        Sessions after = sessions(ordered("blue", 50, "green", 30));
        for (int i = 0; i < COUNT; i++) {
            String was = before.deployment("s" + i);
            if (!"red".equals(was)) assertEquals(was, after.deployment("s" + i));
        }
        assertNull(sessions(Map.of()).deployment("s"));
    }

    @Test
    void drawsKeepTheirSharesAndRepeatWithTheirSeed() {
        Map<String, Integer> weights = ordered("blue", 90, "green", 10);
        var one = new Dice(weights, 7);
        var same = new Dice(weights, 7);
        var other = new Dice(weights, 8);
        int green = 0;
        var first = new StringBuilder();
        var second = new StringBuilder();
        for (int i = 0; i < COUNT; i++) {
            String drawn = one.next();
            assertEquals(drawn, same.next());
            if (drawn.equals("green")) green++;
            if (i < 1_000) {
                first.append(drawn);
                second.append(other.next());
            }
        }
        near(green, 0.1);
        assertNotEquals(first.toString(), second.toString());
    }

    private static void near(int counted, double share) {
        double deviation = Math.sqrt(COUNT * share * (1 - share));
        assertTrue(Math.abs(counted - COUNT * share) < 4 * deviation, counted + " of " + COUNT + ", asked " + share);
    }

    private static Sessions sessions(Map<String, Integer> weights) {
        return new Sessions(Spread.Sticky.header("x-session-id"), weights);
    }

    private static Map<String, Integer> ordered(Object... pairs) {
        var map = new LinkedHashMap<String, Integer>();
        for (int i = 0; i < pairs.length; i += 2)
            map.put((String) pairs[i], (Integer) pairs[i + 1]);
        return map;
    }
}
