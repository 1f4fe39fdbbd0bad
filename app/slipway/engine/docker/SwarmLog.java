package slipway.engine.docker;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import com.github.dockerjava.transport.DockerHttpClient.Request.Method;
import org.jspecify.annotations.Nullable;

import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.engine.LogOrigin;
import slipway.engine.LogSink;
import slipway.engine.SwarmNode;

/// Follows the logs of all tasks of one service as one, each line with the replica and the node it came from, over every
/// connection it takes. One follower's own; blocks its thread, which lines are handed out on.
final class SwarmLog {
    private static final System.Logger LOG = System.getLogger(SwarmLog.class.getName());
    private static final Duration PAUSE = Duration.ofSeconds(1);
    /// How far a new connection begins before the last line at least, and at most: each node has a clock of its own.
    private static final long NEAR_SECONDS = 30;
    private static final long FAR_SECONDS = 300;

    private final DockerLink link;
    private final SwarmWatch watch;
    private final Which which;
    private final LogSink sink;
    private final Map<String, Voice> voices = new HashMap<>();

    /// Whose lines are told.
    ///
    /// @param template of the tasks ([SwarmSpec#TEMPLATE]); empty for those of all
    /// @param since    from when on, in seconds since 1970; -1 for all there are
    record Which(String service, String template, long since) {}

    /// One task that writes: what it said last and, for the connection under way, its lines.
    private static final class Voice {
        private final ContainerLogWindow window = new ContainerLogWindow();
        private final boolean told;
        private final LogSink labelled;
        private @Nullable ContainerLogLines lines;

        Voice(boolean told, LogSink labelled) {
            this.told = told;
            this.labelled = labelled;
        }

        ContainerLogLines lines() {
            ContainerLogLines open = lines;
            if (open == null) {
                open = new ContainerLogLines(window, labelled);
                lines = open;
            }
            return open;
        }
    }

    SwarmLog(DockerLink link, SwarmWatch watch, Which which, LogSink sink) {
        this.link = link;
        this.watch = watch;
        this.which = which;
        this.sink = sink;
    }

    /// Ends when the service is gone, or interrupted.
    void follow() throws InterruptedException {
        while (connect())
            Tasks.pause(PAUSE);
    }

    /// Whether there may be more on another connection.
    private boolean connect() throws InterruptedException {
        long since;
        try {
            since = since();
        } catch (StudioException e) {
            LOG.log(System.Logger.Level.DEBUG, "tasks of " + which.service + " are not known: " + e.getMessage());
            return true;
        }
        for (Voice each : voices.values()) {
            each.lines = null;
            each.window.reconnect(since);
        }
        String path = "/services/" + which.service + "/logs?details=1&stdout=1&stderr=1&timestamps=1&follow=1"
                + (since < 0 ? "" : "&since=" + since);
        try (var answer = link.raw(Method.GET, path, null)) {
            if (answer.getStatusCode() != 200) return answer.getStatusCode() != 404;
            var frames = new SwarmFrames(answer.getBody());
            for (SwarmFrames.Message each = frames.next(); each != null; each = frames.next()) {
                Voice voice = voice(each);
                if (voice.told) voice.lines().feed(each.line());
            }
        } catch (IOException | StudioException e) {
            // docker-java and channels tell of an interruption in their own ways
            if (Thread.interrupted()) throw new InterruptedException();
            LOG.log(System.Logger.Level.DEBUG, "log of " + which.service + " is cut: " + e.getMessage());
        }
        return true;
    }

    /// Where the next connection begins: at the last line of the task that is behind. One that says nothing for long is no
    /// reason to ask for all that the others said.
    private long since() throws InterruptedException {
        if (voices.isEmpty()) return which.since;
        SwarmWatch.Seen seen = watch.look();
        if (seen.role() == SwarmWatch.Role.MANAGER) voices.keySet().removeIf(task -> find(seen, task).isEmpty());
        long most = voices.values().stream().mapToLong(each -> each.window.since()).max().orElse(-1);
        long least = voices.values().stream().mapToLong(each -> each.window.since()).filter(each -> each >= 0).min()
                .orElse(-1);
        return Math.max(which.since, Math.max(Math.min(least, most - NEAR_SECONDS), most - FAR_SECONDS));
    }

    private Voice voice(SwarmFrames.Message message) throws InterruptedException {
        Voice known = voices.get(message.task());
        if (known != null) return known;
        SwarmReading.Task task = find(watch.seen().get(), message.task()).orElse(null);
        if (task == null) task = find(watch.look(), message.task()).orElse(null);
        int slot = task == null ? 0 : task.shown().slot();
        String node = task == null || task.shown().node().isEmpty() ? name(message.node()) : task.shown().node();
        boolean told = task == null || which.template.isEmpty() || task.template().equals(which.template);
        var fresh = new Voice(told,
                (at, stderr, text) -> sink.line(at, stderr, LogOrigin.mark(slot, node, text)));
        voices.put(message.task(), fresh);
        return fresh;
    }

    private static Optional<SwarmReading.Task> find(SwarmWatch.Seen seen, String id) {
        return seen.tasks().stream().filter(each -> each.shown().id().equals(id)).findFirst();
    }

    private String name(String node) {
        return watch.seen().get().nodes().stream().filter(each -> each.id().equals(node)).map(SwarmNode::name)
                .findFirst().orElse("");
    }
}
