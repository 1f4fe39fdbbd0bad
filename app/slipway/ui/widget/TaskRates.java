package slipway.ui.widget;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

import slipway.base.Progress;
import slipway.base.Tasks;

/// How fast running tasks are now, from their reports of the last seconds: one that had to wait, or begins its next
/// step, is not measured by what was before. Owned by who shows them; one thread.
public final class TaskRates {
    private static final Duration SPAN = Duration.ofSeconds(10);
    private static final Duration LEAST = Duration.ofSeconds(1);

    private final Map<Long, Deque<Sample>> samples = new HashMap<>();

    private record Sample(Instant at, long done, String stage, List<Object> args) {}

    /// Takes note of `views` as they are at `now`.
    public void see(List<Tasks.View> views, Instant now) {
        var running = new HashSet<Long>();
        for (Tasks.View view : views) {
            Progress.Report report = view.progress();
            if (view.state() != Tasks.State.RUNNING || report == null) continue;
            running.add(view.id());
            see(samples.computeIfAbsent(view.id(), id -> new ArrayDeque<>()),
                    new Sample(now, report.done(), report.stage(), report.args()));
        }
        samples.keySet().retainAll(running);
    }

    private static void see(Deque<Sample> kept, Sample next) {
        Sample last = kept.peekLast();
        boolean other = last != null && (next.done < last.done || !next.stage.equals(last.stage)
                || !next.args.equals(last.args));
        if (other) kept.clear();
        if (last == null || other || next.done != last.done) kept.addLast(next);
        while (kept.size() > 2 && Duration.between(kept.getFirst().at, next.at).compareTo(SPAN) > 0)
            kept.removeFirst();
    }

    /// Of what is counted, each second; NaN while it is not known.
    public double of(long task, Instant now) {
        Deque<Sample> kept = samples.get(task);
        if (kept == null || kept.size() < 2) return Double.NaN;
        Duration time = Duration.between(kept.getFirst().at, now);
        if (time.compareTo(LEAST) < 0) return Double.NaN;
        return (double) (kept.getLast().done - kept.getFirst().done) / (time.toMillis() / 1000.0);
    }
}
