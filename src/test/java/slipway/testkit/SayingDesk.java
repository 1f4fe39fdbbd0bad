package slipway.testkit;

import java.util.List;

import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.ui.Commands;
import slipway.ui.Desk;
import slipway.ui.Notices;
import slipway.ui.fx.Fx;

/// A [Desk] that works beside the window, as the studio's does, and says all that pages tell it into one list.
public final class SayingDesk {
    private SayingDesk() {}

    /// A desk whose work runs on `tasks`.
    ///
    /// @param said is written from the window's thread and those of `tasks`
    public static Desk of(Tasks tasks, List<String> said) {
        Desk.Work work = (body, then) -> tasks.quiet("test-work", progress -> {
            try {
                body.run();
                Fx.later(then);
            } catch (StudioException e) {
                said.add(e.problem().what());
            }
        });
        return new Desk((page, what) -> said.add(page + " " + what), new Said(said), new Commands(), work);
    }

    private record Said(List<String> said) implements Notices {
        @Override
        public void done(String text) {
            said.add(text);
        }

        @Override
        public void undoable(String text, Runnable undo) {
            said.add(text);
        }

        @Override
        public void problem(Problem problem) {
            said.add(problem.what());
        }

        @Override
        public void copied(String text) {
            said.add(text);
        }
    }
}
