package slipway.ui;

import java.util.List;

import slipway.base.Deed;
import slipway.base.Problem;
import slipway.base.Progress;
import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.base.Twin;
import slipway.ui.fx.Fx;

/// Acts that take a while: a task in the task centre for each, with its command and what came of it said. Any thread.
public record LongActs(Tasks tasks, Notices notices) {
    /// What a task does; answers what is said once it is done.
    @FunctionalInterface
    public interface Work {
        String run(Progress progress) throws InterruptedException;
    }

    /// Begins `work` as the task whose name is the text key `task`, filled with `of`; `twin` is the command that does the
    /// same.
    public void start(String task, Object of, Twin twin, Work work) {
        tasks.start(task, List.of(of), progress -> {
            Deed.twin(twin.toString());
            try {
                String done = work.run(progress);
                Fx.later(() -> notices.done(done));
            } catch (RuntimeException e) {
                Problem problem = StudioException.problemOf(e);
                Fx.later(() -> notices.problem(problem));
                throw e;
            }
        });
    }
}
