package slipway.engine.docker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

import tools.jackson.databind.JsonNode;

import slipway.base.Live;
import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.engine.SwarmNode;
import slipway.engine.SwarmView;

/// Looks again and again at the nodes of the swarm and at this workspace's services and tasks: of tasks the engine
/// tells no events. Owned by [SwarmEngine]; any thread, one look at a time.
final class SwarmWatch implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(SwarmWatch.class.getName());
    private static final Duration PAUSE = Duration.ofMillis(500);
    /// While nothing of ours is there.
    private static final Duration IDLE = Duration.ofSeconds(5);

    private final DockerLink link;
    private final SwarmApi api;
    private final ContainerLabels labels;
    private final Tasks.Task loop;
    private final ReentrantLock looking = new ReentrantLock();
    /// Counts the looks from their begin.
    private volatile long begun;
    private final Live<Seen> seen = new Live<>(Seen.NONE);
    private final Live<SwarmView> view = new Live<>(SwarmView.NONE);

    /// The swarm as last looked at.
    ///
    /// @param role     what the engine is to it
    /// @param services ours, by id
    /// @param tasks    ours, newest first
    /// @param number   counts the looks from their begin: what was made when it was not yet [#begun] is in it
    record Seen(Role role, List<SwarmNode> nodes, Map<String, JsonNode> services, List<SwarmReading.Task> tasks,
            long number) {
        static final Seen NONE = new Seen(Role.UNKNOWN, List.of(), Map.of(), List.of(), 0);

        Seen {
            nodes = List.copyOf(nodes);
            services = Map.copyOf(services);
            tasks = List.copyOf(tasks);
        }

        List<SwarmReading.Task> tasksOf(String service) {
            return tasks.stream().filter(each -> each.service().equals(service)).toList();
        }
    }

    /// What an engine is to a swarm.
    enum Role {
        UNKNOWN, OUTSIDE, WORKER, MANAGER
    }

    SwarmWatch(DockerLink link, ContainerLabels labels, Tasks tasks) {
        this.link = link;
        this.api = new SwarmApi(link);
        this.labels = labels;
        this.loop = tasks.quiet("docker swarm", progress -> run());
    }

    Live<Seen> seen() {
        return seen;
    }

    /// Number of the last look that has begun.
    long begun() {
        return begun;
    }

    Live<SwarmView> view() {
        return view;
    }

    /// Another engine: what was seen says nothing of it.
    void forget() {
        seen.update(old -> new Seen(Role.UNKNOWN, List.of(), Map.of(), List.of(), old.number()));
        view.set(SwarmView.NONE);
    }

    private void run() throws InterruptedException {
        while (true) {
            try {
                if (link.state().get().connected()) look();
            } catch (StudioException e) {
                // one that is no manager any more refuses; what it is now, the next look asks
                LOG.log(System.Logger.Level.DEBUG, "swarm: " + e.getMessage());
                if (link.state().get().connected())
                    seen.update(old -> new Seen(Role.UNKNOWN, old.nodes(),
                            old.services(), old.tasks(), old.number()));
            }
            Seen last = seen.get();
            Tasks.pause(last.services().isEmpty() && last.role() != Role.UNKNOWN ? IDLE : PAUSE);
        }
    }

    /// Looks now, and answers what there is.
    Seen look() throws InterruptedException {
        looking.lockInterruptibly();
        try {
            // one at a time
            long number = begun + 1;
            begun = number;
            Seen now = seen.get().role() == Role.MANAGER ? manager(number) : outside(number);
            seen.set(now);
            view.set(new SwarmView(now.nodes(), now.tasks().stream().map(SwarmReading.Task::shown).toList()));
            return now;
        } finally {
            looking.unlock();
        }
    }

    private Seen outside(long number) throws InterruptedException {
        JsonNode swarm = api.info().path("Swarm");
        boolean member = swarm.path("LocalNodeState").asString("").equals("active");
        if (member && swarm.path("ControlAvailable").asBoolean(false)) return manager(number);
        return new Seen(member ? Role.WORKER : Role.OUTSIDE, List.of(), Map.of(), List.of(), number);
    }

    private Seen manager(long number) throws InterruptedException {
        var nodes = new LinkedHashMap<String, SwarmNode>();
        for (JsonNode each : api.nodes())
            nodes.put(SwarmReading.text(each, "ID"), SwarmReading.node(each));
        var services = new HashMap<String, JsonNode>();
        for (JsonNode each : api.services(ContainerLabels.WORKSPACE + "=" + labels.workspace()))
            if (SwarmReading.ours(each.path("Spec"), labels)) services.put(SwarmReading.text(each, "ID"), each);
        var tasks = new ArrayList<SwarmReading.Task>();
        for (JsonNode each : tasksOf(services)) {
            JsonNode service = services.get(SwarmReading.text(each, "ServiceID"));
            if (service != null) tasks.add(SwarmReading.task(each, nodes, service.path("Spec").path("Labels")));
        }
        tasks.sort(Comparator.<SwarmReading.Task, String>comparing(each -> each.shown().key())
                .thenComparingInt(each -> each.shown().slot())
                .thenComparing(SwarmReading.Task::created, Comparator.reverseOrder()));
        List<SwarmNode> sorted = nodes.values().stream().sorted(Comparator.comparing(SwarmNode::name)
                .thenComparing(SwarmNode::id)).toList();
        return new Seen(Role.MANAGER, sorted, services, tasks, number);
    }

    /// One that was removed since they were listed has none.
    private List<JsonNode> tasksOf(Map<String, JsonNode> services) throws InterruptedException {
        try {
            return api.tasks(services.keySet());
        } catch (StudioException e) {
            if (!String.valueOf(e.problem().detail()).contains("not found")) throw e;
            return List.of();
        }
    }

    @Override
    public void close() {
        loop.cancel();
    }
}
