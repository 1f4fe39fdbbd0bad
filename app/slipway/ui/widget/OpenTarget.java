package slipway.ui.widget;

import java.io.File;
import java.nio.file.Path;
import java.util.List;

import javafx.stage.FileChooser;
import javafx.stage.Window;

import org.jspecify.annotations.Nullable;

/// Asks which file to read; an interface because a screenless platform has no chooser. FX thread.
@FunctionalInterface
public interface OpenTarget {
    /// The desktop's own chooser.
    OpenTarget CHOOSER = (owner, title, kind, patterns) -> {
        var chooser = new FileChooser();
        chooser.setTitle(title);
        chooser.getExtensionFilters().setAll(new FileChooser.ExtensionFilter(kind, patterns));
        File chosen = chooser.showOpenDialog(owner);
        return chosen == null ? null : chosen.toPath();
    };

    /// The file to read, or null where the person thought better of it; `kind` names what `patterns` (`*.tar`) take.
    @Nullable
    Path ask(@Nullable Window owner, String title, String kind, List<String> patterns);
}
