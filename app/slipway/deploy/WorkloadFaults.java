package slipway.deploy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Function;

import slipway.base.Activity;
import slipway.base.Live;
import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.engine.Breaking;
import slipway.engine.Instance;

/// Breaks servers on purpose, for practice of restarts, probes and retries: at once, or after a share of the requests
/// while that is switched on. What was broken starts again by itself, as after any death. Any thread.
public final class WorkloadFaults {
    private static final Duration END = Duration.ofSeconds(20);
    private static final Duration LOOK = Duration.ofMillis(20);

    private final Tasks tasks;
    private final Activity activity;
    private final Function<String, List<Instance>> running;
    private final Requests requests;
    private final Live<List<WorkloadFault>> all = new Live<>(List.of());
    private final Live<Map<String, Long>> struck = new Live<>(Map.of());
    private final Map<String, Live.Subscription> following = new HashMap<>();
    private final Set<String> busy = ConcurrentHashMap.newKeySet();

    /// Tells of the requests of an endpoint that have ended.
    @FunctionalInterface
    public interface Requests {
        /// Until the subscription is closed.
        ///
        /// @param deployment gets the name of who served each, on an event loop
        Live.Subscription follow(String endpoint, Consumer<String> deployment);
    }

    /// With nothing broken.
    ///
    /// @param running the servers of a deployment’s id that run now
    public WorkloadFaults(Tasks tasks, Activity activity, Function<String, List<Instance>> running,
            Requests requests) {
        this.tasks = tasks;
        this.activity = activity;
        this.running = running;
        this.requests = requests;
    }

    public Live<List<WorkloadFault>> all() {
        return all;
    }

    public List<WorkloadFault> of(String endpoint) {
        return all.get().stream().filter(each -> each.endpoint().equals(endpoint)).toList();
    }

    /// How often each fault has struck since the start, under [#key].
    public Live<Map<String, Long>> struck() {
        return struck;
    }

    /// Of [#struck].
    public static String key(String id, WorkloadFault.Kind kind) {
        return id + " " + kind;
    }

    /// The faults of `endpoint` from now on, instead of those before; refused for servers that are not ours to break.
    public synchronized void set(String endpoint, List<WorkloadFault> next) {
        for (WorkloadFault fault : next) {
            List<Instance> servers = running.apply(fault.id());
            if (!servers.isEmpty()) servers.forEach(server -> breaking(fault.id(), server));
        }
        follow(endpoint, List.copyOf(next));
        all.update(old -> {
            var joined = new ArrayList<>(old.stream().filter(each -> !each.endpoint().equals(endpoint)).toList());
            joined.addAll(next);
            return List.copyOf(joined);
        });
    }

    /// What is on at `endpoint` goes on: it was closed meanwhile, and its requests are others now.
    public synchronized void opened(String endpoint) {
        follow(endpoint, of(endpoint));
    }

    private void follow(String endpoint, List<WorkloadFault> faults) {
        Live.Subscription before = following.remove(endpoint);
        if (before != null) before.close();
        if (faults.isEmpty()) return;
        following.put(endpoint, requests.follow(endpoint, deployment -> passed(faults, deployment)));
    }

    /// Breaks one server of the deployment `id` now; answers when it has ended. Blocking.
    public void strike(String id, WorkloadFault.Kind kind) throws InterruptedException {
        List<Instance> servers = running.apply(id);
        if (servers.isEmpty()) throw StudioException.of("deploy.fault-nobody", id);
        Instance server = servers.get(ThreadLocalRandom.current().nextInt(servers.size()));
        Breaking breaking = breaking(id, server);
        switch (kind) {
            case CRASH -> {
                breaking.kill();
                awaitEnd(server);
            }
            case MEMORY -> breaking.exhaustMemory();
        }
        struck.update(old -> {
            var more = new HashMap<>(old);
            more.merge(key(id, kind), 1L, Long::sum);
            return Map.copyOf(more);
        });
        activity.add(Activity.Outcome.NEUTRAL, "", switch (kind) {
            case CRASH -> "deploy.fault.crashed";
            case MEMORY -> "deploy.fault.exhausted";
        }, id, server.workload().replica());
    }

    private static Breaking breaking(String id, Instance server) {
        Breaking breaking = server.breaking();
        if (breaking == null) throw StudioException.of("deploy.fault-foreign", id);
        return breaking;
    }

    private static void awaitEnd(Instance server) throws InterruptedException {
        long until = System.nanoTime() + END.toNanos();
        while (server.state().get().running() && System.nanoTime() < until)
            Tasks.pause(LOOK);
    }

    /// On an event loop: one breakage at a time, the others of that moment pass.
    private void passed(List<WorkloadFault> faults, String deployment) {
        for (WorkloadFault fault : faults) {
            if (!fault.deployment().equals(deployment)
                    || ThreadLocalRandom.current().nextDouble() >= fault.share()) {
                continue;
            }
            if (busy.add(fault.id())) tasks.quiet("fault of " + fault.id(), progress -> hit(fault));
            return;
        }
    }

    private void hit(WorkloadFault fault) throws InterruptedException {
        try {
            // dead already, and about to start again
            if (running.apply(fault.id()).isEmpty() || !all.get().contains(fault)) return;
            strike(fault.id(), fault.kind());
        } catch (StudioException e) {
            if (e.problem().code().equals("deploy.fault-nobody")) return;
            set(fault.endpoint(), of(fault.endpoint()).stream().filter(each -> !each.equals(fault)).toList());
            activity.add(Activity.Outcome.BAD, "", "deploy.fault.off", fault.id(), e.problem().what());
        } finally {
            busy.remove(fault.id());
        }
    }
}
