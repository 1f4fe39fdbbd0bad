package slipway.ui.widget;

import java.io.File;
import java.nio.file.Path;

import javafx.stage.FileChooser;
import javafx.stage.Window;

import org.jspecify.annotations.Nullable;

/// Asks where to save a file; an interface because a screenless platform has no chooser. FX thread.
@FunctionalInterface
public interface SaveTarget {
    /// The desktop's own chooser.
    SaveTarget CHOOSER = (owner, title, name) -> {
        var chooser = new FileChooser();
        chooser.setTitle(title);
        chooser.setInitialFileName(name);
        File chosen = chooser.showSaveDialog(owner);
        return chosen == null ? null : chosen.toPath();
    };

    /// The file to write, or null where the person thought better of it; `name` is suggested.
    @Nullable
    Path ask(@Nullable Window owner, String title, String name);
}
