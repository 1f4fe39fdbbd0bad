package slipway.engine.docker;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.Event;
import com.github.dockerjava.api.model.EventActor;
import org.jspecify.annotations.Nullable;

import slipway.base.StudioException;
import slipway.base.Tasks;

/// Watches the containers of one workspace: one stream of events for all, which are hints only; what counts is what
/// the engine says when asked. Owned by [DockerEngine]; one loop of its own.
///
/// The stream's thread only puts hints into a queue, since a stalled reader slows the whole engine down. After each
/// (new) connection everything is asked for again, and now and then in between.
final class EventWatch implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(EventWatch.class.getName());
    private static final String[] EVENTS = {"create", "start", "die", "oom", "kill", "stop", "restart", "destroy",
            "health_status", "pause", "unpause"};
    private static final Duration LOOK = Duration.ofSeconds(10);
    /// The stream stands some moments after it was asked for; what happened in between is seen by this look.
    private static final Duration SECOND_LOOK = Duration.ofMillis(500);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final DockerLink link;
    private final ContainerLabels labels;
    private final Tasks tasks;
    private final Map<String, Watched> watched = new ConcurrentHashMap<>();
    private final Set<String> doomed = ConcurrentHashMap.newKeySet();
    private Tasks.@Nullable Task loop;

    /// What is watched; asked to look when there may be news.
    interface Watched {
        String id();

        void look() throws InterruptedException;
    }

    /// A hint; the end of the stream has no id.
    private record Hint(@Nullable String id) {}

    EventWatch(DockerLink link, ContainerLabels labels, Tasks tasks) {
        this.link = link;
        this.labels = labels;
        this.tasks = tasks;
    }

    /// Begins to watch with the first one.
    void add(Watched one) {
        watched.put(one.id(), one);
        begin();
    }

    private synchronized void begin() {
        if (loop == null) loop = tasks.quiet("docker events", progress -> run());
    }

    void remove(String id) {
        watched.remove(id);
    }

    /// A container (its id or name) that could not be removed now, since the engine does not answer; it is when it
    /// does.
    void doom(String container) {
        doomed.add(container);
        begin();
    }

    private void run() throws InterruptedException {
        Duration pause = FIRST_PAUSE;
        while (true) {
            long begin = System.nanoTime();
            try {
                connected();
            } catch (StudioException e) {
                LOG.log(System.Logger.Level.DEBUG, "events: " + e.getMessage());
            }
            boolean stood = System.nanoTime() - begin > LONGEST_PAUSE.toNanos();
            pause = stood ? FIRST_PAUSE : pause.multipliedBy(2);
            if (pause.compareTo(LONGEST_PAUSE) > 0) pause = LONGEST_PAUSE;
            Tasks.pause(pause);
        }
    }

    /// Follows one stream to its end.
    private void connected() throws InterruptedException {
        var hints = new LinkedBlockingQueue<Hint>();
        var stream = new EngineStream<Event>(event -> hints.add(new Hint(id(event))));
        link.streams().eventsCmd().withEventTypeFilter("container").withLabelFilter(labels.filter())
                .withEventFilter(EVENTS).exec(stream);
        Tasks.Task end = tasks.quiet("docker events end", progress -> {
            stream.await();
            hints.add(new Hint(null));
        });
        try {
            for (Watched one : List.copyOf(watched.values()))
                look(one);
            Duration wait = SECOND_LOOK;
            while (true) {
                Hint hint = hints.poll(wait.toMillis(), TimeUnit.MILLISECONDS);
                if (hint == null) {
                    compare();
                    wait = LOOK;
                } else if (hint.id() == null) {
                    return;
                } else {
                    Watched one = watched.get(hint.id());
                    if (one != null) look(one);
                }
            }
        } finally {
            stream.close();
            end.cancel();
        }
    }

    private static String id(Event event) {
        EventActor actor = event.getActor();
        String id = actor == null ? event.getId() : actor.getId();
        return String.valueOf(id);
    }

    /// A failing look is repeated by the next; the engine that is gone ends the stream.
    private static void look(Watched one) throws InterruptedException {
        try {
            one.look();
        } catch (StudioException e) {
            LOG.log(System.Logger.Level.DEBUG, one.id() + ": " + e.getMessage());
        }
    }

    /// Asks for all in one call, and looks closer at what does not run.
    private void compare() throws InterruptedException {
        var states = new HashMap<String, String>();
        for (Container one : link.call("docker ps", client -> client.listContainersCmd().withShowAll(true)
                .withLabelFilter(labels.filter()).exec()))
            states.put(one.getId(), String.valueOf(one.getState()));
        for (Watched one : List.copyOf(watched.values())) {
            if (!"running".equals(states.get(one.id()))) look(one);
        }
        for (String id : List.copyOf(doomed)) {
            ContainerLaunch.remove(link, id);
            doomed.remove(id);
        }
    }

    @Override
    public synchronized void close() {
        if (loop != null) loop.cancel();
    }
}
