package slipway.testkit;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

/// Against the published pairs of Sharma, Wu and Dalal.
class ColourSightTest {
    @Test
    void distancesAreThoseOfThePaper() {
        assertEquals(2.0425, distance(50, 2.6772, -79.7751, 50, 0, -82.7485), 0.0001);
        assertEquals(2.3669, distance(50, 0, 0, 50, -1, 2), 0.0001);
        assertEquals(27.1492, distance(50, 2.5, 0, 73, 25, -18), 0.0001);
        assertEquals(31.9030, distance(50, 2.5, 0, 56, -27, -3), 0.0001);
        assertEquals(1.2644, distance(60.2574, -34.0099, 36.2677, 60.4626, -34.1751, 39.4387), 0.0001);
    }

    private static double distance(double... lab) {
        return ColourSight.distance(new double[]{lab[0], lab[1], lab[2]}, new double[]{lab[3], lab[4], lab[5]});
    }
}
