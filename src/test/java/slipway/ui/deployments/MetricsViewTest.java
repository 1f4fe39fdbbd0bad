package slipway.ui.deployments;

import java.util.List;

import org.junit.jupiter.api.Test;

import slipway.engine.Usage;
import slipway.observe.UsageSampler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class MetricsViewTest {
    @Test
    void readingsStandAtTheirTimeAndOnlyRealGapsStayEmpty() {
        long period = UsageSampler.PERIOD.toMillis();
        // the third came late and left a step empty; between the first two the deployment did not run
        var readings = List.of(new Usage(10 * period, 1, 10), new Usage(14 * period, 3, 30),
                new Usage(16 * period + 300, 5, 50), new Usage(17 * period, 6, 60));
        double[] steps = MetricsView.steps(readings, Usage::cpu);
        int last = steps.length - 1;
        assertEquals(UsageSampler.KEPT, steps.length);
        assertEquals(6, steps[last]);
        assertEquals(5, steps[last - 1]);
        assertEquals(4, steps[last - 2], "one late reading is no gap");
        assertEquals(3, steps[last - 3]);
        assertTrue(Double.isNaN(steps[last - 4]), "three periods without a reading are");
        assertEquals(1, steps[last - 7]);
        assertTrue(Double.isNaN(MetricsView.steps(List.of(), Usage::cpu)[last]));
    }
}
