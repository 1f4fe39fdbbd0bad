package slipway.load;

import java.util.ArrayList;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.netty.channel.EventLoop;
import org.jspecify.annotations.Nullable;

import slipway.base.Progress;
import slipway.network.Purpose;

/// Runs load plans against an address, on event loops of its own that start with the first run. Blocking; cancelled
/// by interruption, at once. PlanText may run side by side.
public final class LoadRunner implements AutoCloseable {
    private final LazyLoops loops = new LazyLoops();

    /// Runs `plan` to its end: until every request has its answer or has timed out.
    ///
    /// @param partial gets the result so far about four times a second, on the caller’s thread
    public LoadResult run(LoadPlan plan, Progress progress, Consumer<LoadResult> partial) throws InterruptedException {
        return watch(plan, progress, report -> partial.accept(report.result())).result();
    }

    /// As [#run], with all that is known: seconds, service times, distributions at the end.
    public LoadReport watch(LoadPlan plan, Progress progress, Consumer<LoadReport> partial)
            throws InterruptedException {
        return carry(plan, progress, partial);
    }

    /// As [#watch]; without `partial` nothing is summed up before the end.
    LoadReport carry(LoadPlan plan, Progress progress, @Nullable Consumer<LoadReport> partial)
            throws InterruptedException {
        var destination = Destination.of(plan.url(), Purpose.LOAD);
        var magazine = Magazine.of(destination, plan.requests());
        var dialer = new Dialer(destination, plan.trust());
        var desk = new Desk();
        var shares = new ArrayList<Running>();
        long planned = Arrivals.planned(plan.shape(), plan.limits().most());
        int threads = threads(plan);
        Warmth.once(loops);
        progress.stage("load.running");
        long begun = System.nanoTime() + 1_000_000L;
        for (int i = 0; i < threads; i++) {
            EventLoop loop = loops.next();
            Feed feed = Feed.of(plan.shape(), plan.limits().most(), magazine, i, threads);
            shares.add(new Running(loop, new Share(loop, dialer, feed, terms(plan, begun, i, threads),
                    new Share.Log(i, desk.full::add, desk::empty, Share.Taker.NOBODY))));
        }
        var tally = new Tally(Tally.Asked.of(Arrivals.of(plan.shape(), plan.limits().most())), threads,
                plan.shape().duration());
        try {
            shares.forEach(each -> each.loop.execute(each.share::start));
            while (true) {
                desk.collect(tally);
                if (partial == null && !tally.complete()) continue;
                LoadReport report = tally.report(System.nanoTime() - begun);
                progress.count(report.result().sent(), planned, Progress.Unit.REQUESTS);
                if (tally.complete()) return report;
                if (partial != null) partial.accept(report);
            }
        } finally {
            shares.forEach(each -> each.loop.execute(each.share::stop));
        }
    }

    private record Running(EventLoop loop, Share share) {}

    /// Intervals on their way between the event loops and the thread that sums up.
    static final class Desk {
        private final LinkedBlockingQueue<Interval> full = new LinkedBlockingQueue<>();
        private final ConcurrentLinkedQueue<Interval> empty = new ConcurrentLinkedQueue<>();

        Interval empty() {
            Interval used = empty.poll();
            return used == null ? new Interval() : used;
        }

        /// Waits for the next interval, then adds all that are there.
        void collect(Tally tally) throws InterruptedException {
            Interval next = full.poll(5, TimeUnit.SECONDS);
            if (next == null) throw new IllegalStateException("the event loop of the run has stopped");
            while (next != null) {
                tally.add(next);
                next.clear();
                empty.add(next);
                next = full.poll();
            }
        }
    }

    private static int threads(LoadPlan plan) {
        return plan.shape() instanceof Shape.Closed closed
                ? Math.min(closed.connections(), plan.limits().threads())
                : Math.min(plan.limits().connections(), plan.limits().threads());
    }

    private static Share.Terms terms(LoadPlan plan, long begun, int share, int of) {
        long timeout = plan.limits().timeout().toNanos();
        return plan.shape() instanceof Shape.Closed closed
                ? new Share.Terms(part(closed.connections(), share, of), timeout, begun, closed.duration().toNanos(),
                        -1)
                : new Share.Terms(part(plan.limits().connections(), share, of), timeout, begun, 0, -1);
    }

    private static int part(int all, int share, int of) {
        return all / of + (share < all % of ? 1 : 0);
    }

    @Override
    public void close() {
        loops.close();
    }
}
