package slipway.rollout.stats;

import java.util.function.DoubleUnaryOperator;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// The simulation at small scale; the whole one is [VerdictSimulation].
class VerdictSimulationTest {
    private static final int ROLLOUTS = 500;
    private static final int HORIZON = 2000;
    private static final long SEED = 6;
    /// Five in a hundred of them, and three standard deviations.
    private static final double AT_MOST = 0.05 + 3 * Math.sqrt(0.05 * 0.95 / ROLLOUTS);
    private final VerdictSimulation simulation = new VerdictSimulation(ROLLOUTS, SEED);

    @Test
    void falseAlarmsAreRareHoweverOftenOneLooks() {
        for (Shape shape : Shape.values())
            for (int period : new int[]{2, 10}) {
                Tally[] alarms = simulation.alarms(setting(0.01, 0.01, shape, Setting.SAME, period));
                assertThat(alarms[0].share()).isLessThanOrEqualTo(AT_MOST);
                assertThat(alarms[1].share()).isLessThanOrEqualTo(alarms[0].share());
            }
        assertThat(simulation.alarms(setting(0.001, 0.001, Shape.LOGNORMAL, Setting.SAME, 10))[0].share())
                .isLessThanOrEqualTo(AT_MOST);
    }

    @Test
    void anOrdinaryTestThatIsPeekedAtWouldNotPass() {
        Setting setting = setting(0.05, 0.05, Shape.LOGNORMAL, Setting.SAME, 2);
        int alarms = 0;
        for (int i = 0; i < ROLLOUTS; i++)
            if (new Rivals(setting, 0).run(Setting.random(SEED, i), HORIZON).peeked > 0) alarms++;
        assertThat(alarms / (double) ROLLOUTS).isGreaterThan(2 * AT_MOST);
    }

    @Test
    void realHarmIsFound() {
        assertThat(simulation.alarms(setting(0.01, 0.06, Shape.LOGNORMAL, Setting.SAME, 2))[0].share())
                .isGreaterThan(0.95);
        assertThat(simulation.alarms(setting(0.01, 0.01, Shape.HEAVY, Setting.times(1.25), 2))[0].share())
                .isGreaterThan(0.9);
    }

    @Test
    void lookingAtEveryRequestSaysWhatTheJudgeSays() {
        Gates[] gates = {VerdictSimulation.STRICT, Gates.DEFAULT};
        var seen = java.util.EnumSet.noneOf(Outcome.class);
        for (int i = 0; i < 60; i++) {
            Setting setting = setting(0.01, i % 2 == 0 ? 0.05 : 0.01, Shape.LOGNORMAL,
                    Setting.times(i % 3 == 0 ? 1.1 : 1), 2);
            Gates asked = gates[i % 4 / 2];
            var rollout = new Rollout(setting, asked, true, Setting.random(SEED, i));
            Outcome outcome = rollout.run().outcome();
            assertThat(rollout.judged(asked).outcome()).isEqualTo(outcome);
            seen.add(outcome);
        }
        assertThat(seen).contains(Outcome.WORSE, Outcome.OPEN);
    }

    @Test
    void theSameSeedIsTheSameSimulation() {
        Setting setting = setting(0.01, 0.03, Shape.LOGNORMAL, Setting.SAME, 2);
        assertThat(new VerdictSimulation(50, SEED).alarms(setting)[0].ends())
                .isEqualTo(new VerdictSimulation(50, SEED).alarms(setting)[0].ends())
                .isNotEqualTo(new VerdictSimulation(50, SEED + 1).alarms(setting)[0].ends());
    }

    private static Setting setting(double baseline, double candidate, Shape shape, DoubleUnaryOperator slower,
            int period) {
        Buckets buckets = VerdictSimulation.COARSE;
        return new Setting(buckets, new Deployment(buckets, baseline, shape, Setting.SAME),
                new Deployment(buckets, candidate, shape, slower), period, period, HORIZON);
    }
}
