package slipway.testkit;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import slipway.base.Progress;
import slipway.base.Tasks;
import slipway.load.LoadPlan;
import slipway.load.LoadResult;
import slipway.load.LoadRunner;
import slipway.load.Shape;

/// A constant rate of requests until it is ended, as one short run after the other, each begun when it is due whether
/// or not the one before has all its answers. Begun and ended by one thread.
public final class SteadyLoad {
    private static final Duration LENGTH = Duration.ofSeconds(1);
    /// How long the last answers may take.
    private static final Duration LAST = Duration.ofMinutes(2);

    private final LoadRunner runner;
    private final LoadPlan plan;
    private final Tasks tasks;
    private final Tasks.Task loop;
    private final List<Tasks.Task> begun = new CopyOnWriteArrayList<>();
    private final List<Run> ended = new CopyOnWriteArrayList<>();
    private volatile boolean over;

    /// One of its runs, at its end.
    ///
    /// @param begin when its first request was due, of [System#nanoTime]
    public record Run(long begin, LoadResult result) {
        private boolean within(long from, long until) {
            long end = begin + LENGTH.toNanos();
            return end > from && end <= until;
        }
    }

    private SteadyLoad(LoadRunner runner, LoadPlan plan, Tasks tasks) {
        this.runner = runner;
        this.plan = plan;
        this.tasks = tasks;
        this.loop = tasks.quiet("load", progress -> loop());
    }

    /// `rate` of the requests of `plan` a second from now on.
    public static SteadyLoad begin(LoadRunner runner, LoadPlan plan, double rate, Tasks tasks) {
        return new SteadyLoad(runner, plan.with(new Shape.Constant(rate, LENGTH)), tasks);
    }

    private void loop() throws InterruptedException {
        long next = System.nanoTime();
        while (!over) {
            long begin = next;
            begun.add(tasks.quiet("load run", progress -> ended.add(new Run(begin, runner.run(plan, Progress.NONE,
                    each -> {})))));
            next += LENGTH.toNanos();
            Tasks.pause(Duration.ofNanos(Math.max(0, next - System.nanoTime())));
        }
    }

    /// Begins no more requests, and waits for the answers of those under way; false where some run failed.
    public boolean end() throws InterruptedException {
        over = true;
        boolean whole = loop.await(LAST);
        for (Tasks.Task each : begun)
            whole &= each.await(LAST);
        return whole && ended.size() == begun.size();
    }

    public List<Run> runs() {
        return ended;
    }

    /// Those whose last request was due between two times of [System#nanoTime].
    public List<Run> runs(long from, long until) {
        return ended.stream().filter(run -> run.within(from, until)).toList();
    }
}
