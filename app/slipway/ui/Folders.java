package slipway.ui;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

import slipway.base.Problem;
import slipway.base.StudioException;

/// Shows folders in the desktop’s own file window. Any thread.
public final class Folders {
    private Folders() {}

    /// Returns at once; a desktop without such a window is a [StudioException].
    public static void open(Path folder) {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        String program = system.contains("win") ? "explorer" : system.contains("mac") ? "open" : "xdg-open";
        try {
            new ProcessBuilder(List.of(program, folder.toString())).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        } catch (IOException e) {
            throw new StudioException(Problem.of("shell.folder", folder), e);
        }
    }
}
