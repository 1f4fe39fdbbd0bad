package slipway.engine.docker;

import java.time.Duration;

import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Frame;
import org.jspecify.annotations.Nullable;

import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.base.Text;
import slipway.engine.LogSink;

/// Follows the log of one container to its end, over every connection it takes: each line once, in order for its
/// stream. Blocks its thread; lines are handed out on the stream's.
final class ContainerLog {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final DockerLink link;
    private final String id;
    private final Alive alive;
    private final LogSink sink;
    private final ContainerLogWindow window = new ContainerLogWindow();
    private volatile @Nullable EngineStream<Frame> current;

    /// Asks the engine whether the container still runs, or throws where it cannot be asked.
    @FunctionalInterface
    interface Alive {
        boolean look() throws InterruptedException;

        /// Whether nobody waits for an answer any more.
        default boolean givenUp() {
            return false;
        }
    }

    ContainerLog(DockerLink link, String id, Alive alive, LogSink sink) {
        this.link = link;
        this.id = id;
        this.alive = alive;
        this.sink = sink;
    }

    /// Answers when the container has ended and every line was delivered, or is gone.
    void follow() throws InterruptedException {
        Duration pause = FIRST_PAUSE;
        boolean ended = false;
        while (true) {
            // what had ended before it was read is whole; otherwise it is read once more after the end: a connection may
            // be cut just when the last lines are written
            ended = ended || hasEnded();
            var lines = new ContainerLogLines(window, sink);
            EngineStream.End end = connect(lines);
            boolean complete = end.kind() == EngineStream.Kind.COMPLETE;
            lines.close(complete && ended);
            if (complete && ended) return;
            if (unreadable(end) || alive.givenUp()) return;
            if (end.kind() != EngineStream.Kind.FAILED) pause = FIRST_PAUSE;
            if (complete && hasEnded()) continue;
            Tasks.pause(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
        }
    }

    private boolean hasEnded() throws InterruptedException {
        try {
            return !alive.look();
        } catch (StudioException e) {
            // the engine is gone: the container may run on
            return false;
        }
    }

    private EngineStream.End connect(ContainerLogLines lines) throws InterruptedException {
        var stream = new EngineStream<Frame>(lines::feed);
        long since = window.since();
        window.reconnect();
        current = stream;
        try {
            var command = link.streams().logContainerCmd(id).withStdOut(true).withStdErr(true).withTimestamps(true)
                    .withFollowStream(true);
            if (since >= 0) command.withSince((int) since);
            command.exec(stream);
        } catch (StudioException e) {
            // the engine is known to be away
            stream.onError(e);
        }
        try {
            return stream.await();
        } finally {
            current = null;
        }
    }

    private boolean unreadable(EngineStream.End end) {
        Throwable failure = end.failure();
        if (end.kind() != EngineStream.Kind.FAILED || failure == null) return false;
        if (failure instanceof NotFoundException) return true;
        String message = EngineErrors.message(failure);
        if (!message.contains("does not support reading")) return false;
        sink.line(System.currentTimeMillis(), true, Text.of("docker.log-unreadable", message));
        return true;
    }

    /// Cuts the connection; the next one goes on where it was.
    void cut() {
        EngineStream<Frame> open = current;
        if (open != null) open.close();
    }
}
