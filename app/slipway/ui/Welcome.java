package slipway.ui;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import slipway.base.Tasks;
import slipway.engine.docker.DockerLook;

/// What the window starts with where it was not said which workspace is meant.
///
/// @param tasks   runs what blocks here; ended by `close`
/// @param looks   of the window
/// @param recent  the folders of workspaces that were open and are still there, newest first
/// @param home    where folders are looked for first
/// @param docker  looks for the container engine
/// @param gpu     whether this machine has a GPU whose driver answers; blocks
/// @param create  makes a workspace of a folder, which may not be there yet, and answers it; blocks
/// @param samples copies the samples to a folder, or finds an older copy there, and answers it; blocks
/// @param open    what the window goes on with; blocks, and is a [slipway.base.StudioException] where it cannot
/// @param close   ends all this
public record Welcome(Tasks tasks, WindowSettings looks, List<Path> recent, Path home, DockerLook docker, Asking gpu,
        UnaryOperator<Path> create, UnaryOperator<Path> samples, Function<Path, Opening> open, Runnable close) {

    /// A question that blocks.
    @FunctionalInterface
    public interface Asking {
        boolean ask() throws InterruptedException;
    }
}
