package slipway.ui;

import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.ui.fx.Fx;

/// [Desk.Work] on [Tasks]: quiet virtual threads, the outcome queued for the FX thread.
record TaskWork(Tasks tasks, Notices notices) implements Desk.Work {
    @Override
    public void run(Desk.Body body, Runnable then) {
        tasks.quiet("click", progress -> {
            try {
                body.run();
            } catch (RuntimeException e) {
                Fx.later(() -> notices.problem(StudioException.problemOf(e)));
                return;
            }
            Fx.later(then);
        });
    }
}
