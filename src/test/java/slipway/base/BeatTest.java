package slipway.base;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class BeatTest {
    @Test
    void allPeriodsMeetAndNoneIsShorterThanItsHalf() {
        assertEquals(Duration.ofNanos(1000), Beat.until(1000, 0));
        assertEquals(Duration.ofNanos(990), Beat.until(1000, 10));
        assertEquals(Duration.ofNanos(500), Beat.until(1000, 500));
        assertEquals(Duration.ofNanos(1499), Beat.until(1000, 501));
        assertEquals(Duration.ofNanos(1001), Beat.until(1000, 999));
        assertEquals(Duration.ofNanos(1000), Beat.until(1000, -2000));
        assertEquals(Duration.ZERO, Beat.until(0, 77));
        for (long now = 0; now < 20; now++)
            assertEquals(0, (now + Beat.until(10, now).toNanos()) % 5, "at " + now);
    }

    @Test
    void aSecondIsWaitedForAtMostHalfAsLongAgain() {
        Duration left = Beat.until(Duration.ofSeconds(1));
        assertTrue(left.toMillis() >= 499 && left.toMillis() <= 1500, left::toString);
    }

    @Test
    void whoWaitsWakesOnTheBeatAndWhoIsCancelledAtOnce() throws Exception {
        long began = System.nanoTime();
        for (int i = 0; i < 3; i++)
            Beat.await(Duration.ofMillis(100));
        long waited = System.nanoTime() - began;
        assertTrue(waited >= 250_000_000L, waited + " ns for three beats of 100 ms, of which the first may be short");
        try (var tasks = new Tasks()) {
            Tasks.Task waiting = tasks.quiet("waiting", progress -> Beat.await(Duration.ofHours(1)));
            waiting.cancel();
            assertTrue(waiting.await(Duration.ofSeconds(10)));
        }
    }
}
