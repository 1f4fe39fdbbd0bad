package slipway.testkit;

import java.util.ArrayList;
import java.util.List;

import javafx.application.Platform;

import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.ui.Commands;
import slipway.ui.Desk;
import slipway.ui.Navigator;
import slipway.ui.Notices;

/// A [Desk] that remembers what pages asked of it and runs their work at once.
public final class TestDesk implements Navigator, Notices {
    public final List<String> opened = new ArrayList<>();
    public final List<String> copied = new ArrayList<>();
    public final List<String> done = new ArrayList<>();
    public final List<Problem> problems = new ArrayList<>();
    private volatile Runnable lastUndo = () -> {};

    public Desk desk() {
        return new Desk(this, this, new Commands(), (body, then) -> {
            try {
                body.run();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            } catch (StudioException e) {
                problem(e.problem());
                return;
            }
            then.run();
        });
    }

    @Override
    public void open(String page, String what) {
        opened.add(page + " " + what);
    }

    @Override
    public void done(String text) {
        done.add(text);
    }

    @Override
    public void undoable(String text, Runnable undo) {
        done.add(text);
        lastUndo = undo;
    }

    /// Presses Undo of the last message that had it.
    public void undo() {
        Platform.runLater(lastUndo);
    }

    @Override
    public void problem(Problem problem) {
        problems.add(problem);
    }

    @Override
    public void copied(String text) {
        copied.add(text);
    }
}
