package slipway.rehearse;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import slipway.base.StudioException;
import slipway.rehearse.HealthTimeline.Moment;
import slipway.rehearse.HealthTimeline.Probe;
import slipway.rehearse.HealthTimeline.Result;
import slipway.rehearse.HealthTimeline.Verdict;
import slipway.testkit.Covers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// When each platform would call the same container dead, on a clock that takes no time.
class HealthRunTest {
    private static HealthTimeline run(String platform, String trace) {
        return HealthRun.of(HealthRules.byIds(List.of(platform)).getFirst(), Trace.parse(trace));
    }

    private static @Nullable String given(HealthTimeline timeline) {
        return timeline.given().map(HealthTimeline::clock).orElse(null);
    }

    @ParameterizedTest(name = "{0} with {1}: {2} at {3}")
    @Covers({"A039", "A040", "A041", "A042", "A043", "A044"})
    @CsvSource(delimiter = '|', value = {
            // never healthy, and dead just after the first probe: the trap of the documents
            "oci-byoc|dead=0|DEAD|11:00", "oci-byoc|ready=40,dead=601|DEAD|11:30.1",
            "oci-byoc|ready=40,dead=599|DEAD|11:00", "oci-byoc|ready=40|HEALTHY|", "oci-byoc|ready=620|LATE|",
            // only answers within 3 s are good, and each that is waited for moves the next probe
            "oci-byoc|slow=40:2.9|HEALTHY|", "oci-byoc|slow=40:3.1|DEAD|11:09", "oci-byoc|hang=40|DEAD|11:09",
            "oci-byoc|error=40|DEAD|11:00.2",
            // two failures are forgiven
            "oci-byoc|ready=40,dead=615,recover=680|HEALTHY|",
            "oci-local|ready=40|HEALTHY|", "oci-local|dead=0|MARKED|2:00", "oci-local|ready=70|HEALTHY|",
            "oci-local|ready=40,dead=50|MARKED|2:10.1", "oci-local|ready=10,dead=100,recover=300|HEALTHY|",
            "sagemaker|dead=0|START_FAILED|8:00", "sagemaker|ready=481|START_FAILED|8:00",
            "sagemaker|ready=475|HEALTHY|", "sagemaker|slow=40:2.1|START_FAILED|8:00",
            "sagemaker|ready=40,dead=601|DEAD|10:15", "azureml|dead=0|DEAD|5:00", "azureml|ready=299|HEALTHY|",
            "azureml|ready=301|DEAD|5:00", "azureml|ready=40,dead=601|DEAD|15:00", "azureml|slow=40:3|DEAD|5:02",
            "kubernetes|dead=0|DEAD|0:20", "kubernetes|ready=19|HEALTHY|", "kubernetes|ready=40|DEAD|0:20",
            "kubernetes|ready=0,slow=300:1.5|DEAD|5:21", "kubernetes|ready=0,dead=601|DEAD|10:30",
            "mlflow|ready=40,dead=601|DEAD|10:30", "oip-v2|dead=0|START_FAILED|10:00"})
    void whenIsItCalledDead(String platform, String trace, Verdict verdict, @Nullable String at) {
        HealthTimeline timeline = run(platform, trace);
        assertEquals(verdict, timeline.verdict(), () -> timeline.moments().toString());
        assertEquals(at, given(timeline));
    }

    @Test
    @Covers({"A039", "A043"})
    void theFirstProbeOfOciIsAtTheStartLimit() {
        HealthTimeline timeline = run("oci-byoc", "ready=40");
        assertEquals(Duration.ofMinutes(10), timeline.probes().getFirst().at());
        HealthTimeline never = run("oci-byoc", "dead=0");
        assertEquals("10:00", HealthTimeline.clock(never.first(Moment.Kind.START_LIMIT).orElseThrow()));
        assertEquals(List.of(1, 2, 3), never.probes().stream().map(Probe::streak).toList());
        assertEquals("11:00", HealthTimeline.clock(never.span()));
    }

    @Test
    @Covers("A044")
    void failuresInDockersStartPeriodDoNotCountAndTheFirstSuccessEndsIt() {
        HealthTimeline timeline = run("oci-local", "ready=20,dead=30");
        assertTrue(timeline.probes().stream().filter(probe -> probe.at().toSeconds() < 20)
                .noneMatch(Probe::counted));
        assertEquals(5, timeline.probes().getFirst().at().toSeconds());
        List<Probe> failed = timeline.probes().stream().filter(Probe::counted).toList();
        assertEquals(50, failed.getFirst().at().toSeconds(), "within the start period, but after the first success");
        assertEquals(Verdict.MARKED, timeline.verdict());
        assertTrue(timeline.probes().size() > failed.indexOf(failed.getLast()) + 3, "an unhealthy one is probed on");
    }

    @Test
    void whoDiesWhileAnsweringHasNotAnswered() {
        HealthTimeline timeline = run("sagemaker", "slow=0:1.5,dead=11");
        Probe third = timeline.probes().get(2);
        assertEquals(Result.NO_ANSWER, third.result());
        assertEquals(Duration.ofSeconds(11), third.until());
    }

    @Test
    @Covers("A041")
    void aProbeThatTakesTooLongSaysSo() {
        Probe probe = run("oci-byoc", "slow=40:3.5").probes().getFirst();
        assertEquals(Result.TOO_SLOW, probe.result());
        assertEquals(Duration.ofSeconds(603), probe.until());
    }

    @Test
    void recoveryOfAMarkedContainerIsAMoment() {
        HealthTimeline timeline = run("oci-local", "ready=10,dead=100,recover=300");
        assertEquals(List.of(Moment.Kind.HEALTHY, Moment.Kind.UNHEALTHY, Moment.Kind.RECOVERED),
                timeline.moments().stream().map(Moment::kind).toList());
    }

    @Test
    @Covers("A040")
    void aPolicyOfOnesOwn() {
        HealthRules own = HealthRules.own("20s/10s/1/2/1m");
        assertEquals("0:30", given(HealthRun.of(own, Trace.parse("dead=0"))));
        for (String wrong : List.of("", "1/2/3", "a/1/1/1/1", "1/0/1/1/1", "1/1/1/0/1", "1/1/1/1.5/1"))
            assertThrows(StudioException.class, () -> HealthRules.own(wrong), wrong);
    }

    @Test
    void tracesAsWordsAndAsJsonAreTheSame() {
        Trace words = Trace.parse("ready=40, slow=5m:5s\ndead=601");
        assertEquals(words, Trace.parse("""
                [{"at": 601, "answer": "none", "latency": 0}, {"at": 40, "answer": "good"},
                 {"at": "5m", "answer": "good", "latency": 5}]"""));
        assertEquals(Duration.ofSeconds(601), words.last());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ready", "ready=", "ready=soon", "sleepy=4", "ready=1:2:3", "ready=25h", "[]",
            "[{\"at\": 4}]",
            "[{\"at\": \"x\", \"answer\": \"good\"}]", "[1"})
    void whatIsNoTraceIsSaid(String text) {
        assertFalse(assertThrows(StudioException.class, () -> Trace.parse(text)).problem().what().isEmpty());
    }

    @Test
    void unknownPlatformsAreSaid() {
        assertEquals("rehearse.platform", assertThrows(StudioException.class, () -> HealthRules.byIds(List.of("x")))
                .problem().code());
        assertEquals(HealthRules.all().size(), HealthRules.all().stream().map(HealthRules::id).distinct().count());
    }
}
