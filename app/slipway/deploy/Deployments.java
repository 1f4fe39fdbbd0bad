package slipway.deploy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import slipway.base.Activity;
import slipway.base.Live;
import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.catalog.Model;
import slipway.contract.Contracts;
import slipway.contract.ServingContract;
import slipway.engine.ContainerFacts;
import slipway.engine.Engine;
import slipway.engine.Engines;
import slipway.engine.GpuFacts;
import slipway.engine.Instance;
import slipway.engine.Listening;
import slipway.engine.Usage;
import slipway.observe.Health;
import slipway.observe.LogBook;
import slipway.observe.LogBuffer;
import slipway.observe.UsageSampler;
import slipway.spec.DeploymentSpec;
import slipway.spec.ScaleSpec;

/// Every deployment of the workspace, what it runs as and how it fares. Blocking where it says so; any thread.
public final class Deployments implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Deployments.class.getName());
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(20);

    private final Live<List<Deployment>> all = new Live<>(List.of());
    private final TreeMap<String, Slot> slots = new TreeMap<>();
    private final Engines engines;
    private final Remembered remembered;
    private final UsageSampler usage;
    private final TagWatch tags;
    private final Yard yard;
    private volatile Routes routes = Routes.NONE;
    private boolean adopted;

    /// @param models        the model that a spec means, as the catalog knows it; empty where it does not
    /// @param engineOf      id of the engine that a spec is to run on
    /// @param stateFolder   where `deployments.json` is kept
    public Deployments(Tasks tasks, Activity activity, Engines engines,
            Function<DeploymentSpec, Optional<Model>> models,
            Function<DeploymentSpec, String> engineOf, Path stateFolder) {
        this(tasks, activity, engines, models, engineOf, stateFolder, () -> null);
    }

    /// @param registry `HOST/PATH` where images for the nodes of a swarm are pushed; null for none
    public Deployments(Tasks tasks, Activity activity, Engines engines,
            Function<DeploymentSpec, Optional<Model>> models,
            Function<DeploymentSpec, String> engineOf, Path stateFolder, Supplier<@Nullable String> registry) {
        this(tasks, activity, engines, models, engineOf, stateFolder, Contracts::byId, Duration.ofSeconds(1),
                registry);
    }

    Deployments(Tasks tasks, Activity activity, Engines engines, Function<DeploymentSpec, Optional<Model>> models,
            Function<DeploymentSpec, String> engineOf, Path stateFolder,
            Function<String, Optional<ServingContract>> contracts, Duration pause) {
        this(tasks, activity, engines, models, engineOf, stateFolder, contracts, pause, () -> null);
    }

    Deployments(Tasks tasks, Activity activity, Engines engines, Function<DeploymentSpec, Optional<Model>> models,
            Function<DeploymentSpec, String> engineOf, Path stateFolder,
            Function<String, Optional<ServingContract>> contracts,
            Duration pause, Supplier<@Nullable String> registry) {
        this.engines = engines;
        this.remembered = new Remembered(stateFolder.resolve("deployments.json"));
        this.yard = new Yard(tasks, activity,
                new Preflight(engines, contracts, models, stateFolder.resolve("artifacts")),
                new ImageStep(activity, new Spread(registry, activity)),
                new Archive(stateFolder, tasks, activity),
                remembered, engineOf,
                () -> routes, this::publish, pause);
        this.usage = new UsageSampler(tasks, this::running, this::measured);
        this.tags = new TagWatch(tasks, engines, all::get,
                (id, moved) -> slot(id).ifPresent(slot -> slot.imageMoved(moved)));
    }

    /// Id of the contract that `spec` is served by: what it says, else the first that its model’s format is served by,
    /// else the files’ own platform.
    public static String contract(DeploymentSpec spec, @Nullable Model model) {
        String asked = spec.slipway().contract();
        if (asked != null) return asked;
        return model == null || model.contracts().isEmpty() ? "azureml" : model.contracts().getFirst();
    }

    /// By endpoint, then name.
    public Live<List<Deployment>> all() {
        return all;
    }

    public Optional<Deployment> byId(String id) {
        return all.get().stream().filter(deployment -> deployment.id().equals(id)).findFirst();
    }

    /// Who is told from now on which deployments take requests; there is one.
    public void onRoutes(Routes listener) {
        routes = listener;
    }

    /// Ids that ran when the last studio ended, or run now; so that what ran can run again.
    public List<String> remembered() {
        return remembered.running();
    }

    /// Starts the deploy story of `spec` as a shown task and answers at once, state QUEUED. One that runs under the
    /// same id is replaced: the new one must be proved before the old one is stopped.
    public void deploy(DeploymentSpec spec) {
        slotOf(spec).deploy(spec);
    }

    /// As [#deploy] for what does not run: one that went back from `spec` runs what it went back to.
    public void start(DeploymentSpec spec) {
        slotOf(spec).start(spec);
    }

    /// Brings the list in line with what the workspace's files want: unknown ones are listed as STOPPED (or deployed,
    /// with `start`), those whose spec changed and that run are deployed anew, those no longer wanted are removed in the
    /// background. A spec that only failed is tried again when it changed.
    ///
    /// The first call takes over what an earlier studio left running and still fits, and ends what does not.
    public void reconcile(List<DeploymentSpec> wanted, boolean start) {
        adoptOnce(wanted);
        for (DeploymentSpec spec : wanted) {
            Optional<Slot> known = slot(spec.id());
            if (known.isEmpty()) {
                Slot fresh = slotOf(spec);
                remembered.held(spec).ifPresent(held -> fresh.hold(spec, held));
                if (start) fresh.again();
            } else if (known.get().recorded(spec)) {
                publish();
            } else if (!known.get().asked().equals(spec) && !resized(known.get(), spec)) {
                switch (known.get().now().state()) {
                    case STOPPED, STOPPING -> known.get().list(spec);
                    case QUEUED, PREPARING, STARTING, READY, UNHEALTHY, ASLEEP, FAILED -> known.get().deploy(spec);
                }
            }
        }
        var ids = wanted.stream().map(DeploymentSpec::id).collect(Collectors.toSet());
        for (String id : ids()) {
            if (!ids.contains(id)) yard.tasks().quiet("remove " + id, progress -> remove(id));
        }
    }

    /// Whether `spec` only counts the replicas of what runs otherwise, which is then done in place.
    private static boolean resized(Slot slot, DeploymentSpec spec) {
        DeploymentSpec old = slot.asked();
        ScaleSpec scale = spec.slipway().scale();
        if (!old.withInstanceCount(spec.instanceCount()).withScale(scale).equals(spec)) return false;
        boolean counted = old.instanceCount() != spec.instanceCount();
        int now = slot.replicas();
        if (scale == null) return slot.resize(spec, Math.max(1, spec.instanceCount()));
        return slot.resize(spec, now == 0 && !counted && scale.min() == 0
                ? 0
                : scale.within(counted ? spec.instanceCount() : now));
    }

    /// Has what runs under `id` go on with `count` replicas, 0 for none until a request comes; its file stays as it is. The
    /// others are not touched, and those left over end their requests first. Answers at once, false where nothing proved
    /// is there.
    public boolean scale(String id, int count) {
        return slot(id).filter(slot -> slot.resize(slot.asked(), count)).isPresent();
    }

    /// How many replicas run under `id`, or are being started beside those; 0 for one that sleeps and for an unknown id.
    public int replicas(String id) {
        return slot(id).map(Slot::replicas).orElse(0);
    }

    private synchronized void adoptOnce(List<DeploymentSpec> wanted) {
        if (adopted) return;
        adopted = true;
        try {
            var found = new HashMap<String, List<Instance>>();
            for (Engine engine : engines.all()) {
                for (Instance one : engine.adopt()) {
                    found.computeIfAbsent(one.workload().key(), key -> new ArrayList<>()).add(one);
                }
            }
            for (DeploymentSpec spec : wanted) {
                List<Instance> left = found.getOrDefault(spec.id(), List.of());
                Optional<DeploymentSpec> held = remembered.held(spec);
                if (left.isEmpty() || !fits(held.orElse(spec), left)) continue;
                found.remove(spec.id());
                Slot slot = slotOf(spec);
                held.ifPresent(instead -> slot.hold(spec, instead));
                slot.adopt(left);
            }
            found.values().forEach(Deployer::stopAll);
        } catch (InterruptedException e) {
            LOG.log(System.Logger.Level.INFO, "interrupted while looking for what runs", e);
            Thread.currentThread().interrupt();
        }
    }

    /// Whether `left` is all of what `spec` asks for, of its newest revision, deployed with the same words.
    private boolean fits(DeploymentSpec spec, List<Instance> left) {
        var replicas = left.stream().map(one -> one.workload().replica()).collect(Collectors.toSet());
        return remembered.of(spec.id())
                .filter(entry -> entry.running() && entry.print().equals(Remembered.print(spec))
                        && left.stream().allMatch(one -> one.workload().revision() == entry.revision()))
                .isPresent() && replicas.size() == left.size()
                && as(spec, left.stream().mapToInt(one -> one.workload().replicas()).sum());
    }

    /// Whether so many replicas may run: what the file counts, or what its policy may have made of it.
    private static boolean as(DeploymentSpec spec, int count) {
        ScaleSpec scale = spec.slipway().scale();
        return scale == null ? count == Math.max(1, spec.instanceCount()) : scale.within(count) == count;
    }

    /// Stops it in the background and keeps it listed as STOPPED.
    public void stop(String id) {
        slot(id).ifPresent(slot -> slot.stop(true));
    }

    /// Deploys the same spec again: what its file said last, or what it went back to.
    public void restart(String id) {
        slot(id).ifPresent(Slot::again);
    }

    /// Has the last proved revision before what runs, which is another one, run again as a shown task, and answers at
    /// once. It must be proved before what runs is stopped; where it is not, that goes on. The file then says otherwise
    /// than what runs ([Past#back]), and is not followed until it is changed or deployed by hand.
    ///
    /// @param revision the one in [Past#earlier]
    /// @throws StudioException where none is known, another order came meanwhile, or what there is cannot go back now
    public void rollBack(String id, long revision) {
        slot(id).orElseThrow(() -> StudioException.of("deploy.unknown", id)).rollBack(revision);
    }

    /// Stops it and takes it off the list; answers when it is gone.
    public void remove(String id) throws InterruptedException {
        Optional<Slot> known = slot(id);
        if (known.isEmpty()) return;
        Tasks.Task stopping = known.get().stop(true);
        if (!stopping.await(CLOSE_LIMIT)) throw StudioException.of("deploy.will-not-stop", id);
        synchronized (slots) {
            slots.remove(id);
        }
        remembered.released(id);
        publish();
    }

    /// Cancels a deploy story under way; what was launched is stopped, the state becomes STOPPED (or what it was,
    /// where an older revision runs on).
    public void cancel(String id) {
        slot(id).ifPresent(Slot::cancel);
    }

    /// As [#cancel], but only the story that has `revision` run; one that took its place goes on.
    void cancel(String id, long revision) {
        slot(id).ifPresent(slot -> slot.cancel(revision));
    }

    /// The whole log of `id` for one viewer: since the studio was started in memory, of all its runs on disk, also when it
    /// is gone.
    public LogBook book(String id) {
        return LogBook.of(id, logs(id), yard.archive().folder());
    }

    /// Lets go of the oldest runs whenever the logs kept have more bytes than `most` says; `freed` gets the bytes each
    /// time.
    public void keepLogsWithin(LongSupplier most, LongConsumer freed) {
        yard.archive().keepWithin(most, freed);
    }

    /// Lets go of all logs kept but for those being written; answers the bytes freed.
    public long cleanLogs() {
        return yard.archive().clean();
    }

    /// Log of all its runs since the studio was started; empty for an unknown id.
    public LogBuffer logs(String id) {
        return slot(id).map(Slot::log).orElseGet(LogBuffer::new);
    }

    /// What its engine tells of its containers, one each; empty on engines without, and while it does not run.
    public List<ContainerFacts> containers(String id) {
        return facts(id, Instance::container);
    }

    /// The servers of it that run now.
    public List<Instance> running(String id) {
        return slot(id).map(Slot::running).orElse(List.of());
    }

    /// How far it is known that its containers have the GPUs they asked for, one each.
    public List<GpuFacts> gpus(String id) {
        return facts(id, Instance::gpu);
    }

    private <T> List<T> facts(String id, Function<Instance, @Nullable Live<T>> of) {
        var facts = new ArrayList<T>();
        for (Instance one : slot(id).map(Slot::running).orElse(List.of())) {
            Live<T> live = of.apply(one);
            if (live != null) facts.add(live.get());
        }
        return facts;
    }

    /// Looks on which ports its replicas listen, also while they start; empty while nothing runs. Blocks.
    public List<Listening> listening(String id) throws InterruptedException {
        var seen = new ArrayList<Listening>();
        for (Instance one : slot(id).map(Slot::there).orElse(List.of()))
            seen.add(one.listening());
        return seen;
    }

    /// Asks all its replicas now whether they are alive, ready and predict, and notes what came. Blocks for their
    /// timeouts at most; empty while nothing runs.
    public List<Health.Probed> probeNow(String id) throws InterruptedException {
        Optional<Slot> known = slot(id);
        return known.isEmpty() ? List.of() : known.get().probeNow();
    }

    /// Readings of the last 15 minutes, oldest first.
    public List<Usage> usage(String id) {
        return usage.readings(id);
    }

    /// Stops everything and waits; what ran is remembered.
    @Override
    public void close() {
        usage.close();
        tags.close();
        // not under the lock: each stop publishes, and publishing takes it
        List<Slot> open;
        synchronized (slots) {
            // a failed one has nothing left to stop, and what it said stays said
            open = slots.values().stream().filter(slot -> slot.now().state().active()).toList();
        }
        List<Tasks.Task> ends = open.stream().map(slot -> slot.stop(false)).toList();
        try {
            for (Tasks.Task end : ends) {
                if (!end.await(CLOSE_LIMIT)) LOG.log(System.Logger.Level.WARNING, "still running: task " + end.id());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Slot slotOf(DeploymentSpec spec) {
        Slot slot;
        synchronized (slots) {
            slot = slots.computeIfAbsent(spec.id(), id -> new Slot(spec, yard));
        }
        publish();
        return slot;
    }

    private Optional<Slot> slot(String id) {
        synchronized (slots) {
            return Optional.ofNullable(slots.get(id));
        }
    }

    private List<String> ids() {
        synchronized (slots) {
            return List.copyOf(slots.keySet());
        }
    }

    private void publish() {
        all.update(old -> {
            synchronized (slots) {
                return slots.values().stream().map(Slot::now).toList();
            }
        });
    }

    private Map<String, List<Instance>> running() {
        var result = new HashMap<String, List<Instance>>();
        synchronized (slots) {
            slots.forEach((id, slot) -> result.put(id, slot.running()));
        }
        return result;
    }

    private void measured(Map<String, Usage> latest) {
        latest.forEach((id, reading) -> slot(id).ifPresent(slot -> slot.usage(reading)));
    }
}
