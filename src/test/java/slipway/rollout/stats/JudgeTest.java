package slipway.rollout.stats;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class JudgeTest {
    private static final Gates STRICT = new Gates(0.05, 0, new TreeMap<>(Map.of(0.5, 1.0, 0.95, 1.0)), 0);

    @Test
    void whatNobodyNoticesIsNoDifference() {
        Gates floor = new Gates(0.05, 0.01, Gates.DEFAULT.latency(), 0, 5_000_000);
        Arm quick = flat(5000, 600_000);
        assertThat(judge(floor, quick, flat(5000, 2_900_000)).outcome()).isEqualTo(Outcome.NO_WORSE);
        assertThat(judge(Gates.DEFAULT, quick, flat(5000, 2_900_000)).outcome()).isEqualTo(Outcome.WORSE);
        // 25 % more than the floor is noticed
        assertThat(judge(floor, quick, flat(5000, 6_500_000)).outcome()).isEqualTo(Outcome.WORSE);
        assertThat(judge(floor, flat(5000, 20_000_000), flat(5000, 26_000_000)).outcome()).isEqualTo(Outcome.WORSE);
    }

    private static Arm flat(int n, long nanos) {
        return new Arm(n, 0, new Latencies(new long[]{nanos}, new long[]{n}));
    }

    @Test
    void nothingSeenIsNoEvidence() {
        Verdict verdict = judge(Gates.DEFAULT, Arm.NOTHING, Arm.NOTHING);
        assertThat(verdict.outcome()).isEqualTo(Outcome.OPEN);
        assertThat(verdict.more()).isBetween(300L, 2000L);
        assertThat(verdict.findings()).extracting(Finding::measure).containsExactly("errors", "p50", "p95");
        assertThat(verdict.findings()).allSatisfy(JudgeTest::saysNothing);
    }

    @Test
    void oneArmAloneIsNoEvidence() {
        Arm seen = arm(100_000, 100, 1.0);
        for (Verdict verdict : new Verdict[]{judge(Gates.DEFAULT, seen, Arm.NOTHING),
                judge(Gates.DEFAULT, Arm.NOTHING, seen)}) {
            assertThat(verdict.outcome()).isEqualTo(Outcome.OPEN);
            assertThat(verdict.findings()).filteredOn(finding -> !finding.measure().equals("errors"))
                    .allSatisfy(JudgeTest::saysNothing);
        }
        assertThat(judge(Gates.DEFAULT, seen, Arm.NOTHING).more()).isBetween(100L, 5000L);
    }

    private static void saysNothing(Finding finding) {
        assertThat(finding.outcome()).isEqualTo(Outcome.OPEN);
        assertThat(finding.low()).isEqualTo(-1);
        assertThat(finding.high()).isGreaterThanOrEqualTo(1);
    }

    @Test
    void oneRequestDecidesNothing() {
        Verdict verdict = judge(STRICT, arm(1, 0, 1.0), arm(1, 1, 5.0));
        assertThat(verdict.outcome()).isEqualTo(Outcome.OPEN);
        assertThat(verdict.more()).isPositive();
    }

    @Test
    void withoutErrorsTheIntervalCloses() {
        Finding few = errors(Gates.DEFAULT, arm(100, 0, 1.0), arm(100, 0, 1.0));
        Finding many = errors(Gates.DEFAULT, arm(1000, 0, 1.0), arm(1000, 0, 1.0));
        assertThat(few.outcome()).isEqualTo(Outcome.OPEN);
        assertThat(many.outcome()).isEqualTo(Outcome.NO_WORSE);
        assertThat(many.high()).isBetween(0.0, few.high() / 5);
        assertThat(many.low()).isCloseTo(-many.high(), within(1e-6));
    }

    @Test
    void whereAllFailNobodyIsWorse() {
        assertThat(errors(Gates.DEFAULT, arm(1000, 1000, 1.0), arm(1000, 1000, 1.0)).outcome())
                .isEqualTo(Outcome.NO_WORSE);
        assertThat(errors(Gates.DEFAULT, arm(100, 0, 1.0), arm(20, 20, 1.0)).outcome()).isEqualTo(Outcome.WORSE);
        assertThat(errors(Gates.DEFAULT, arm(20, 20, 1.0), arm(100, 0, 1.0)).outcome()).isEqualTo(Outcome.BETTER);
    }

    @Test
    void hugeCountsGiveANarrowInterval() {
        long n = 3_000_000_000L;
        Finding finding = errors(STRICT, new Arm(n, n / 100, Latencies.NONE), new Arm(n / 9, n / 900, Latencies.NONE));
        assertThat(finding.outcome()).isEqualTo(Outcome.OPEN);
        assertThat(finding.more()).isEqualTo(-1);
        assertThat(finding.high()).isBetween(0.0, 1e-4);
        assertThat(finding.low()).isBetween(-1e-4, 0.0);
        assertThat(errors(Gates.DEFAULT, new Arm(n, n / 100, Latencies.NONE), new Arm(n, n / 40, Latencies.NONE)))
                .satisfies(worse -> assertThat(worse.outcome()).isEqualTo(Outcome.WORSE))
                .satisfies(worse -> assertThat(worse.low()).isBetween(0.0149, 0.015));
    }

    @Test
    void equalLatenciesAreNoDifference() {
        var same = new Arm(1000, 0, new Latencies(new long[]{7_000_000}, new long[]{1000}));
        for (Finding finding : judge(STRICT, same, same).findings().subList(1, 3)) {
            assertThat(finding.outcome()).isEqualTo(Outcome.NO_WORSE);
            assertThat(finding.low()).isZero();
            assertThat(finding.high()).isZero();
            assertThat(finding.candidate()).isEqualTo(7_000_000);
        }
    }

    @Test
    void fasterIsBetterAndSlowerIsWorse() {
        Arm slow = arm(5000, 5, 1.5);
        Arm quick = arm(5000, 5, 1.0);
        assertThat(judge(Gates.DEFAULT, slow, quick).outcome()).isEqualTo(Outcome.BETTER);
        Verdict worse = judge(Gates.DEFAULT, quick, slow);
        assertThat(worse.outcome()).isEqualTo(Outcome.WORSE);
        assertThat(worse.more()).isZero();
        assertThat(worse.findings().get(1).low()).isBetween(0.3, 0.5);
        assertThat(worse.findings().get(1).high()).isBetween(0.5, 0.7);
        assertThat(judge(Gates.DEFAULT, quick, arm(5000, 5, 1.1)).outcome()).isEqualTo(Outcome.NO_WORSE);
    }

    @Test
    void unequalSharesAreJudgedToo() {
        assertThat(judge(Gates.DEFAULT, arm(36_000, 36, 1.0), arm(4000, 4, 1.0)).outcome())
                .isEqualTo(Outcome.NO_WORSE);
        assertThat(judge(Gates.DEFAULT, arm(36_000, 360, 1.0), arm(4000, 160, 1.0)).outcome())
                .isEqualTo(Outcome.WORSE);
    }

    @Test
    void aMeasureThatIsWorseDecidesAndAnOpenOneWaits() {
        Arm base = arm(3000, 3, 1.0);
        assertThat(judge(Gates.DEFAULT, base, arm(3000, 3, 2.0)).findings()).extracting(Finding::outcome)
                .containsExactly(Outcome.NO_WORSE, Outcome.WORSE, Outcome.WORSE);
        assertThat(judge(Gates.DEFAULT, base, arm(3000, 3, 2.0)).outcome()).isEqualTo(Outcome.WORSE);
        Verdict open = judge(Gates.DEFAULT, base, arm(3000, 27, 0.5));
        assertThat(open.findings()).extracting(Finding::outcome).containsExactly(Outcome.OPEN, Outcome.BETTER,
                Outcome.BETTER);
        assertThat(open.outcome()).isEqualTo(Outcome.OPEN);
        assertThat(open.more()).isEqualTo(open.findings().getFirst().more());
    }

    @Test
    void onlyDifferencesBeyondTheTwinsCount() {
        Gates gates = new Gates(0.05, 0.01, Gates.DEFAULT.latency(), 0.97);
        assertThat(agreement(gates, 20_000, 16_000).outcome()).isEqualTo(Outcome.WORSE);
        Finding noisy = agreement(gates, new Agreement(20_000, 16_000, 20_000, 16_000));
        assertThat(noisy.outcome()).isEqualTo(Outcome.NO_WORSE);
        assertThat(noisy.candidate()).isEqualTo(1);
        assertThat(noisy.low()).isBetween(0.97, 1.0);
        Finding worse = agreement(gates, new Agreement(20_000, 14_000, 20_000, 16_000));
        assertThat(worse.outcome()).isEqualTo(Outcome.WORSE);
        assertThat(worse.candidate()).isCloseTo(0.9, within(1e-9));
        Finding open = agreement(gates, new Agreement(500, 400, 500, 400));
        assertThat(open.outcome()).isEqualTo(Outcome.OPEN);
        long n = 500 + open.more();
        assertThat(agreement(gates, new Agreement(n, n * 4 / 5, n, n * 4 / 5)).outcome()).isEqualTo(Outcome.NO_WORSE);
        assertThat(new Agreement(9, 8, 7, 6).since(new Agreement(5, 4, 3, 2))).isEqualTo(new Agreement(4, 4, 4, 4));
        // the twin came later: counting began anew
        assertThat(new Agreement(9, 8, 1, 1).since(new Agreement(20, 19))).isEqualTo(new Agreement(9, 8, 1, 1));
    }

    @Test
    void agreementIsJudgedWhereItIsAskedFor() {
        var gates = new Gates(0.05, 0.01, new TreeMap<>(), 0.95);
        assertThat(agreement(gates, 0, 0).outcome()).isEqualTo(Outcome.OPEN);
        assertThat(agreement(gates, 1000, 990).outcome()).isEqualTo(Outcome.NO_WORSE);
        assertThat(agreement(gates, 1000, 900).outcome()).isEqualTo(Outcome.WORSE);
        Finding open = agreement(gates, 200, 194);
        assertThat(open.outcome()).isEqualTo(Outcome.OPEN);
        assertThat(open.low()).isLessThan(0.95);
        assertThat(open.high()).isGreaterThan(0.97);
        assertThat(agreement(gates, 200 + open.more(), (long) Math.ceil(0.97 * (200 + open.more()))).outcome())
                .isEqualTo(Outcome.NO_WORSE);
    }

    @Test
    void moreErrorsRaiseTheInterval() {
        double low = -1;
        double high = -1;
        for (int errors = 0; errors <= 100; errors += 10) {
            Finding finding = errors(STRICT, arm(1000, 10, 1.0), arm(1000, errors, 1.0));
            assertThat(finding.low()).isGreaterThan(low).isLessThan(errors / 1000.0 - 0.01);
            assertThat(finding.high()).isGreaterThan(high).isGreaterThan(errors / 1000.0 - 0.01);
            low = finding.low();
            high = finding.high();
        }
    }

    @Test
    void whatIsStillNeededShrinksAndIsAboutRight() {
        for (double candidateErrors : new double[]{0.01, 0.04}) {
            long last = Long.MAX_VALUE;
            for (int n = 200; judgeAt(n, candidateErrors).outcome() == Outcome.OPEN; n += 200) {
                long more = judgeAt(n, candidateErrors).more();
                assertThat(more).isLessThan(last);
                assertThat(judgeAt(n + more * 6 / 5 + 100, candidateErrors).outcome()).isNotEqualTo(Outcome.OPEN);
                if (more > 600)
                    assertThat(judgeAt(n + more * 4 / 5 - 100, candidateErrors).outcome()).isEqualTo(Outcome.OPEN);
                last = more;
            }
        }
    }

    @Test
    void onTheLimitItselfNoNumberWillDo() {
        assertThat(errors(Gates.DEFAULT, arm(100_000, 1000, 1.0), arm(100_000, 2000, 1.0)).more()).isEqualTo(-1);
    }

    @Test
    void namesOfQuantiles() {
        var gates = new Gates(0.05, 0.01, new TreeMap<>(Map.of(0.99, 1.0, 0.999, 1.0)), 0);
        assertThat(judge(gates, Arm.NOTHING, Arm.NOTHING).findings()).extracting(Finding::measure)
                .containsExactly("errors", "p99", "p99.9");
    }

    private static Verdict judgeAt(long n, double candidateErrors) {
        return judge(Gates.DEFAULT, arm(n, Math.round(0.01 * n), 1.0), arm(n, Math.round(candidateErrors * n), 1.0));
    }

    private static Verdict judge(Gates gates, Arm baseline, Arm candidate) {
        return new Judge(gates).judge(baseline, candidate, Agreement.NONE);
    }

    private static Finding errors(Gates gates, Arm baseline, Arm candidate) {
        return judge(gates, baseline, candidate).findings().getFirst();
    }

    private static Finding agreement(Gates gates, long compared, long agreeing) {
        return agreement(gates, new Agreement(compared, agreeing));
    }

    private static Finding agreement(Gates gates, Agreement seen) {
        return new Judge(gates).judge(Arm.NOTHING, Arm.NOTHING, seen).findings()
                .getLast();
    }

    /// Latencies of a log-normal shape around 20 ms, so many times slower.
    private static Arm arm(long requests, long errors, double slower) {
        int values = (int) Math.min(requests, 1000);
        long[] nanos = LongStream.range(0, values)
                .map(i -> Math.round(20e6 * slower * Math.exp(0.5 * Normal.quantile((i + 0.5) / values)))).toArray();
        long[] counts = LongStream.range(0, values).map(i -> requests * (i + 1) / values - requests * i / values)
                .toArray();
        return new Arm(requests, errors, new Latencies(nanos, counts));
    }
}
