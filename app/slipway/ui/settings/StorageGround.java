package slipway.ui.settings;

import java.nio.file.Path;
import java.util.function.Consumer;

import slipway.base.Tasks;
import slipway.bundle.BundleGround;
import slipway.housekeeping.Housekeeper;
import slipway.ui.Asker;
import slipway.ui.Desk;
import slipway.ui.LongActs;
import slipway.ui.widget.FolderTarget;
import slipway.ui.widget.OpenTarget;
import slipway.ui.widget.SaveTarget;

/// What the section of storage and backup works with. Immutable.
///
/// @param opener shows a folder in the desktop’s own file window
public record StorageGround(Tasks tasks, Desk desk, Housekeeper housekeeper, BundleGround bundling, Asker asker,
        SaveTarget saving, OpenTarget opening, FolderTarget folders, Consumer<Path> opener) {
    LongActs acts() {
        return new LongActs(tasks, desk.notices());
    }

    Path state() {
        return bundling.workspace().stateFolder();
    }
}
