package slipway.base;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/// The instants at which loops that look again and again wake together: an idle processor is woken once for all of them
/// and not once for each. Any thread.
public final class Beat {
    private static final long ORIGIN = System.nanoTime();
    /// Who waits for what is shorter gains nothing by company.
    private static final long SHORT = Duration.ofMillis(100).toNanos();
    /// Those waited for, by their nanoseconds since [#ORIGIN].
    private static final Map<Long, CountDownLatch> AWAITED = new ConcurrentHashMap<>();

    private Beat() {}

    /// Waits on the calling task for the next beat of `period`, see [#until].
    ///
    /// @throws InterruptedException where the task is cancelled
    public static void await(Duration period) throws InterruptedException {
        if (period.toNanos() < SHORT) {
            Tasks.pause(period);
            return;
        }
        long now = System.nanoTime() - ORIGIN;
        AWAITED.computeIfAbsent(now + until(period.toNanos(), now).toNanos(), Beat::begin).await();
    }

    private static CountDownLatch begin(long at) {
        var beat = new CountDownLatch(1);
        var _ = Tasks.beside("beat", () -> {
            try {
                Tasks.pause(Duration.ofNanos(at - (System.nanoTime() - ORIGIN)));
            } finally {
                AWAITED.remove(at);
                beat.countDown();
            }
            return at;
        });
        return beat;
    }

    /// How long it is to the next beat of `period`, which are counted from one instant for the whole process: 1 s beats
    /// with every second one of 500 ms. Between half of the period and one and a half: a slow step has its pause too.
    public static Duration until(Duration period) {
        return until(period.toNanos(), System.nanoTime() - ORIGIN);
    }

    static Duration until(long period, long now) {
        if (period <= 0) return Duration.ZERO;
        long left = period - Math.floorMod(now, period);
        return Duration.ofNanos(left < period / 2 ? left + period : left);
    }
}
