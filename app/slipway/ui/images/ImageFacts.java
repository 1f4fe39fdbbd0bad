package slipway.ui.images;

import java.util.List;

import slipway.base.Live;
import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.engine.Images;

/// What an image says of itself, read when it is looked at; the newest question wins. Any thread.
final class ImageFacts {
    private final Tasks tasks;
    private final Live<State> state = new Live<>(new None());

    ImageFacts(Tasks tasks) {
        this.tasks = tasks;
    }

    sealed interface State {}

    /// Nothing asked yet, or the answer is on its way.
    record None() implements State {}

    record Failed(String id, Problem problem) implements State {}

    record Known(String id, List<Images.Layer> layers, Images.Config config) implements State {}

    Live<State> state() {
        return state;
    }

    void ask(Images images, String id) {
        state.set(new None());
        tasks.quiet("read image", progress -> state.set(read(images, id)));
    }

    private static State read(Images images, String id) throws InterruptedException {
        try {
            return new Known(id, List.copyOf(images.layers(id)), images.config(id));
        } catch (RuntimeException e) {
            return new Failed(id, StudioException.problemOf(e));
        }
    }
}
