package slipway.deploy;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import slipway.base.Tasks;

/// How what ran before ends: its requests under way first, then its servers. It goes on whatever newer order comes; such
/// an order only stops waiting for it. Owned by a [Slot], one under way at a time.
final class Retirement {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Tasks tasks;
    private volatile Tasks.@Nullable Task under;

    Retirement(Tasks tasks) {
        this.tasks = tasks;
    }

    /// Lets requests end.
    @FunctionalInterface
    interface Drain {
        void run() throws InterruptedException;
    }

    /// Runs `drain`, then `stop` whatever came of it, and waits for both.
    void of(String id, Drain drain, Runnable stop) throws InterruptedException {
        under = tasks.quiet("retire " + id, progress -> {
            try {
                drain.run();
            } finally {
                stop.run();
            }
        });
        await();
    }

    /// Waits for the one under way, where there is one.
    void await() throws InterruptedException {
        Tasks.Task current = under;
        if (current != null && !current.await(LIMIT)) {
            System.getLogger(Retirement.class.getName()).log(System.Logger.Level.WARNING, "will not end");
        }
    }
}
