package slipway.ui.widget;

import java.io.File;
import java.nio.file.Path;

import javafx.stage.DirectoryChooser;
import javafx.stage.Window;

import org.jspecify.annotations.Nullable;

/// Asks for a folder; an interface because a screenless platform has no chooser. FX thread.
@FunctionalInterface
public interface FolderTarget {
    /// The desktop's own chooser.
    FolderTarget CHOOSER = (owner, title) -> {
        var chooser = new DirectoryChooser();
        chooser.setTitle(title);
        File chosen = chooser.showDialog(owner);
        return chosen == null ? null : chosen.toPath();
    };

    /// Null where the person thought better of it.
    @Nullable
    Path ask(@Nullable Window owner, String title);
}
