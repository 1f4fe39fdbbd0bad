package slipway.cli;

import java.nio.file.Path;
import java.util.function.Consumer;

/// What the command line asks of the composition root, which it must not know.
public interface Opener {
    /// Opens `root` with all its features; with `start`, everything its files want is deployed.
    Session open(Path root, boolean start);

    /// Stops what a studio that is no more left running in `root`, and answers how many processes that were.
    int clean(Path root) throws InterruptedException;

    /// Opens the window on `root` and answers the exit status once it is closed.
    int window(Path root);

    /// Runs the guided tour (see the `demo` command), gives its summary to `lines` and answers the exit status.
    int demo(Path out, boolean stay, Consumer<String> lines);
}
