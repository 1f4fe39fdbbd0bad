package slipway.compare;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class WilsonTest {
    /// 10 of 100 and 20 of 20, as R’s prop.test without correction has them.
    @Test
    void theInterval() {
        assertEquals(0.0552, Wilson.of(0.1, 100).low(), 5e-5);
        assertEquals(0.1744, Wilson.of(0.1, 100).high(), 5e-5);
        assertEquals(0.8389, Wilson.of(1, 20).low(), 5e-5);
        assertEquals(1, Wilson.of(1, 20).high(), 1e-12);
        assertTrue(Double.isNaN(Wilson.of(Double.NaN, 0).low()));
    }
}
