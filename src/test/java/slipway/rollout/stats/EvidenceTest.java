package slipway.rollout.stats;

import java.util.Random;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/// What makes evidence evidence, by exact sums over all that can happen.
class EvidenceTest {
    @Test
    void onAverageABetAtTheTrueRateWinsNothing() {
        for (double p : new double[]{0, 0.001, 0.05, 0.5, 0.95}) {
            var excess = new Excess(p);
            assertThat(mean(excess, 40, p)).isCloseTo(1, within(1e-9));
            assertThat(mean(excess, 40, 0.8 * p)).isLessThanOrEqualTo(1 + 1e-9);
            assertThat(mean(excess, 40, p + 0.04)).isGreaterThan(1);
        }
    }

    private static double mean(Excess excess, int trials, double rate) {
        double mean = 0;
        for (int hits = 0; hits <= trials; hits++)
            mean += binomial(trials, hits, rate) * Math.exp(excess.log(hits, trials));
        return mean;
    }

    @Test
    void evidenceOfTwoArmsIsNeverTooHighOnAverage() {
        for (double p : new double[]{0.01, 0.1, 0.5}) {
            double mean = 0;
            for (int hits = 0; hits <= 20; hits++)
                for (int others = 0; others <= 30; others++)
                    mean += binomial(20, hits, p + 0.05) * binomial(30, others, p)
                            * Math.exp(new RateGap(hits, 20, others, 30).against(0.05));
            assertThat(mean).isBetween(0.01, 1.0);
        }
    }

    private static double binomial(int trials, int hits, double rate) {
        double ways = 1;
        for (int i = 0; i < hits; i++)
            ways = ways * (trials - i) / (i + 1);
        return ways * Math.pow(rate, hits) * Math.pow(1 - rate, trials - hits);
    }

    @Test
    void theWeakestRateIsTheWeakest() {
        var gap = new RateGap(30, 1000, 90, 9000);
        for (double asked : new double[]{-0.02, 0, 0.01, 0.3}) {
            double least = Double.POSITIVE_INFINITY;
            for (double p = Math.max(0, -asked); p <= Math.min(1, 1 - asked); p += 1e-4)
                least = Math.min(least, gap.at(asked, p));
            assertThat(gap.against(asked)).isCloseTo(least, within(0.5)).isLessThan(least + 1e-9);
        }
    }

    @Test
    void theLowestRatioIsWhereEvidenceEnds() {
        var random = new Random(6);
        int bounded = 0;
        for (int round = 0; round < 300; round++) {
            Latencies first = latencies(random, 20 + random.nextInt(200), 60);
            Latencies second = latencies(random, 20 + random.nextInt(200), 40);
            var ratio = new QuantileRatio(random.nextBoolean() ? 0.5 : 0.8, first, second);
            double lowest = ratio.lowest(2);
            if (lowest > 0) {
                bounded++;
                assertThat(ratio.exceeds(lowest * (1 - 1e-9), 2)).isTrue();
            }
            assertThat(ratio.exceeds(lowest * (1 + 1e-9) + 1e-9, 2)).isFalse();
        }
        assertThat(bounded).isGreaterThan(100);
    }

    @Test
    void everyValueIsTriedAgainstARatio() {
        var random = new Random(7);
        int exceeded = 0;
        for (int round = 0; round < 300; round++) {
            Latencies first = latencies(random, 30 + random.nextInt(100), 60);
            Latencies second = latencies(random, 30 + random.nextInt(100), 40);
            var slow = new Excess(0.5);
            boolean enough = true;
            for (long value = 0; value <= 61; value++) {
                double evidence = slow.log((double) (first.count() - first.atMost(value)),
                        (double) first.count())
                        + slow.log((double) (value == 0 ? 0 : second.atMost(value - 1)), (double) second.count());
                enough &= evidence >= 2;
            }
            assertThat(new QuantileRatio(0.5, first, second).exceeds(1, 2)).isEqualTo(enough);
            if (enough) exceeded++;
        }
        assertThat(exceeded).isBetween(30, 270);
    }

    private static Latencies latencies(Random random, int count, int bound) {
        var counts = new TreeMap<Long, Long>();
        for (int i = 0; i < count; i++)
            counts.merge(1L + random.nextInt(bound), 1L, Long::sum);
        return new Latencies(counts.keySet().stream().mapToLong(Long::longValue).toArray(),
                counts.values().stream().mapToLong(Long::longValue).toArray());
    }
}
