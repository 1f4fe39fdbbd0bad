package slipway.ui.requests;

import java.nio.file.Path;
import java.util.List;

import org.jspecify.annotations.Nullable;

import slipway.base.Deed;
import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.base.Text;
import slipway.requests.Batch;
import slipway.requests.BatchBook;
import slipway.requests.BatchForm;
import slipway.requests.Draft;

/// One run over a file from its start to its end: runs on a task of its own, which goes on without its window, and is
/// read by the window a few times a second.
final class BatchRun {
    private final BatchBook.Ask ask;
    private volatile State state = State.RUNNING;
    private volatile Batch.@Nullable Result result;
    private volatile @Nullable Problem problem;
    private Tasks.@Nullable Task task;

    /// Where a run stands.
    enum State {
        RUNNING, DONE, STOPPED, FAILED
    }

    private BatchRun(BatchBook.Ask ask) {
        this.ask = ask;
    }

    /// @param plan the endpoint that `ask` names
    static BatchRun start(BatchGround ground, RequestPlan plan, BatchBook.Ask ask, BatchForm form) {
        var run = new BatchRun(ask);
        run.task = ground.tasks().start("requests.batch.task", List.of(ask.endpoint(), run.name()), progress -> {
            try {
                Draft request = ground.library().ready(plan, ask.request());
                ground.book().begun(ask);
                var whole = new Batch.Plan(ask.endpoint(), request, run.input(), run.output(), form, ask.limits());
                Batch.Result end = new Batch(ground.sender()).run(whole, progress, seen -> run.result = seen);
                run.result = end;
                ground.book().ended(ask.output());
                Deed.result(Text.of("requests.batch.result", end.done(), end.failed()));
                run.state = State.DONE;
            } catch (StudioException e) {
                run.problem = e.problem();
                run.state = State.FAILED;
                throw e;
            } finally {
                if (run.state == State.RUNNING) run.state = State.STOPPED;
            }
        });
        return run;
    }

    void stop() {
        if (task != null) task.cancel();
    }

    /// Of the shown task.
    long id() {
        return task == null ? 0 : task.id();
    }

    BatchBook.Ask ask() {
        return ask;
    }

    Path input() {
        return Path.of(ask.input());
    }

    Path output() {
        return Path.of(ask.output());
    }

    String name() {
        return String.valueOf(input().getFileName());
    }

    State state() {
        return state;
    }

    /// The newest; null before the first row.
    Batch.@Nullable Result result() {
        return result;
    }

    @Nullable
    Problem problem() {
        return problem;
    }
}
