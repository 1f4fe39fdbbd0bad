package slipway.ui.lab;

import java.time.Instant;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import slipway.base.Deed;
import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.load.LoadPlan;
import slipway.load.LoadReport;
import slipway.load.LoadResult;
import slipway.load.LoadRunner;
import slipway.load.SavedRuns;

/// One load from its start to its end: runs on a task of its own, and is read by the page a few times a second. The
/// Lab starts it; a run that ended by itself is kept among the saved ones.
final class LoadRun {
    private final String endpoint;
    private final LoadPlan plan;
    private final String words;
    private final Instant started = Instant.now();
    private volatile State state = State.RUNNING;
    private volatile @Nullable LoadReport report;
    private volatile @Nullable Problem problem;
    private volatile @Nullable Instant ended;
    private Tasks.@Nullable Task task;

    /// Where a run stands.
    enum State {
        RUNNING, DONE, STOPPED, FAILED
    }

    private LoadRun(String endpoint, LoadPlan plan, String words) {
        this.endpoint = endpoint;
        this.plan = plan;
        this.words = words;
    }

    /// @param twin the command that asks for the same
    static LoadRun start(Tasks tasks, LoadRunner runner, SavedRuns saved, String endpoint, String words,
            LoadPlan plan, String twin) {
        var run = new LoadRun(endpoint, plan, words);
        run.task = tasks.start("lab.load.task", java.util.List.of(endpoint), progress -> {
            Deed.twin(twin);
            try {
                LoadReport last = runner.watch(plan, progress, part -> run.report = part);
                run.report = last;
                saved.save(words, "", plan, last);
                requireAnswers(endpoint, last.result());
                run.end(State.DONE);
            } catch (StudioException e) {
                run.problem = e.problem();
                run.end(State.FAILED);
                throw e;
            } finally {
                if (run.state == State.RUNNING) run.end(State.STOPPED);
            }
        });
        return run;
    }

    /// A load that met nobody has failed; one with a good answer has measured something.
    static void requireAnswers(String endpoint, LoadResult result) {
        if (result.sent() == 0 || result.ok() > 0) return;
        String most = result.errors().entrySet().stream().max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey).orElse("");
        throw StudioException.of("lab.load-unanswered", endpoint, result.sent(), most);
    }

    private void end(State how) {
        ended = Instant.now();
        state = how;
    }

    void stop() {
        if (task != null) task.cancel();
    }

    String endpoint() {
        return endpoint;
    }

    LoadPlan plan() {
        return plan;
    }

    String words() {
        return words;
    }

    State state() {
        return state;
    }

    /// The newest; null before the first.
    @Nullable
    LoadReport report() {
        return report;
    }

    @Nullable
    Problem problem() {
        return problem;
    }

    /// Where its newest second stands in time.
    Instant at() {
        Instant end = ended;
        return end == null ? Instant.now() : end;
    }

    /// 0 to 1, by the time that it takes.
    double fraction() {
        if (state == State.DONE) return 1;
        double whole = plan.shape().duration().toNanos();
        return Math.min(1, java.time.Duration.between(started, at()).toNanos() / whole);
    }
}
