package slipway.compare;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import slipway.base.Tasks;
import slipway.compare.NoiseFloor.Judged;
import slipway.testkit.Covers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ShadowTest {
    private final Tasks tasks = new Tasks();

    @AfterEach
    void end() {
        tasks.close();
    }

    @Test
    @Covers({"A201", "A202"})
    void aReportCountsFieldsLabelsAndLatencies() {
        var report = new ShadowReport();
        add(report, "1", "{\"label\":\"a\",\"score\":0.5}", "{\"label\":\"a\",\"score\":0.5}");
        add(report, "2", "{\"label\":\"a\",\"score\":0.5}", "{\"label\":\"b\",\"score\":0.7}");
        add(report, "3", "{\"label\":\"a\",\"score\":0.5}", "{\"label\":\"a\",\"score\":0.9,\"new\":1}");
        ShadowView view = report.view();
        assertEquals(3, view.compared());
        assertEquals(1, view.agreeing());
        assertEquals(2.0 / 3, view.labelAgreement(), 1e-12);
        assertEquals(1, view.schemaDiffering());
        ShadowView.Field score = view.fields().getFirst();
        assertEquals("/score", score.name());
        assertEquals(2, score.differing());
        assertEquals(0.3, score.meanDelta(), 1e-12);
        assertEquals(0.4, score.maxDelta(), 1e-12);
        assertEquals(List.of("2", "3"), view.examples().stream().map(ShadowView.Example::requestId).toList());
        assertEquals(1e6, (double) view.live().p50(), 1_000);
        assertEquals(3e6, (double) view.copies().p99(), 3_000);
    }

    @Test
    void examplesAndFieldsAreBounded() {
        var report = new ShadowReport();
        for (int i = 0; i < 1_000; i++)
            add(report, "r" + i, "{\"f" + i + "\":1}", "{\"f" + i + "\":2}");
        assertEquals(ShadowReport.FIELDS, report.view().fields().size());
        assertEquals(500, report.view().furtherFields());
        assertEquals(ShadowReport.EXAMPLES, report.view().examples().size());
        assertEquals("r999", report.view().examples().getLast().requestId());
    }

    @Test
    void aTwinTakesFalseDifferencesAwayAndLeavesTheRealOne() {
        var random = new Random(7);
        var candidate = new ShadowReport();
        var twin = new ShadowReport();
        for (int i = 0; i < 400; i++) {
            String live = sampled(random, "a");
            add(twin, "r" + i, live, sampled(random, "a"));
            add(candidate, "r" + i, live, sampled(random, random.nextInt(20) == 0 ? "b" : "a"));
        }
        assertTrue(candidate.view().agreement() < 0.01, "everything seems to differ");
        Map<String, Judged> judged = NoiseFloor.judge(candidate.view(), twin.view()).stream()
                .collect(Collectors.toMap(each -> each.field().name(), each -> each));
        assertFalse(there(judged, "/id").real());
        assertFalse(there(judged, "/score").real());
        assertFalse(there(judged, "/tokens").real());
        assertFalse(there(judged, "").real());
        assertTrue(there(judged, "/label").real(), there(judged, "/label").toString());
        assertEquals(0.05, there(judged, "/label").excess(), 0.03);
    }

    @Test
    void noiseIsSeldomCalledReal() {
        var random = new Random(11);
        int wrong = 0;
        for (int run = 0; run < 300; run++) {
            var candidate = new ShadowReport();
            var twin = new ShadowReport();
            for (int i = 0; i < 60; i++) {
                String live = sampled(random, "a");
                add(twin, "r" + i, live, sampled(random, "a"));
                add(candidate, "r" + i, live, sampled(random, "a"));
            }
            if (NoiseFloor.judge(candidate.view(), twin.view()).stream().anyMatch(Judged::real)) wrong++;
        }
        // at most one of a hundred is promised: three of these, and more than six only by bad luck
        assertTrue(wrong <= 6, wrong + " of 300");
    }

    /// The sums of hypergeometric terms in exact fractions.
    @ParameterizedTest
    @CsvSource({"3,4,1,4,0.242857142857", "5,5,0,5,0.00396825396825", "0,10,5,10,1", "10,15,2,14,0.00564279263877",
            "20,1000,5,1000,0.00192951031243", "300,4000,250,5000,5.93077167882e-07"})
    void theTestIsFishers(long hits, long tries, long other, long otherTries, double p) {
        assertEquals(p, NoiseFloor.moreOften(hits, tries, other, otherTries), p * 1e-8);
    }

    @Test
    void answersArePairedInAnyOrder() {
        try (var pairs = new ShadowPairs(tasks, Tolerance.STRICT, ShadowPairs.Limits.STANDARD)) {
            pairs.copy("1", "green", answer("{\"a\":1}"));
            pairs.live("1", answer("{\"a\":1}"), 2);
            pairs.copy("1", "twin", answer("{\"a\":2}"));
            pairs.live("2", answer("{\"a\":1}"), 2);
            pairs.copy("2", "green", answer("{\"a\":3}"));
            Awaitility.await().until(() -> pairs.views().containsKey("twin")
                    && there(pairs.views(), "green").compared() == 2);
            assertEquals(1, there(pairs.views(), "green").agreeing());
            assertEquals(0, there(pairs.views(), "twin").agreeing());
        }
    }

    @Test
    void whatFindsNoPartnerIsCounted() {
        var limits = new ShadowPairs.Limits(100, 1_000_000, Duration.ofMillis(20));
        try (var pairs = new ShadowPairs(tasks, Tolerance.STRICT, limits)) {
            pairs.live("1", answer("{}"), 1);
            pairs.copy("2", "green", answer("{}"));
            pairs.live("3", answer("{}"), 1);
            pairs.live("3", answer("{}"), 1);
            Awaitility.await().until(() -> pairs.counts().equals(new ShadowPairs.Counts(0, 1, 1, 1)));
            assertTrue(pairs.views().isEmpty());
        }
    }

    @Test
    void memoryIsBoundedAndWhatFindsNoRoomIsCounted() {
        var limits = new ShadowPairs.Limits(100, 50_000, Duration.ofMinutes(5));
        try (var pairs = new ShadowPairs(tasks, Tolerance.STRICT, limits)) {
            for (int i = 0; i < 1_000; i++)
                pairs.live("r" + i, answer("{\"a\":\"" + "x".repeat(1_000) + "\"}"), 1);
            Awaitility.await().until(() -> pairs.counts().dropped() + pairs.counts().lonelyLive() > 950);
            pairs.live("last", answer("{}"), 1);
            pairs.copy("last", "green", answer("{}"));
            Awaitility.await().until(() -> pairs.views().containsKey("green"));
        }
    }

    /// A model that samples: an id, a score and a number of tokens that are never the same twice.
    private static String sampled(Random random, String label) {
        return String.format(Locale.ROOT, "{\"id\":\"%08x\",\"label\":\"%s\",\"score\":%.6f,\"tokens\":%d}",
                random.nextInt(), label, random.nextDouble(), random.nextInt(8));
    }

    private static void add(ShadowReport report, String id, String live, String copy) {
        report.add(id, Answers.compare(answer(live), answer(copy), Tolerance.STRICT), 1_000_000, 3_000_000);
    }

    private static <T> T there(Map<String, T> map, String key) {
        return Objects.requireNonNull(map.get(key), key);
    }

    private static Answer answer(String json) {
        return AnswersTest.answer(200, "application/json", json);
    }
}
