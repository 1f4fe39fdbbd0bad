package slipway.ui.models;

import java.util.concurrent.atomic.AtomicReference;

import slipway.base.Text;
import slipway.catalog.fix.Applied;
import slipway.catalog.fix.Fix;
import slipway.ui.Desk;

/// Shows a fix, applies it when asked to, and offers to take it back. FX thread.
record FixActs(Desk desk, Runnable rescan) {
    /// @param about what the fix is for, over the diff
    /// @param done  what is said once it is applied
    /// @param after called after it was applied, and after it was undone
    void offer(String about, String done, Fix fix, Runnable after) {
        FixDialog.ask(about, fix, () -> {
            var applied = new AtomicReference<Applied>();
            desk.work().run(() -> applied.set(fix.apply()), () -> {
                changed(after);
                desk.notices().undoable(done, () -> desk.work().run(() -> applied.get().undo(), () -> {
                    changed(after);
                    desk.notices().done(Text.of("models.fix.undone"));
                }));
            });
        });
    }

    private void changed(Runnable after) {
        rescan.run();
        after.run();
    }
}
