package slipway.ui.exports;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

import slipway.base.Live;
import slipway.base.Tasks;
import slipway.export.ExportTarget;
import slipway.spec.Workspace;
import slipway.ui.Asker;
import slipway.ui.DeployDialogs;
import slipway.ui.Desk;
import slipway.ui.ExportDialogs;
import slipway.ui.widget.FolderTarget;

/// What exports work with, made once by the shell.
///
/// @param targets the platforms, in the order in which they are listed
/// @param folders asks where to save
/// @param asker   asks before something is replaced
/// @param show    opens a folder in the desktop’s own window; fails with a [slipway.base.StudioException]
public record ExportGround(Desk desk, Tasks tasks, Workspace workspace, ExportDialogs.Source source,
        List<ExportTarget> targets, Live<ExportHabits> habits, DeployDialogs deploy, FolderTarget folders, Asker asker,
        Consumer<Path> show) {
    public ExportGround {
        targets = List.copyOf(targets);
    }
}
