package slipway.ui.endpoints;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class SeenShareTest {
    private static final List<String> TWO = List.of("blue", "green");

    @Test
    void countsSinceTheSplitChanged() {
        var seen = SeenShare.since(Map.of("blue", 100L), Map.of("blue", 1000L, "green", 100L, "gone", 7L), TWO);
        assertEquals(1000, seen.total());
        assertEquals("90.00 / 10.00", seen.shown(TWO));
    }

    /// Reference values of the Wilson interval: 10 of 100 is 0.0552 … 0.1744, 0 of 20 is 0 … 0.1611.
    @Test
    void wilsonInterval() {
        assertEquals((0.1744 - 0.0552) / 2, SeenShare.halfWidth(0.1, 100), 5e-5);
        assertEquals(0.1611 / 2, SeenShare.halfWidth(0, 20), 5e-5);
        assertTrue(SeenShare.halfWidth(0.5, 1) <= 0.5);
    }

    @Test
    void nothingSeen() {
        var seen = SeenShare.since(Map.of(), Map.of(), TWO);
        assertTrue(Double.isNaN(seen.margin()));
        assertTrue(Double.isNaN(seen.share("blue")));
    }
}
