package slipway.ui;

import slipway.base.Problem;

/// Short messages over the window; given to pages by the shell. FX thread.
public interface Notices {
    /// Says that something was done; goes away by itself.
    void done(String text);

    /// Like [#done], with an Undo button that runs `undo` once.
    void undoable(String text, Runnable undo);

    /// Shows what, why and what to do, with the details to copy; stays until it is closed.
    void problem(Problem problem);

    /// Puts `text` on the clipboard and says so.
    void copied(String text);
}
