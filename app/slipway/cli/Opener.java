package slipway.cli;

import java.nio.file.Path;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import slipway.base.Tasks;
import slipway.bundle.BundleGround;
import slipway.deploy.Salvage;
import slipway.engine.Images;
import slipway.engine.docker.ContextChoice;
import slipway.export.ExportSource;

/// What the command line asks of the composition root, which it must not know.
public interface Opener {
    /// Opens `root` with all its features; with `start`, everything its files want is deployed. With `engine`, all of
    /// it runs there whatever the files say, but for servers that somebody else runs.
    Session open(Path root, boolean start, @Nullable String engine);

    /// Stops what a studio that is no more left running in `root`, and answers how many processes that were.
    int clean(Path root) throws InterruptedException;

    /// From now on everything goes by the Docker context `name`, whatever workspaces say.
    void goBy(String name);

    /// The Docker context that commands in `root` go by.
    ContextChoice context(Path root);

    /// The images of the container engine that the workspace in `root` goes by, should there be one, until `tasks` end;
    /// a [slipway.base.StudioException] where there is none.
    Images images(Tasks tasks, Path root) throws InterruptedException;

    /// What other workspaces than `root` left at the container engine, until `tasks` end; fails as [#images] does.
    Salvage salvage(Tasks tasks, Path root) throws InterruptedException;

    /// What checks of targets need, the profiles of the workspace in `root` included. Servers run apart from those of
    /// the workspace, whether a studio drives it or not.
    Examining examining(Tasks tasks, Path root) throws InterruptedException;

    /// What `endpoint` of the workspace in `root` is as its files say, or `deployment` of it alone. Starts no engine.
    ExportSource exportSource(Path root, String endpoint, @Nullable String deployment) throws InterruptedException;

    /// What a bundle of the workspace in `root` is made of, until `tasks` end. With `engine`, its deployments go along as
    /// if all of them ran there.
    BundleGround bundling(Tasks tasks, Path root, @Nullable String engine);

    /// Opens the window on `root` and answers the exit status once it is closed.
    int window(Path root);

    /// Opens the window for who started in `folder` without naming a workspace: on `folder` where it is one, else on the
    /// question which one is meant. Answers the exit status once it is closed.
    default int welcome(Path folder) {
        return window(folder);
    }

    /// Runs the guided tour (see the `demo` command) on `engine` in a copy of `from`, null for the sample workspace that
    /// comes with the studio, with pictures in all `languages`; gives its summary to `lines` and answers the exit status.
    int demo(Path out, @Nullable Path from, String engine, boolean stay, boolean languages, Consumer<String> lines);
}
