package slipway.ui;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import slipway.base.Progress;
import slipway.base.Tasks;

/// What the window starts with. Only `tasks` and `remembered` exist before the first frame; `parts` is called on a
/// task after it, and again when the person retries.
///
/// @param remembered  [WindowSettings#peek]
/// @param parts       builds the features; a failure is shown with a retry
/// @param close       undoes `parts` at the end; blocks
/// @param demo        the guided tour behind “Run the demo”, or null for none
/// @param demoAtStart whether the tour begins by itself
public record Opening(Tasks tasks, WindowSettings remembered, Supplier<Parts> parts, Runnable close,
        @Nullable Demo demo, boolean demoAtStart) {

    /// The guided tour; runs as a shown task, drives the window through `tour`.
    @FunctionalInterface
    public interface Demo {
        void run(Parts parts, Tour tour, Progress progress) throws InterruptedException;
    }
}
