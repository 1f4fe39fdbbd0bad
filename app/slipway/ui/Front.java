package slipway.ui;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

import slipway.base.Problem;

/// What pages and their tasks say and open goes to the [Shell] that is shown then: another language or workspace may
/// have put one in the place of the one they were made for. Owned by [StudioApp]; FX thread.
final class Front implements Navigator, Notices {
    private @Nullable Shell shell;

    /// From now on it is `next`.
    void is(Shell next) {
        shell = next;
    }

    private Shell shell() {
        return Objects.requireNonNull(shell);
    }

    @Override
    public void open(String page, String what) {
        shell().open(page, what);
    }

    @Override
    public void done(String text) {
        shell().notices().done(text);
    }

    @Override
    public void undoable(String text, Runnable undo) {
        shell().notices().undoable(text, undo);
    }

    @Override
    public void problem(Problem problem) {
        shell().notices().problem(problem);
    }

    @Override
    public void copied(String text) {
        shell().notices().copied(text);
    }
}
