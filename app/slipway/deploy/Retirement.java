package slipway.deploy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.jspecify.annotations.Nullable;

import slipway.base.Tasks;

/// How what ran before ends: its requests under way first, then its servers. It goes on whatever newer order comes; such
/// an order only stops waiting for it. Owned by a [Slot]; those that take long may be under way together.
final class Retirement {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Tasks tasks;
    private final List<Ending> under = new CopyOnWriteArrayList<>();

    Retirement(Tasks tasks) {
        this.tasks = tasks;
    }

    /// Lets requests end.
    @FunctionalInterface
    interface Drain {
        void run() throws InterruptedException;
    }

    /// One that is under way.
    private static final class Ending {
        private volatile Tasks.@Nullable Task task;
        private volatile boolean drained;

        /// Stops at once what it is about to stop; a stop under way is left to itself.
        void hurry() {
            Tasks.Task current = task;
            if (!drained && current != null) current.cancel();
        }
    }

    /// Runs `drain`, then `stop` whatever came of it, and waits for both, and for those under way before.
    void of(String id, Drain drain, Runnable stop) throws InterruptedException {
        begin(id, drain, stop);
        await();
    }

    /// As [#of] for the last that runs: those under way before get no more time than `drain` takes.
    void last(String id, Drain drain, Runnable stop) throws InterruptedException {
        List<Ending> before = List.copyOf(under);
        begin(id, () -> {
            try {
                drain.run();
            } finally {
                before.forEach(Ending::hurry);
            }
        }, stop);
        await();
    }

    private void begin(String id, Drain drain, Runnable stop) {
        var ending = new Ending();
        under.add(ending);
        ending.task = tasks.quiet("retire " + id, progress -> {
            try {
                drain.run();
            } finally {
                ending.drained = true;
                try {
                    stop.run();
                } finally {
                    under.remove(ending);
                }
            }
        });
    }

    /// Waits for those under way.
    void await() throws InterruptedException {
        long end = System.nanoTime() + LIMIT.toNanos();
        for (Ending each : under) {
            Tasks.Task current = each.task;
            if (current != null && !current.await(Duration.ofNanos(end - System.nanoTime()))) {
                System.getLogger(Retirement.class.getName()).log(System.Logger.Level.WARNING, "still ends");
            }
        }
    }
}
