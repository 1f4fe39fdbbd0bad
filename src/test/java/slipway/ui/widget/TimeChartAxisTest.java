package slipway.ui.widget;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class TimeChartAxisTest {
    @Test
    void roundSteps() {
        assertEquals(List.of(0.0, 2.0, 4.0, 6.0, 8.0), TimeChartAxis.fit(6.4, 5).ticks());
        assertEquals(new TimeChartAxis(600, 200), TimeChartAxis.fit(512, 4));
        assertEquals(new TimeChartAxis(1, 1), TimeChartAxis.fit(0, 4));
        assertEquals(new TimeChartAxis(1, 1), TimeChartAxis.fit(Double.NaN, 4));
        assertEquals(new TimeChartAxis(100, 25), TimeChartAxis.fit(100, 4));
    }

    @Test
    void holdsEveryValueWithAtMostTheStepsWanted() {
        for (double max = 1e-6; max < 1e12; max *= 1.037) {
            for (int wanted = 1; wanted <= 6; wanted++) {
                TimeChartAxis axis = TimeChartAxis.fit(max, wanted);
                assertTrue(axis.top() >= max * (1 - 1e-9), max + " over " + axis);
                assertTrue(axis.top() - axis.step() < max, max + " leaves a whole step of " + axis);
                assertTrue(axis.ticks().size() <= wanted + 1, max + " in " + axis);
            }
        }
    }

    @Test
    void countsInWholes() {
        assertEquals(new TimeChartAxis(2, 1), TimeChartAxis.fitWhole(1.4, 5));
        assertEquals(new TimeChartAxis(1, 1), TimeChartAxis.fitWhole(0, 5));
        assertEquals(new TimeChartAxis(8, 2), TimeChartAxis.fitWhole(7.2, 5));
    }

    @Test
    void timesAreRound() {
        assertEquals(List.of(300L, 240L, 180L, 120L, 60L, 0L), TimeChartAxis.timeTicks(300, 6));
        assertEquals(List.of(300L, 0L), TimeChartAxis.timeTicks(300, 2));
        assertEquals(List.of(240L, 120L, 0L), TimeChartAxis.timeTicks(300, 5));
        assertEquals("−4 min", TimeChartAxis.timeTick(240, 300, false));
        assertEquals("−0.5", TimeChartAxis.timeTick(30, 300, true));
        assertEquals("−30 s", TimeChartAxis.timeTick(30, 60, false));
        assertEquals("−2 h", TimeChartAxis.timeTick(7200, 14_400, false));
    }

    @Test
    void ticksAreWrittenInTheAxisUnit() {
        assertEquals("2.5", TimeChartUnit.MILLIS.tick(2.5, 10));
        assertEquals("ms", TimeChartUnit.MILLIS.word(10));
        assertEquals("250", TimeChartUnit.MILLIS.tick(0.25, 0.5));
        assertEquals("µs", TimeChartUnit.MILLIS.word(0.5));
        assertEquals("1.5", TimeChartUnit.MILLIS.tick(1500, 2000));
        assertEquals("200", TimeChartUnit.BYTES.tick(200e6, 500e6));
        assertEquals("MB", TimeChartUnit.BYTES.word(500e6));
        assertEquals("12,000", TimeChartUnit.PER_SECOND.tick(12_000, 20_000));
        assertEquals("–", TimeChartUnit.MILLIS.figure(Double.NaN));
        assertEquals("461 req/s", TimeChartUnit.PER_SECOND.figure(461));
    }
}
