package slipway.rollout.stats;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// The rules that Slipway’s is compared with, against values computed by hand, and at small scale.
class AlwaysValidTest {
    private static final int ROLLOUTS = 400;
    private static final double AT_MOST = 0.05 + 3 * Math.sqrt(0.05 * 0.95 / ROLLOUTS);

    @Test
    void theMixtureIsWhatItsIntegralIs() {
        // variance 0.1·0.9/100 + 0.05·0.95/100 = 0.001375, with the mixture’s 0.003875; the difference is 0.05:
        // √(0.001375/0.003875) = 0.595683, e^(0.0025·0.0025 / (2·0.001375·0.003875)) = e^0.586510 = 1.797704;
        // Φ(0.05·0.05/√(0.001375·0.003875)) = Φ(1.083062) = 0.860610; twice the product is 1.843188, as numerical
        // integration of the mixture says too
        assertEquals(Math.log(1.843188), Msprt.log(10, 100, 5, 100, 0.05), 1e-6);
        assertTrue(Msprt.log(5, 100, 10, 100, 0.05) < 0, "fewer failures are no evidence of more");
        assertEquals(0, Msprt.log(0, 100, 0, 100, 0.05));
    }

    @Test
    void sharesOfTheNormalDistribution() {
        assertEquals(0.5, Normal.below(0), 1e-7);
        assertEquals(0.975, Normal.below(1.959964), 1e-7);
        assertEquals(0.05, Normal.below(Normal.quantile(0.05)), 1e-7);
    }

    @Test
    void blocksBetWhatTheBlocksBeforeLetExpect() {
        var blocks = new SafeBlocks(1);
        blocks.add(true, 0);
        assertEquals(0, blocks.log(), "nothing is known before the first");
        // 1.18/1.36 = 59/68 and 0.18/1.36 = 9/68 are expected now, 1/2 together: 59/34 for each of the two
        blocks.add(true, 0);
        assertEquals(Math.log(3481 / 1156.0), blocks.log(), 1e-12);
        // 2.18/2.36 = 109/118 and 9/118, and now the other way round: 9/59 each
        blocks.add(false, 1);
        assertEquals(Math.log(3481 / 1156.0 * 81 / 3481), blocks.log(), 1e-12);
        var fewer = new SafeBlocks(1);
        for (int i = 0; i < 9; i++)
            fewer.add(false, 1);
        assertEquals(0, fewer.log(), "one-sided");
    }

    @Test
    void aBlockWithMoreOfTheSecondIsFairToo() {
        var blocks = new SafeBlocks(3);
        blocks.add(true, 0);
        // 1.18/1.36 = 59/68 of the first, 0.18/3.36 = 3/56 of the second; (59/68 + 3·3/56)/4 = 979/3808 together
        blocks.add(true, 1);
        double first = 59.0 / 68;
        double second = 3.0 / 56;
        double mean = 979.0 / 3808;
        double right = (1 - second) / (1 - mean);
        assertEquals(Math.log(first / mean * second / mean * right * right), blocks.log(), 1e-12);
    }

    @Test
    void allOfThemKeepTheirPromiseAndFindHarm() {
        var simulation = new VerdictSimulation(ROLLOUTS, 6);
        for (Tally each : simulation.alwaysValid(setting(0.05, 0.05)))
            assertTrue(each.share() <= AT_MOST, each.percent());
        for (Tally each : simulation.alwaysValid(setting(0.01, 0.06)))
            assertTrue(each.share() > 0.9, each.percent());
    }

    private static Setting setting(double baseline, double candidate) {
        Buckets buckets = VerdictSimulation.COARSE;
        return new Setting(buckets, new Deployment(buckets, baseline, Shape.LOGNORMAL, Setting.SAME),
                new Deployment(buckets, candidate, Shape.LOGNORMAL, Setting.SAME), 2, 2, 2000);
    }
}
