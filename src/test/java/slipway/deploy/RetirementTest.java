package slipway.deploy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import slipway.base.Tasks;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class RetirementTest {
    private final List<String> told = Collections.synchronizedList(new ArrayList<>());

    /// Requests may take minutes at a replica that is left over; who stops all does not wait for those.
    @Test
    void theLastEndsWhatStillWaitsForItsRequests() throws Exception {
        try (var tasks = new Tasks()) {
            var retirement = new Retirement(tasks);
            var waits = new CountDownLatch(1);
            Tasks.Task shrinking = tasks.quiet("shrink", progress -> retirement.of("iris/blue", () -> {
                waits.countDown();
                new CountDownLatch(1).await();
            }, () -> told.add("one of two")));
            assertTrue(waits.await(10, TimeUnit.SECONDS));
            retirement.last("iris/blue", () -> told.add("drained"), () -> told.add("all"));
            assertTrue(shrinking.await(Duration.ofSeconds(10)));
            assertEquals("drained", told.getFirst());
            await().until(() -> told.size() == 3);
            assertTrue(told.containsAll(List.of("one of two", "all")), told::toString);
        }
    }

    @Test
    void aNewerOneWaitsForAnOlderOne() throws Exception {
        try (var tasks = new Tasks()) {
            var retirement = new Retirement(tasks);
            var busy = new CountDownLatch(1);
            var waits = new CountDownLatch(1);
            tasks.quiet("older", progress -> retirement.of("iris/blue", () -> {
                waits.countDown();
                busy.await();
            }, () -> told.add("older")));
            assertTrue(waits.await(10, TimeUnit.SECONDS));
            Tasks.Task newer = tasks.quiet("newer",
                    progress -> retirement.of("iris/blue", () -> {}, () -> told.add("newer")));
            await().until(() -> told.equals(List.of("newer")));
            assertFalse(newer.await(Duration.ofMillis(100)));
            busy.countDown();
            assertTrue(newer.await(Duration.ofSeconds(10)));
            assertEquals(List.of("newer", "older"), told);
        }
    }
}
