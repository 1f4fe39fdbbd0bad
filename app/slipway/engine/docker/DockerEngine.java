package slipway.engine.docker;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import org.jspecify.annotations.Nullable;

import slipway.base.Live;
import slipway.base.Progress;
import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.engine.ContainerSettings;
import slipway.engine.Engine;
import slipway.engine.EngineContexts;
import slipway.engine.EngineInfo;
import slipway.engine.Gpu;
import slipway.engine.Images;
import slipway.engine.Instance;
import slipway.engine.LeftOvers;
import slipway.engine.NetworkLedger;
import slipway.engine.Workload;

/// The Docker engine: runs a workload as a container. Any thread; calls block shortly.
///
/// What it makes carries labels ([ContainerLabels]), written when it is made: so a studio that was killed finds again
/// what still runs, and nothing of anybody else's is ever touched.
public final class DockerEngine implements Engine {
    public static final String ID = "docker";

    private static final System.Logger LOG = System.getLogger(DockerEngine.class.getName());
    private static final Duration FIRST_SEARCH = Duration.ofSeconds(6);
    /// Of a command that has nothing else to do; ssh over a slow network takes its time.
    private static final Duration PATIENT_SEARCH = Duration.ofSeconds(20);
    private static final Duration CLOSE_GRACE = Duration.ofSeconds(5);

    private final DockerLink link;
    private final ContainerLabels labels;
    private final Tasks tasks;
    private final EventWatch watch;
    private final Networks networks;
    private final Ledgers ledgers;
    private final ContainerLaunch launch;
    private final DockerImages images;
    private final Live<EngineInfo> live;
    private final GpuProbe gpus;
    private final @Nullable EngineContexts contexts;
    /// With what keeps the engine for each.
    private final Map<DockerInstance, EngineUses.Use> running = new ConcurrentHashMap<>();
    private final ReentrantLock sweeping = new ReentrantLock();
    private final AtomicBoolean looked = new AtomicBoolean();
    /// What containers can be given.
    private volatile List<Gpu> given = List.of();
    private boolean swept;

    /// For tests and for a workspace that has no folder.
    DockerEngine(DockerLink link, String workspaceId, Tasks tasks) {
        this(link, new ContainerLabels(workspaceId, ""), tasks, null);
    }

    DockerEngine(DockerLink link, ContainerLabels labels, Tasks tasks, @Nullable ContextSwitch contexts) {
        this.link = link;
        this.labels = labels;
        this.tasks = tasks;
        this.watch = new EventWatch(link, labels, tasks);
        this.networks = new Networks(link, labels);
        this.ledgers = new Ledgers(link, labels, networks, watch, tasks);
        this.images = new DockerImages(link, RegistryLogin::ofPerson, watch::doom);
        this.live = new Live<>(LinkInfo.of(link.state().get(), List.of()));
        link.state().onChange(this::told);
        this.launch = new ContainerLaunch(link, labels, networks, ledgers, watch, tasks);
        this.gpus = new GpuProbe(link, labels, tasks);
        this.contexts = contexts;
        if (contexts != null) contexts.lead(this::changed);
        told();
    }

    /// The engine that the person's tools use, looked for from now on, for the workspace whose state is kept in
    /// `stateFolder`. Answers at once; [#live] tells what was found.
    public static DockerEngine find(Path stateFolder, Tasks tasks) {
        return find(stateFolder, ContextChoice.NONE, tasks);
    }

    /// As [#find], but by what `contexts` says, each time another one is chosen.
    public static DockerEngine find(Path stateFolder, ContextSwitch contexts, Tasks tasks) {
        return new DockerEngine(DockerLink.find(tasks, contexts, DockerLink.Pace.USUAL),
                ContainerLabels.ofState(stateFolder), tasks, contexts);
    }

    /// As [#find], by what `choice` names as long as it lives.
    public static DockerEngine find(Path stateFolder, ContextChoice choice, Tasks tasks) {
        return new DockerEngine(DockerLink.find(tasks, choice), ContainerLabels.ofState(stateFolder), tasks, null);
    }

    /// The images of the engine that `choice` names, else the person's tools use, without a workspace; fails with the
    /// reason where none answers. The way to it ends with `tasks`.
    public static Images images(ContextChoice choice, Tasks tasks) throws InterruptedException {
        return new DockerImages(settled(choice, tasks));
    }

    /// What other workspaces than the one in `root` left at that engine, as [#images] is found.
    public static LeftOvers leftOvers(Path root, ContextChoice choice, Tasks tasks) throws InterruptedException {
        return new Orphans(settled(choice, tasks), ContainerLabels.of(root));
    }

    private static DockerLink settled(ContextChoice choice, Tasks tasks) throws InterruptedException {
        DockerLink link = DockerLink.find(tasks, choice);
        var problem = link.settled(PATIENT_SEARCH).problem();
        if (problem != null) throw new StudioException(problem);
        return link;
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public EngineInfo info() {
        return live.get();
    }

    @Override
    public Live<EngineInfo> live() {
        return live;
    }

    private void told() {
        live.set(LinkInfo.of(link.state().get(), given));
        if (link.state().get().connected() && looked.compareAndSet(false, true)) {
            tasks.quiet("docker gpus", progress -> lookForGpus());
        }
    }

    /// Where the engine went away meanwhile, this is done again when it is back.
    private void lookForGpus() throws InterruptedException {
        boolean known = false;
        try (EngineUses.Use _ = link.use()) {
            known = foundGpus();
        } finally {
            if (!known) looked.set(false);
        }
    }

    /// Whether it is known now; without a GPU in this machine the engine is not asked for one.
    private boolean foundGpus() throws InterruptedException {
        if (link.address().elsewhere()) return true;
        List<Gpu> here = GpuHost.read().gpus();
        if (here.isEmpty()) return true;
        GpuSupport support = gpus.support();
        if (support.usable()) {
            given = here;
            live.set(LinkInfo.of(link.state().get(), given));
        }
        return support.kind() != GpuSupport.Kind.UNKNOWN;
    }

    @Override
    public void reconnect() {
        link.retry();
    }

    @Override
    public @Nullable EngineContexts contexts() {
        return contexts;
    }

    @Override
    public Hold hold() {
        return link.uses().begin();
    }

    /// Another engine: what was found out about the one before says nothing of it.
    private void changed() {
        sweeping.lock();
        try {
            swept = false;
        } finally {
            sweeping.unlock();
        }
        given = List.of();
        gpus.forget();
        looked.set(false);
        link.search();
    }

    /// What was called lately, newest last.
    public EngineCalls calls() {
        return link.calls();
    }

    @Override
    public Images images() {
        return images;
    }

    @Override
    public boolean mountsAsIs() throws InterruptedException {
        return networks.sameMachine();
    }

    @Override
    public @Nullable NetworkLedger openLedger(@Nullable String runtimeImage, Progress progress)
            throws InterruptedException {
        // before anything new is made, as what is left is taken away by its labels
        try (EngineUses.Use _ = link.use()) {
            sweep(false);
            return ledgers.open(runtimeImage, progress);
        }
    }

    @Override
    public Instance launch(Workload workload, Progress progress) throws InterruptedException {
        ContainerSettings settings = workload.container();
        if (settings == null || settings.image().isBlank()) {
            throw StudioException.of("docker.no-image", workload.key());
        }
        try (EngineUses.Use _ = link.use()) {
            // what was left is still to be found where the engine did not answer at the start; nobody waits for it now
            sweep(false);
            return watched(launch.start(workload, settings, progress), workload, settings);
        }
    }

    private DockerInstance watched(ContainerLaunch.Started started, Workload workload, ContainerSettings settings)
            throws InterruptedException {
        var instance = new DockerInstance(link, started, workload, settings, tasks, this::gone);
        running.put(instance, link.uses().begin());
        watch.add(instance);
        try {
            instance.look();
            ledgers.joined(settings.network(), instance);
            return instance;
        } catch (InterruptedException | RuntimeException e) {
            instance.stop(Duration.ZERO);
            throw e;
        }
    }

    private void gone(DockerInstance instance) {
        watch.remove(instance.id());
        if (instance.left()) watch.doom(instance.id());
        EngineUses.Use use = running.remove(instance);
        if (use != null) use.close();
    }

    @Override
    public List<Instance> adopt() throws InterruptedException {
        try {
            // an engine that is there has answered by then; one that is not must not keep the others waiting
            link.settled(FIRST_SEARCH);
            try (EngineUses.Use _ = link.use()) {
                return sweep(true);
            }
        } catch (StudioException e) {
            LOG.log(System.Logger.Level.INFO, "nothing adopted: " + e.getMessage());
            return List.of();
        }
    }

    /// Once for each engine, while it is used: removes what of this workspace is dead or not to be recognised, and what
    /// runs unless it is to be adopted.
    private List<Instance> sweep(boolean adopt) throws InterruptedException {
        var adopted = new ArrayList<Instance>();
        sweeping.lockInterruptibly();
        try {
            if (swept) return adopted;
            for (Container one : link.call("docker ps", client -> client.listContainersCmd().withShowAll(true)
                    .withLabelFilter(labels.filter()).exec())) {
                if (link.address().elsewhere() && !labels.madeHere(one.getLabels())) continue;
                Optional<DockerInstance> alive = adopt ? adopted(one.getId()) : Optional.empty();
                if (alive.isPresent()) adopted.add(alive.get());
                else
                    ContainerLaunch.remove(link, one.getId());
            }
            swept = true;
            return adopted;
        } finally {
            sweeping.unlock();
        }
    }

    private Optional<DockerInstance> adopted(String id) throws InterruptedException {
        Optional<Workload> known = link.call("docker inspect", client -> {
            try {
                InspectContainerResponse seen = client.inspectContainerCmd(id).exec();
                if (!Boolean.TRUE.equals(seen.getState().getRunning())) return Optional.empty();
                return ContainerFound.workload(seen, ContainerFound.imageEnvironment(client, seen));
            } catch (NotFoundException e) {
                return Optional.empty();
            }
        });
        if (known.isEmpty()) return Optional.empty();
        Workload workload = known.get();
        ContainerSettings settings = java.util.Objects.requireNonNull(workload.container());
        return Optional.of(watched(new ContainerLaunch.Started(id, workload.key()), workload, settings));
    }

    /// Whether its containers can have GPUs; found out by a probe the first time, which takes seconds.
    public GpuSupport gpuSupport() throws InterruptedException {
        return gpus.support();
    }

    @Override
    public LeftOvers leftOvers() {
        return new Orphans(link, labels);
    }

    /// Ends what still runs, and with it the way to the engine.
    @Override
    public void close() {
        try {
            List<Tasks.Task> ends = List.copyOf(running.keySet()).stream()
                    .map(instance -> tasks.quiet("stop " + instance.id(),
                            progress -> instance.stop(CLOSE_GRACE)))
                    .toList();
            for (Tasks.Task end : ends)
                end.await(CLOSE_GRACE.multipliedBy(4));
            ledgers.close();
            networks.removeEmpty();
        } catch (InterruptedException e) {
            LOG.log(System.Logger.Level.WARNING, "interrupted while ending containers", e);
            Thread.currentThread().interrupt();
        } catch (StudioException e) {
            LOG.log(System.Logger.Level.INFO, "networks are left: " + e.getMessage());
        } finally {
            watch.close();
            link.close();
        }
    }
}
