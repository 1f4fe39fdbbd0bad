package slipway.load;

import java.util.Iterator;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import slipway.base.Progress;

/// Sends recorded requests again, to one server or to two at once, on event loops of its own. Blocking; cancelled by
/// interruption, at once.
public final class Replayer implements AutoCloseable {
    private final LazyLoops loops = new LazyLoops();

    /// Gets each request with its answers, in the order in which the last of them came, on the caller’s thread. While
    /// it works no request is read ahead: slow work of more than a moment belongs elsewhere.
    @FunctionalInterface
    public interface Listener {
        void answered(ReplayItem item, Answer one, @Nullable Answer other);
    }

    /// Replays all of `items`, which stay the caller’s to close; they are read a second ahead at most, on the caller’s
    /// thread. The requests of [LoadPlan.Limits#most] beyond it are left out.
    ///
    /// @param partial gets the report so far about four times a second, on the caller’s thread
    public ReplayReport run(ReplayPlan plan, Iterator<ReplayItem> items, Listener listener, Progress progress,
            Consumer<ReplayReport> partial) throws InterruptedException {
        Warmth.once(loops);
        progress.stage("load.replaying");
        var replay = new Replay(plan, items, listener, loops);
        try {
            replay.start();
            while (true) {
                replay.fill();
                boolean news = replay.listen();
                if (!news) continue;
                ReplayReport report = replay.report();
                progress.count(report.answered(), -1, Progress.Unit.REQUESTS);
                if (replay.complete()) return report;
                partial.accept(report);
            }
        } finally {
            replay.stop();
        }
    }

    @Override
    public void close() {
        loops.close();
    }
}
