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

    /// Ends `old`, and waits for it.
    void of(Keeper old, Drain drain) throws InterruptedException {
        under = tasks.quiet("retire " + old.plan().spec().id(), progress -> {
            try {
                drain.run();
            } finally {
                old.stop();
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
