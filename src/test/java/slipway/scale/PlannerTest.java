package slipway.scale;

import java.util.Arrays;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import slipway.base.StudioException;
import slipway.testkit.Covers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// The approximation against the textbook and against a queue that is played through.
class PlannerTest {
    private static final int REQUESTS = 400_000;

    /// Erlang’s C has known values: one server waits with its utilisation, and so on.
    @Test
    void exponentialTimesGiveTheTextbooksValues() {
        Planner.Outcome one = new Planner(8, 0.1, 1, 1).with(1);
        assertEquals(0.8, one.utilisation(), 1e-12);
        assertEquals(0.8, one.waits(), 1e-12);
        // M/M/1: rho / (mu - lambda)
        assertEquals(0.4, one.mean(), 1e-12);
        Planner.Outcome two = new Planner(16, 0.1, 1, 1).with(2);
        assertEquals(0.7111, two.waits(), 1e-4);
        // M/D/1 waits half as long as M/M/1
        assertEquals(0.2, new Planner(8, 0.1, 0, 1).with(1).mean(), 1e-12);
    }

    @ParameterizedTest
    @CsvSource({"1, 7, 1, 1, 0.05", "4, 34, 1, 1, 0.05", "2, 16, 0, 1, 0.10", "4, 36, 0, 1, 0.15",
            "3, 25, 2, 1, 0.20", "2, 70, 0.5, 4, 0.10"})
    @Covers("A165")
    void aQueuePlayedThroughAgrees(int replicas, double rate, double spread, int atOnce, double within) {
        var planner = new Planner(rate, 0.1, spread, atOnce);
        assertTrue(within <= planner.error(), "no more than is told");
        Planner.Outcome said = planner.with(replicas);
        double[] waits = played(replicas * atOnce, rate, 0.1, spread);
        double mean = Arrays.stream(waits).average().orElseThrow();
        Arrays.sort(waits);
        double p95 = waits[(int) (waits.length * 0.95)];
        assertEquals(mean, said.mean(), within * mean, "mean " + mean + " against " + said);
        assertEquals(p95, said.p95(), 1.5 * within * p95, "p95 " + p95 + " against " + said);
    }

    @Test
    void allOutcomesAreThoseOfEach() {
        var planner = new Planner(90_000, 1, 0.5, 9_000);
        assertEquals(IntStream.rangeClosed(1, ScalePolicy.MOST).mapToObj(planner::with).toList(), planner.outcomes());
        int fewest = planner.fewest(0.1).orElseThrow().replicas();
        assertTrue(planner.with(fewest).within(0.1));
        assertFalse(planner.with(fewest - 1).within(0.1));
    }

    /// First come, first served; service times of a gamma distribution with the wanted spread.
    private static double[] played(int servers, double rate, double seconds, double spread) {
        var random = new Random(7);
        var free = new PriorityQueue<Double>();
        for (int i = 0; i < servers; i++)
            free.add(0.0);
        var waits = new double[REQUESTS];
        double now = 0;
        for (int i = 0; i < REQUESTS; i++) {
            now -= Math.log(1 - random.nextDouble()) / rate;
            double begins = Math.max(now, free.remove());
            waits[i] = begins - now;
            free.add(begins + service(random, seconds, spread));
        }
        return waits;
    }

    private static double service(Random random, double seconds, double spread) {
        if (spread == 0) return seconds;
        if (spread > 1) {
            // two kinds of exponential requests in balance
            double p = 0.5 * (1 + Math.sqrt((spread - 1) / (spread + 1)));
            double mean = seconds / (2 * (random.nextDouble() < p ? p : 1 - p));
            return -Math.log(1 - random.nextDouble()) * mean;
        }
        int stages = (int) Math.round(1 / spread);
        double sum = 0;
        for (int i = 0; i < stages; i++)
            sum -= Math.log(1 - random.nextDouble());
        return sum * seconds / stages;
    }

    @Test
    void theFewestAreThoseThatKeepTheWaitShort() {
        var planner = new Planner(100, 0.1, 1, 1);
        Planner.Outcome fewest = planner.fewest(0.05).orElseThrow();
        assertTrue(fewest.p95() <= 0.05, fewest.toString());
        assertTrue(planner.with(fewest.replicas() - 1).p95() > 0.05);
        assertFalse(planner.with(10).keepsUp());
        assertTrue(new Planner(1000, 0.1, 1, 1).fewest(1).isEmpty());
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThrows(StudioException.class, () -> new Planner(0, 1, 1, 1));
        assertThrows(StudioException.class, () -> new Planner(1, Double.NaN, 1, 1));
        assertThrows(StudioException.class, () -> new Planner(1, 1, -1, 1));
        assertThrows(StudioException.class, () -> new Planner(1, 1, 1, 0));
    }
}
