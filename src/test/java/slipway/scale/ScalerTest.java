package slipway.scale;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import slipway.base.StudioException;
import slipway.scale.Decision.Reason;
import slipway.testkit.Covers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// The documents' numbers on a virtual clock, second by second.
class ScalerTest {
    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");

    private Instant now = START;
    /// By how much the clock on the wall is wrong.
    private Duration wrong = Duration.ZERO;
    private int replicas = 1;
    private final List<Decision> decided = new ArrayList<>();

    /// Shows the same figures for so long, and does at once what is decided.
    private void run(Scaler scaler, Duration time, double rate, double seconds) {
        Instant end = now.plus(time);
        while (now.isBefore(end)) {
            now = now.plusSeconds(1);
            Optional<Decision> decision = scaler.look(new Figures(now.plus(wrong), nanos(), replicas, rate, seconds));
            decision.ifPresent(each -> {
                decided.add(each);
                replicas = each.to();
            });
        }
    }

    private long nanos() {
        return Duration.between(START, now).toNanos();
    }

    private static Scaler scaler(ScalePolicy policy) {
        return new Scaler(policy, ZoneOffset.UTC);
    }

    /// QPS × seconds, over what one replica is for.
    @ParameterizedTest
    @CsvSource({"100, 0.1, 10, 1", "100, 0.1, 4, 3", "400, 0.05, 4, 5", "30, 0.1, 1, 3", "0, 0.1, 4, 0",
            "16, 0.25, 4, 1", "200, 1.5, 8, 38", "1000000, 10, 1, 50"})
    @Covers({"A164", "A165"})
    void replicasAreRequestsASecondTimesSecondsOverTheTarget(double rate, double seconds, double target, int needed) {
        assertEquals(needed, new ScalePolicy(0, 50, target).needed(ScalePolicy.provisioned(rate, seconds)));
    }

    @Test
    @Covers("A166")
    void itGoesUpAtOnceAndDownAfterFiveMinutes() {
        Scaler scaler = scaler(new ScalePolicy(1, 10, 4));
        run(scaler, Duration.ofSeconds(10), 20, 0.1);
        run(scaler, Duration.ofSeconds(1), 400, 0.05);
        assertEquals(5, replicas);
        Instant up = now;
        run(scaler, Duration.ofSeconds(299), 20, 0.1);
        assertEquals(5, replicas);
        run(scaler, Duration.ofSeconds(2), 20, 0.1);
        assertEquals(1, replicas);
        assertEquals(Reason.QUIET, decided.getLast().reason());
        assertEquals(Duration.ofSeconds(301), Duration.between(up, decided.getLast().at()));
    }

    /// A load that falls in steps is followed a step every five minutes, never more often.
    @Test
    @Covers("A166")
    void itGoesDownOnlyEveryFiveMinutes() {
        Scaler scaler = scaler(new ScalePolicy(1, 10, 1));
        run(scaler, Duration.ofSeconds(1), 100, 0.1);
        assertEquals(10, replicas);
        for (int rate = 90; rate > 0; rate -= 10)
            run(scaler, Duration.ofSeconds(60), rate, 0.1);
        run(scaler, Duration.ofMinutes(20), 10, 0.1);
        assertEquals(1, replicas);
        List<Decision> downs = decided.stream().filter(each -> each.to() < each.from()).toList();
        assertTrue(downs.size() > 1, downs::toString);
        for (int i = 1; i < downs.size(); i++) {
            Duration between = Duration.between(downs.get(i - 1).at(), downs.get(i).at());
            assertFalse(between.compareTo(Duration.ofMinutes(5)) < 0, downs::toString);
        }
    }

    @Test
    @Covers("A167")
    void itSleepsAfterThirtyIdleMinutesAndTheFirstRequestWakesIt() {
        Scaler scaler = scaler(new ScalePolicy(0, 4, 4));
        run(scaler, Duration.ofMinutes(1), 5, 0.1);
        run(scaler, Duration.ofMinutes(30).minusSeconds(1), 0, 0);
        assertEquals(1, replicas);
        run(scaler, Duration.ofSeconds(1), 0, 0);
        assertEquals(0, replicas);
        assertEquals(Reason.IDLE, decided.getLast().reason());
        run(scaler, Duration.ofHours(9), 0, 0);
        assertEquals(0, replicas);
        now = now.plusSeconds(1);
        Decision cold = scaler.look(new Figures(now, nanos(), 0, 0, 0, 0, 9, 9)).orElseThrow();
        assertEquals(Reason.COLD, cold.reason());
        assertEquals(3, cold.to(), "nine are held, four at once for each");
    }

    /// Where a replica takes only so many at once, what is under way never says that it is too little: those that wait
    /// and those that are turned away do.
    @ParameterizedTest
    @CsvSource({"4, 0, 2", "4, 40, 3", "4, 240, 8", "4, 4000, 10", "0, 0, 1"})
    @Covers("A165")
    void whoWaitsAndWhoIsTurnedAwayIsLoadToo(int waiting, int refused, int needed) {
        Scaler scaler = scaler(new ScalePolicy(1, 10, 4));
        // one replica, busy with four at once: all that it can do
        var full = new Figures(now, nanos(), 1, 40, 0.1, refused, waiting, 4 + waiting);
        Optional<Decision> decision = scaler.look(full);
        assertEquals(needed, decision.map(Decision::to).orElse(1));
        decision.ifPresent(each -> {
            assertEquals(Reason.LOAD, each.reason());
            assertTrue(each.why().contains(refused + " turned away"), each.why());
        });
    }

    @Test
    void arequestThatGoesOnKeepsItAwake() {
        Scaler scaler = scaler(new ScalePolicy(0, 4, 4));
        for (int i = 0; i < 4000; i++) {
            now = now.plusSeconds(1);
            assertEquals(Optional.empty(), scaler.look(new Figures(now, nanos(), 1, 0, 0, 0, 0, 1)));
        }
    }

    @Test
    void withAtLeastOneItNeverSleeps() {
        run(scaler(new ScalePolicy(1, 4, 4)), Duration.ofHours(5), 0, 0);
        assertEquals(1, replicas);
        assertEquals(List.of(), decided);
    }

    @Test
    void theBoundsAreMadeGoodAtOnce() {
        replicas = 9;
        run(scaler(new ScalePolicy(2, 4, 4)), Duration.ofSeconds(1), 0, 0);
        assertEquals(4, replicas);
        assertEquals(Reason.CEILING, decided.getLast().reason());
        replicas = 1;
        run(scaler(new ScalePolicy(2, 4, 4)), Duration.ofSeconds(1), 0, 0);
        assertEquals(2, replicas);
        assertEquals(Reason.FLOOR, decided.getLast().reason());
    }

    /// The clock on the wall may be set while it runs: nothing is early or late for that.
    @ParameterizedTest
    @ValueSource(longs = {-60, 60})
    void aClockThatIsSetChangesNothing(long minutes) {
        Scaler scaler = scaler(new ScalePolicy(0, 10, 4));
        run(scaler, Duration.ofSeconds(2), 400, 0.05);
        assertEquals(5, replicas);
        run(scaler, Duration.ofMinutes(2), 0, 0);
        wrong = Duration.ofMinutes(minutes);
        run(scaler, Duration.ofMinutes(2), 0, 0);
        assertEquals(5, replicas);
        run(scaler, Duration.ofMinutes(2), 0, 0);
        assertEquals(1, replicas);
        run(scaler, Duration.ofMinutes(23), 0, 0);
        assertEquals(1, replicas);
        run(scaler, Duration.ofMinutes(2), 0, 0);
        assertEquals(0, replicas);
    }

    @Test
    void thePlanIsTheFloorOfItsHoursOverMidnightToo() {
        var plan = new TreeMap<>(Map.of(LocalTime.of(8, 0), 3, LocalTime.of(20, 0), 1));
        Scaler scaler = scaler(new ScalePolicy(0, 4, 4, ScalePolicy.DOWN_AFTER, ScalePolicy.ZERO_AFTER, plan));
        run(scaler, Duration.ofHours(24), 0, 0);
        assertEquals(2, decided.size(), decided::toString);
        assertEquals(START.plus(Duration.ofHours(8)), decided.getFirst().at());
        assertEquals(3, decided.getFirst().to());
        assertEquals(START.plus(Duration.ofHours(20)).plus(ScalePolicy.DOWN_AFTER), decided.getLast().at()
                .minusSeconds(0));
        assertEquals(1, replicas);
    }

    /// Whatever comes: the bounds hold, and nothing goes down that was changed within the last five minutes.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whateverComesItDoesNotFlap(long seed) {
        var random = new Random(seed);
        int min = random.nextInt(3);
        var policy = new ScalePolicy(min, min + 1 + random.nextInt(6), 1 + random.nextInt(4));
        Scaler scaler = scaler(policy);
        for (int i = 0; i < 300; i++) {
            double rate = random.nextInt(3) == 0 ? 0 : random.nextDouble() * 200;
            run(scaler, Duration.ofSeconds(1 + random.nextInt(600)), rate, random.nextDouble() * 0.2);
            assertTrue(replicas >= min && replicas <= policy.max(), decided::toString);
        }
        assertTrue(decided.size() > 10, decided::toString);
        for (int i = 1; i < decided.size(); i++) {
            Decision each = decided.get(i);
            if (each.to() > each.from()) continue;
            Duration since = Duration.between(decided.get(i - 1).at(), each.at());
            assertTrue(since.compareTo(policy.downAfter()) >= 0, each + " after " + since);
        }
    }

    /// Figures that tremble around a border cost one replica more, not a change every second.
    @Test
    void aTremblingLoadCostsOneChange() {
        Scaler scaler = scaler(new ScalePolicy(1, 10, 4));
        for (int i = 0; i < 3600; i++)
            run(scaler, Duration.ofSeconds(1), i % 2 == 0 ? 78 : 82, 0.1);
        assertEquals(3, replicas);
        assertTrue(decided.size() <= 2, decided::toString);
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        for (int[] bounds : new int[][]{{-1, 3}, {3, 2}, {0, 0}, {0, 51}}) {
            assertThrows(StudioException.class, () -> new ScalePolicy(bounds[0], bounds[1], 4));
        }
        assertThrows(StudioException.class, () -> new ScalePolicy(0, 1, 0));
        assertThrows(StudioException.class, () -> new ScalePolicy(0, 1, Double.NaN));
        assertThrows(StudioException.class,
                () -> new ScalePolicy(0, 1, 1, Duration.ZERO, ScalePolicy.ZERO_AFTER, new TreeMap<>()));
        assertThrows(StudioException.class, () -> new ScalePolicy(0, 1, 1, ScalePolicy.DOWN_AFTER,
                ScalePolicy.ZERO_AFTER, new TreeMap<>(Map.of(LocalTime.NOON, 2))));
    }
}
