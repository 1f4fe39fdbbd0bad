package slipway.rollout;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import slipway.base.StudioException;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// The arithmetic of the proof of zero downtime, in milliseconds made nanoseconds.
class SwapProofTest {
    private static final long MS = 1_000_000;
    /// At 10 s, drained 50 ms later, so that its window ends at 11.05 s.
    private static final Swap SWAP = new Swap(Instant.EPOCH, "blue 100 %", "green 100 %", 10_000 * MS, 10_050 * MS);

    private record SwapEvent(long beganNanos, long endedNanos, int status, @Nullable String error) {}

    private static SwapReport of(Swap swap, List<SwapEvent> events) {
        var proof = new SwapProof(swap.beganNanos());
        proof.drained(swap.drainedNanos());
        events.stream().sorted(Comparator.comparingLong(SwapEvent::endedNanos)).forEach(each -> proof.add(
                each.beganNanos(), each.endedNanos(), each.status(), each.error()));
        return proof.report(swap);
    }

    private static SwapEvent ok(long began, long ended) {
        return new SwapEvent(began * MS, ended * MS, 200, null);
    }

    private static SwapReport of(SwapEvent... events) {
        return of(SWAP, List.of(events));
    }

    @Test
    void requestsOfTheWindowAreCountedOnce() {
        SwapReport report = of(ok(9_000, 9_999), ok(9_990, 10_010), ok(10_020, 10_030), ok(11_049, 11_500),
                ok(11_051, 11_052));
        assertEquals(3, report.requests());
        assertEquals(3, report.answered());
        assertEquals(50 * MS, report.drainNanos());
        assertEquals(451 * MS, report.longestWaitNanos());
        assertTrue(report.clean());
    }

    @Test
    void everyFateIsToldApart() {
        SwapReport report = of(new SwapEvent(10_000 * MS, 10_001 * MS, 0, "cut"),
                new SwapEvent(10_000 * MS, 10_001 * MS, 502, "refused"),
                new SwapEvent(10_000 * MS, 10_001 * MS, 503, "not-ready"),
                new SwapEvent(10_000 * MS, 10_001 * MS, 200, "cut"),
                new SwapEvent(10_000 * MS, 10_001 * MS, 499, "client-gone"),
                new SwapEvent(10_000 * MS, 10_001 * MS, 500, null),
                new SwapEvent(10_000 * MS, 10_001 * MS, 401, "unauthorized"), ok(10_000, 10_001));
        assertEquals(8, report.requests());
        assertEquals(1, report.lost());
        assertEquals(3, report.failed());
        assertEquals(1, report.left());
        assertEquals(3, report.answered());
        assertEquals(1, report.serverErrors(), "a server’s own error is its answer");
        assertFalse(report.clean());
    }

    @Test
    void aPauseNeedsSomebodyWhoWaits() {
        // nobody is under way from 10.010 to 10.500: no pause
        assertEquals(10 * MS, of(ok(10_000, 10_010), ok(10_500, 10_505)).longestPauseNanos());
        // one waits from 10.020 on, and the next end is at 10.100
        assertEquals(80 * MS, of(ok(10_000, 10_010), ok(10_020, 10_100)).longestPauseNanos());
        // it was under way already when the last one ended
        assertEquals(90 * MS, of(ok(10_000, 10_010), ok(10_005, 10_100)).longestPauseNanos());
        // one that ends later began before: it waits through the gap too
        assertEquals(90 * MS,
                of(ok(10_000, 10_010), ok(10_090, 10_100), ok(10_002, 10_101)).longestPauseNanos());
    }

    @Test
    void aPauseCountsOnlyInsideTheWindow() {
        assertEquals(20 * MS, of(ok(5_000, 10_020)).longestPauseNanos());
        assertEquals(1_050 * MS, of(ok(9_000, 60_000)).longestPauseNanos(), "to the end of the window");
        assertEquals(50_000 * MS, of(ok(10_000, 60_000)).longestWaitNanos());
    }

    @Test
    void aSwapWithoutRequestsIsClean() {
        SwapReport report = of();
        assertEquals(0, report.requests() + report.longestPauseNanos() + report.longestWaitNanos());
        assertTrue(report.clean());
    }

    @Test
    void aSteadyStreamHasTheLongestGapWhereverItIs() {
        var events = new ArrayList<SwapEvent>();
        for (int i = 0; i < 1_000; i++) {
            long shift = i > 400 ? 30 : 0;
            events.add(ok(9_990 + i, 9_993 + i + shift));
        }
        java.util.Collections.shuffle(events, new java.util.Random(1));
        assertEquals(31 * MS, of(SWAP, events).longestPauseNanos());
        assertThrows(StudioException.class, () -> new Swap(Instant.EPOCH, "", "", 2, 1));
    }

    /// Against the plain reading of what a pause is, with requests of every length and many that overlap.
    @Test
    void thePauseCountedInPlaceIsThePauseOfAllThatIsKnownAfterwards() {
        var random = new java.util.Random(7);
        for (int round = 0; round < 300; round++) {
            var events = new ArrayList<SwapEvent>();
            for (int i = 0; i < 1 + random.nextInt(40); i++) {
                long began = 9_900L + random.nextInt(1_300);
                events.add(ok(began, began + 1 + random.nextInt(random.nextBoolean() ? 5 : 400)));
            }
            assertEquals(plainPause(events), of(SWAP, events).longestPauseNanos(), events::toString);
        }
    }

    private static long plainPause(List<SwapEvent> events) {
        long to = SWAP.drainedNanos() + SwapProof.AFTER_NANOS;
        long[] ends = java.util.stream.LongStream.concat(java.util.stream.LongStream.of(SWAP.beganNanos()),
                events.stream().filter(each -> each.endedNanos() >= SWAP.beganNanos() && each.beganNanos() <= to)
                        .mapToLong(each -> Math.min(to, each.endedNanos())))
                .sorted().toArray();
        long longest = 0;
        for (int i = 1; i < ends.length; i++) {
            long start = ends[i - 1];
            long end = ends[i];
            long earliest = events.stream().filter(each -> each.endedNanos() >= end && each.beganNanos() < end)
                    .mapToLong(SwapEvent::beganNanos).min().orElse(end);
            longest = Math.max(longest, end - Math.max(start, earliest));
        }
        return longest;
    }
}
