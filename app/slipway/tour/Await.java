package slipway.tour;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import slipway.base.Live;
import slipway.base.StudioException;

/// Waits for a [Live] to come to something.
final class Await {
    private Await() {}

    /// The first value that `wanted` accepts; a problem that names `what` when none came within `limit`.
    static <T> T until(Live<T> live, Predicate<T> wanted, Duration limit, String what) throws InterruptedException {
        var news = new Semaphore(1);
        long deadline = System.nanoTime() + limit.toNanos();
        try (Live.Subscription _ = live.onChange(news::release)) {
            while (true) {
                T value = live.get();
                if (wanted.test(value)) return value;
                if (!news.tryAcquire(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    throw StudioException.of("tour.waited", what, limit.toSeconds());
                }
                news.drainPermits();
            }
        }
    }
}
