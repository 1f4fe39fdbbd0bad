package slipway.load;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import slipway.base.Bytes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

class PlanTextTest {
    private static final Duration TEN = Duration.ofSeconds(10);

    @Test
    void shapesAreReadAsTheyAreWritten() {
        assertEquals(new Shape.Constant(5, TEN), PlanText.shape("constant", 5, TEN, 1));
        assertEquals(new Shape.Poisson(5, TEN, 3), PlanText.shape("Poisson", 5, TEN, 3));
        assertEquals(new Shape.Ramp(1, 20.5, TEN), PlanText.shape("ramp:1-20.5", 0, TEN, 1));
        assertEquals(new Shape.Steps(List.of(10.0, 20.0), TEN), PlanText.shape("steps:10, 20", 0, TEN, 1));
        assertEquals(new Shape.Burst(1, 9, Duration.ofSeconds(5), Duration.ofMillis(500), TEN),
                PlanText.shape("burst:1,9,5,0.5", 0, TEN, 1));
        for (String bad : List.of("", "sine", "ramp", "ramp:1", "ramp:a-b", "steps:", "burst:1,2,3", "burst:1,2,3,x")) {
            ArrivalsTest.refused("load.shape", () -> PlanText.shape(bad, 5, TEN, 1));
        }
        ArrivalsTest.refused("load.rate", () -> PlanText.shape("poisson", 0, TEN, 1));
    }

    @Test
    void everyShapeHasItsWords() {
        var constant = new LoadPlan(URI.create("http://127.0.0.1:1/"), 200, TEN, "text/plain", Bytes.EMPTY, Map.of());
        assertEquals("200/s for 10.0 s", PlanText.words(constant));
        for (Shape shape : List.of(new Shape.Ramp(1, 2, TEN), new Shape.Steps(List.of(1.0), TEN),
                new Shape.Burst(1, 9, Duration.ofSeconds(5), Duration.ofMillis(500), TEN), new Shape.Poisson(1, TEN, 1),
                new Shape.Closed(3, TEN), new Shape.Times(List.of(1L)))) {
            assertFalse(PlanText.words(constant.with(shape)).startsWith("["), shape.toString());
        }
    }
}
