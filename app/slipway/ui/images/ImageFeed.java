package slipway.ui.images;

import java.util.List;

import slipway.base.Live;
import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.engine.Images;

/// The images of one engine as last read; owned by [ImagesPage], which asks for each reading. Any thread.
final class ImageFeed {
    private final Tasks tasks;
    private final Images images;
    private final Live<State> state = new Live<>(new Loading());
    private boolean reading;
    private boolean again;

    ImageFeed(Tasks tasks, Images images) {
        this.tasks = tasks;
        this.images = images;
    }

    sealed interface State {}

    record Loading() implements State {}

    record Failed(Problem problem) implements State {}

    record Full(List<Images.Local> images) implements State {}

    Live<State> state() {
        return state;
    }

    Images images() {
        return images;
    }

    /// Reads behind; asked while a reading is under way, once more after it, because that one may have begun too early.
    void read() {
        synchronized (this) {
            again = reading;
            if (reading) return;
            reading = true;
        }
        tasks.quiet("read images", progress -> {
            do {
                readOnce();
            } while (more());
        });
    }

    private void readOnce() throws InterruptedException {
        try {
            state.set(new Full(List.copyOf(images.list())));
        } catch (InterruptedException e) {
            synchronized (this) {
                reading = false;
            }
            throw e;
        } catch (RuntimeException e) {
            state.set(new Failed(StudioException.problemOf(e)));
        }
    }

    private synchronized boolean more() {
        reading = again;
        again = false;
        return reading;
    }
}
