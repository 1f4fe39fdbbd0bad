package slipway.ui;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import slipway.base.Activity;
import slipway.base.Deed;
import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.ui.fx.Fx;

/// [Desk.Work] on [Tasks]: quiet virtual threads, the outcome queued for the FX thread. What fails, and what has a
/// name, enters the activity log; `activity` answers null until the features are there.
record TaskWork(Tasks tasks, Notices notices, Supplier<@Nullable Activity> activity) implements Desk.Work {
    @Override
    public void run(Desk.Body body, Runnable then) {
        act(null, body, then);
    }

    @Override
    public void run(Desk.Act act, Desk.Body body, Runnable then) {
        act(act, body, then);
    }

    private void act(Desk.@Nullable Act act, Desk.Body body, Runnable then) {
        tasks.quiet("click", progress -> {
            Deed deed = Deed.begin();
            try {
                body.run();
                Activity log = activity.get();
                if (act != null && log != null && !deed.told()) {
                    log.did(act.command(), act.key(), act.args().toArray());
                }
            } catch (RuntimeException e) {
                Problem problem = StudioException.problemOf(e);
                Activity log = activity.get();
                if (log != null) log.failed(problem, "notify.failed", problem.what());
                Fx.later(() -> notices.problem(problem));
                return;
            } finally {
                deed.end();
            }
            Fx.later(then);
        });
    }
}
