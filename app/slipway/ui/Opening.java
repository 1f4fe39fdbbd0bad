package slipway.ui;

import java.nio.file.Path;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import slipway.base.Progress;
import slipway.base.Tasks;

/// What the window starts with. Only `tasks` and `remembered` exist before the first frame; `parts` is called on a
/// task after it, and again when the person retries.
///
/// @param remembered  [WindowSettings#peek]
/// @param parts       builds the features; a failure is shown with a retry
/// @param close       undoes `parts` at the end; blocks, also for who calls it while it is being done
/// @param demo        the guided tour behind “Run the demo”, or null for none
/// @param demoAtStart whether the tour begins by itself
/// @param elsewhere   what the same window starts with in the workspace of another folder; blocks, and is a
///                    [slipway.base.StudioException] where that cannot be opened now
public record Opening(Tasks tasks, WindowSettings remembered, Supplier<Parts> parts, Runnable close,
        @Nullable Demo demo, boolean demoAtStart, Function<Path, Opening> elsewhere) {

    /// The guided tour; runs as a shown task, drives the window through `tour`.
    @FunctionalInterface
    public interface Demo {
        void run(Parts parts, Tour tour, Progress progress) throws InterruptedException;
    }
}
