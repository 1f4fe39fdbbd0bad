package slipway.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

import slipway.base.StudioException;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ArrivalsTest {
    private static final Duration TEN = Duration.ofSeconds(10);

    @Test
    void aConstantRateIsEven() {
        assertEquals(List.of(0L, 250_000_000L, 500_000_000L, 750_000_000L),
                all(new Shape.Constant(4, Duration.ofSeconds(1))));
        // 0.1 * 30 is not quite 3
        assertEquals(3, all(new Shape.Constant(0.1, Duration.ofSeconds(30))).size());
        assertEquals(1, all(new Shape.Constant(0.001, Duration.ofSeconds(1))).size());
    }

    @Test
    void aRampSpeedsUpEvenly() {
        List<Long> times = all(new Shape.Ramp(0, 100, TEN));
        assertEquals(500, times.size());
        // the area under the rate: t² * 5 requests until t seconds
        assertEquals(5, in(times, 0, 1));
        assertEquals(125, in(times, 0, 5));
        assertEquals(95, in(times, 9, 10));
        assertEquals(500, all(new Shape.Ramp(100, 0, TEN)).size());
        assertEquals(95, in(all(new Shape.Ramp(100, 0, TEN)), 0, 1));
    }

    @Test
    void stepsAreEquallyLong() {
        List<Long> times = all(new Shape.Steps(List.of(10.0, 0.0, 50.0, 20.0), TEN));
        assertEquals(25 + 125 + 50, times.size());
        assertEquals(25, in(times, 0, 2.5));
        assertEquals(0, in(times, 2.5, 5));
        assertEquals(125, in(times, 5, 7.5));
    }

    @Test
    void aBurstEndsEachPeriod() {
        List<Long> times = all(new Shape.Burst(10, 100, Duration.ofSeconds(4), Duration.ofSeconds(1), TEN));
        assertEquals(30 + 100 + 30 + 100 + 20, times.size());
        assertEquals(100, in(times, 3, 4));
        assertEquals(30, in(times, 4, 7));
        assertEquals(20, in(times, 8, 10));
    }

    @Test
    void poissonArrivalsAreTheSameForASeedAndRandomOtherwise() {
        List<Long> times = all(new Shape.Poisson(1_000, TEN, 7));
        assertEquals(times, all(new Shape.Poisson(1_000, TEN, 7)));
        assertNotEquals(times, all(new Shape.Poisson(1_000, TEN, 8)));
        // 10,000 on average, give or take three of the square root
        assertEquals(10_000, times.size(), 300);
        // gaps of an exponential law vary as much as they last
        double[] gaps = LongStream.range(1, times.size()).mapToDouble(i -> times.get((int) i) - times.get((int) i - 1))
                .toArray();
        double mean = java.util.Arrays.stream(gaps).average().orElseThrow();
        double variance = java.util.Arrays.stream(gaps).map(g -> (g - mean) * (g - mean)).average().orElseThrow();
        assertEquals(1, Math.sqrt(variance) / mean, 0.05);
    }

    @Test
    void givenTimesAndTheirNumberAreKept() {
        assertEquals(List.of(5L, 5L, 9L), all(new Shape.Times(List.of(5L, 5L, 9L))));
        assertEquals(List.of(), all(new Shape.Closed(2, TEN)));
        assertEquals(2, all(new Shape.Constant(100, TEN), 2).size());
        assertEquals(2, Arrivals.planned(new Shape.Constant(100, TEN), 2));
        assertEquals(-1, Arrivals.planned(new Shape.Closed(2, TEN), Long.MAX_VALUE));
        assertEquals(280, Arrivals.planned(
                new Shape.Burst(10, 100, Duration.ofSeconds(4), Duration.ofSeconds(1), TEN), Long.MAX_VALUE));
    }

    @Test
    void whatCannotBeIsSaid() {
        refused("load.rate", () -> new Shape.Constant(0, TEN));
        refused("load.rate", () -> new Shape.Constant(Double.NaN, TEN));
        refused("load.rate", () -> new Shape.Poisson(200_000, TEN, 1));
        refused("load.rate", () -> new Shape.Ramp(0, 0, TEN));
        refused("load.duration", () -> new Shape.Constant(1, Duration.ZERO));
        refused("load.steps", () -> new Shape.Steps(List.of(), TEN));
        refused("load.burst", () -> new Shape.Burst(1, 2, Duration.ofSeconds(1), Duration.ofSeconds(1), TEN));
        refused("load.connections", () -> new Shape.Closed(0, TEN));
        refused("load.times-empty", () -> new Shape.Times(List.of()));
        refused("load.times-order", () -> new Shape.Times(List.of(2L, 1L)));
        refused("load.threads", () -> new LoadPlan.Limits(1, 3, TEN, 1));
        refused("load.timeout", () -> new LoadPlan.Limits(1, 1, Duration.ZERO, 1));
        refused("load.count", () -> new LoadPlan.Limits(1, 1, TEN, 0));
    }

    static void refused(String code, Executable making) {
        var problem = assertThrows(StudioException.class, making).problem();
        assertEquals(code, problem.code());
        assertTrue(!problem.what().startsWith("[") && !problem.why().startsWith("[") && !problem.fix().startsWith("["));
    }

    private static List<Long> all(Shape shape) {
        return all(shape, Long.MAX_VALUE);
    }

    private static List<Long> all(Shape shape, long most) {
        var times = new ArrayList<Long>();
        Arrivals arrivals = Arrivals.of(shape, most);
        for (long next = arrivals.next(); next != Arrivals.END; next = arrivals.next()) {
            assertTrue(times.isEmpty() || next >= times.getLast(), "out of order");
            times.add(next);
        }
        return times;
    }

    /// How many are due from `from` seconds on and before `until`.
    private static long in(List<Long> times, double from, double until) {
        return times.stream().filter(t -> t >= from * 1e9 && t < until * 1e9).count();
    }
}
