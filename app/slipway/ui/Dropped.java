package slipway.ui;

import java.nio.file.Path;
import java.util.function.Consumer;

import slipway.base.Tasks;
import slipway.bundle.BundleReader;
import slipway.catalog.ImageTar;
import slipway.ui.fx.Fx;

/// Sorts what was dropped on the window: container images go to `image`, bundles to `bundle`, everything
/// else to `model`. FX thread; the
/// files are looked into on tasks.
record Dropped(Tasks tasks, Consumer<Path> image, Consumer<Path> model,
        Consumer<Path> bundle) implements Consumer<Path> {
    @Override
    public void accept(Path file) {
        tasks.quiet("dropped", progress -> {
            Consumer<Path> next = BundleReader.is(file) ? bundle : ImageTar.is(file) ? image : model;
            Fx.later(() -> next.accept(file));
        });
    }
}
