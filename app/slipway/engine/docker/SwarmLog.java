package slipway.engine.docker;

import java.time.Duration;

import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Frame;

import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.engine.LogSink;

/// Follows the logs of all tasks of one service as one, over every connection it takes. Blocks its thread; lines are
/// handed out on the stream's.
final class SwarmLog {
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final DockerLink link;

    SwarmLog(DockerLink link) {
        this.link = link;
    }

    /// Ends when the service is gone, or interrupted.
    void follow(String service, LogSink sink) throws InterruptedException {
        var window = new ContainerLogWindow();
        while (true) {
            var lines = new ContainerLogLines(window, sink);
            EngineStream.End end = connect(service, window, lines);
            lines.close(false);
            if (end.failure() instanceof NotFoundException) return;
            Tasks.pause(PAUSE);
        }
    }

    private EngineStream.End connect(String service, ContainerLogWindow window, ContainerLogLines lines)
            throws InterruptedException {
        var stream = new EngineStream<Frame>(lines::feed);
        long since = window.since();
        window.reconnect();
        try {
            var command = link.streams().logServiceCmd(service).withStdout(true).withStderr(true).withTimestamps(true)
                    .withFollow(true);
            if (since >= 0) command.withSince((int) since);
            command.exec(stream);
        } catch (StudioException e) {
            // the engine is known to be away
            stream.onError(e);
        }
        return stream.await();
    }
}
