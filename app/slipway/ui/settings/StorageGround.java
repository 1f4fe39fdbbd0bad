package slipway.ui.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

import slipway.base.Deed;
import slipway.base.Problem;
import slipway.base.Progress;
import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.base.Twin;
import slipway.bundle.BundleGround;
import slipway.housekeeping.Housekeeper;
import slipway.ui.Asker;
import slipway.ui.Desk;
import slipway.ui.fx.Fx;
import slipway.ui.widget.FolderTarget;
import slipway.ui.widget.OpenTarget;
import slipway.ui.widget.SaveTarget;

/// What the section of storage and backup works with. Immutable.
///
/// @param opener shows a folder in the desktop’s own file window
public record StorageGround(Tasks tasks, Desk desk, Housekeeper housekeeper, BundleGround bundling, Asker asker,
        SaveTarget saving, OpenTarget opening, FolderTarget folders, Consumer<Path> opener) {
    /// What a task does; answers what is said once it is done.
    @FunctionalInterface
    interface Work {
        String run(Progress progress) throws InterruptedException;
    }

    /// A task in the task centre, with what came of it said.
    void start(String task, Object of, Twin twin, Work work) {
        tasks.start(task, List.of(of), progress -> {
            Deed.twin(twin.toString());
            try {
                String done = work.run(progress);
                Fx.later(() -> desk.notices().done(done));
            } catch (RuntimeException e) {
                Problem problem = StudioException.problemOf(e);
                Fx.later(() -> desk.notices().problem(problem));
                throw e;
            }
        });
    }

    Path state() {
        return bundling.workspace().stateFolder();
    }
}
