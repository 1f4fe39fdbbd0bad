package slipway.engine.docker;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

import com.github.dockerjava.api.model.HealthCheck;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import slipway.base.Live;
import slipway.base.Progress;
import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.engine.ContainerSettings;
import slipway.engine.Engine;
import slipway.engine.EngineInfo;
import slipway.engine.Images;
import slipway.engine.Instance;
import slipway.engine.LogSink;
import slipway.engine.SwarmView;
import slipway.engine.Workload;
import slipway.network.Ledger;
import slipway.network.Purpose;

/// The Swarm engine: runs a deployment as one service of the swarm that the person's Docker engine manages. Any thread;
/// calls block shortly.
///
/// A service carries labels ([ContainerLabels]) by which a studio that was killed finds it again. Its tasks' containers
/// do not: they are the swarm's to end.
public final class SwarmEngine implements Engine {
    public static final String ID = "swarm";

    private static final System.Logger LOG = System.getLogger(SwarmEngine.class.getName());
    private static final Duration FIRST_SEARCH = Duration.ofSeconds(6);

    private final DockerLink link;
    private final ContainerLabels labels;
    private final Tasks tasks;
    private final SwarmApi api;
    private final SwarmWatch watch;
    private final SwarmFiles files;
    private final DockerImages images;
    private final Live<EngineInfo> live;
    private final Map<Place, SwarmRun> services = new ConcurrentHashMap<>();
    private final AtomicBoolean paying = new AtomicBoolean();

    /// A deployment at a manager: what another one says is nothing of it.
    private record Place(DockerAddress at, String key) {}

    SwarmEngine(DockerLink link, ContainerLabels labels, Tasks tasks) {
        this.link = link;
        this.labels = labels;
        this.tasks = tasks;
        this.api = new SwarmApi(link);
        this.watch = new SwarmWatch(link, labels, tasks);
        this.files = new SwarmFiles(api, labels);
        this.images = new DockerImages(link, RegistryLogin::ofPerson, container -> {});
        this.live = new Live<>(SwarmInfo.of(link.state().get(), watch.seen().get()));
        link.state().onChange(this::told);
        watch.seen().onChange(this::told);
        told();
    }

    /// The swarm of the engine that `contexts` says, each time another one is chosen, looked for from now on; for the
    /// workspace whose state is kept in `stateFolder`. Answers at once; [#live] tells what was found.
    public static SwarmEngine find(Path stateFolder, ContextSwitch contexts, Tasks tasks) {
        return find(ContainerLabels.ofState(stateFolder), contexts, DockerLink.Pace.USUAL, tasks);
    }

    static SwarmEngine find(ContainerLabels labels, ContextSwitch contexts, DockerLink.Pace pace, Tasks tasks) {
        var engine = new SwarmEngine(DockerLink.find(tasks, contexts, pace), labels, tasks);
        contexts.lead(engine::changed);
        return engine;
    }

    /// Another engine: what was seen of the swarm before says nothing of it.
    private void changed() {
        watch.forget();
        link.search();
    }

    private void told() {
        SwarmWatch.Seen seen = watch.seen().get();
        live.set(SwarmInfo.of(link.state().get(), seen));
        List<SwarmRun> here = here();
        here.forEach(each -> each.seen(seen));
        if (seen.role() == SwarmWatch.Role.MANAGER && here.stream().anyMatch(SwarmRun::owed)
                && paying.compareAndSet(false, true)) {
            tasks.quiet("swarm services", progress -> pay());
        }
    }

    /// Those at the manager that is connected or was last.
    private List<SwarmRun> here() {
        DockerAddress at = link.state().get().address();
        return services.entrySet().stream().filter(each -> each.getKey().at().equals(at)).map(Map.Entry::getValue)
                .toList();
    }

    /// What fails now is tried again after the next look.
    private void pay() throws InterruptedException {
        try (EngineUses.Use _ = link.use()) {
            for (SwarmRun each : here())
                each.pay();
        } finally {
            paying.set(false);
        }
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

    @Override
    public void reconnect() {
        link.retry();
    }

    @Override
    public Hold hold() {
        return link.uses().begin();
    }

    /// Those of the manager; a node that runs a task takes its image from the registry.
    @Override
    public Images images() {
        return images;
    }

    @Override
    public boolean replicates() {
        return true;
    }

    @Override
    public Live<SwarmView> swarm() {
        return watch.view();
    }

    @Override
    public Instance launch(Workload workload, Progress progress) throws InterruptedException {
        ContainerSettings settings = workload.container();
        if (settings == null || settings.image().isBlank()) {
            throw StudioException.of("docker.no-image", workload.key());
        }
        try (EngineUses.Use _ = link.use()) {
            SwarmWatch.Seen seen = watch.look();
            SwarmInfo.check(seen);
            SwarmRefusals.check(workload, settings, seen.nodes(), link.address().elsewhere());
            SwarmRun service = services.computeIfAbsent(new Place(link.address(), workload.key()),
                    place -> new SwarmRun(api, watch, files, place.key()));
            return launched(service, workload, settings);
        }
    }

    private Instance launched(SwarmRun service, Workload workload, ContainerSettings settings)
            throws InterruptedException {
        EngineUses.Use use = link.uses().begin();
        boolean good = false;
        try {
            var instance = new SwarmInstance(service, workload, tasks, this::follow, use);
            service.run(() -> {
                ObjectNode spec = spec(workload, settings);
                instance.template(SwarmSpec.template(spec));
                return spec;
            }, login(settings), instance);
            good = true;
            return instance;
        } catch (StudioException e) {
            service.prune(true);
            throw e;
        } finally {
            if (!good) use.close();
        }
    }

    private ObjectNode spec(Workload workload, ContainerSettings settings) throws InterruptedException {
        String gpuKind = settings.gpus() == null ? null : SwarmRefusals.gpuKind(workload, settings, api.nodes());
        String name = ContainerNames.service(labels.place(), workload.key());
        HealthCheck health = health(settings);
        JsonNode service = api.service(name);
        JsonNode there = service.path("Spec");
        if (!there.isMissingNode() && !SwarmReading.ours(there, labels))
            throw StudioException.of("swarm.name-taken", name);
        List<SwarmFiles.Given> given = files.make(workload, settings);
        Map<String, String> carried = labels.of(workload, settings, null);
        JsonNode before = service.path("PreviousSpec");
        if (SwarmReading.revision(before) == workload.revision()) {
            // word for word what the manager can go back to, so that it is recognised
            return SwarmSpec.service(workload, settings,
                    new SwarmSpec.Choices(name, carried, health, gpuKind, given, SwarmSpec.restart(before)));
        }
        long restart = SwarmSpec.restart(there);
        ObjectNode spec = SwarmSpec.service(workload, settings,
                new SwarmSpec.Choices(name, carried, health, gpuKind, given, restart));
        // the same again means that a person wants it started again
        if (!SwarmSpec.same(spec, there)) return spec;
        return SwarmSpec.service(workload, settings,
                new SwarmSpec.Choices(name, carried, health, gpuKind, given, restart + 1));
    }

    private void follow(SwarmLog.Which which, LogSink sink) throws InterruptedException {
        new SwarmLog(link, watch, which, sink).follow();
    }

    private @Nullable HealthCheck health(ContainerSettings settings) throws InterruptedException {
        ContainerSettings.HealthCheck policy = settings.health();
        if (policy == null) return null;
        return link.call("docker image inspect", client -> ContainerHealth.command(policy, settings.healthPort(),
                ContainerLaunch.own(client, settings.image())));
    }

    /// What nodes need to take the image from its registry.
    private static Map<String, String> login(ContainerSettings settings) throws InterruptedException {
        if (!settings.image().contains("@")) return Map.of();
        ImageName name = ImageName.of(settings.image());
        Ledger.OURS.way(Purpose.PULL, name.party()).open();
        return RegistryLogin.ofPerson().find(name.registry()).map(RegistryLogin::header)
                .map(login -> Map.of("X-Registry-Auth", login)).orElse(Map.of());
    }

    @Override
    public List<Instance> adopt() throws InterruptedException {
        try {
            link.settled(FIRST_SEARCH);
            try (EngineUses.Use _ = link.use()) {
                return found();
            }
        } catch (StudioException e) {
            LOG.log(System.Logger.Level.INFO, "nothing adopted: " + e.getMessage());
            return List.of();
        }
    }

    private List<Instance> found() throws InterruptedException {
        var adopted = new ArrayList<Instance>();
        SwarmWatch.Seen seen = watch.look();
        for (JsonNode each : seen.services().values()) {
            Optional<Workload> workload = SwarmReading.workload(each);
            if (workload.isEmpty()) api.remove(SwarmReading.text(each, "ID"));
            else
                adopted.add(adopted(each, workload.get(), seen));
        }
        if (seen.role() == SwarmWatch.Role.MANAGER) files.prune(seen.services().values());
        return adopted;
    }

    private Instance adopted(JsonNode found, Workload workload, SwarmWatch.Seen seen) {
        var service = new SwarmRun(api, watch, files, workload.key());
        var instance = new SwarmInstance(service, workload, tasks, this::follow, link.uses().begin());
        if (found.path("Spec") instanceof ObjectNode spec) instance.made(spec, seen.number(), false);
        service.found(SwarmReading.text(found, "ID"), instance);
        services.put(new Place(link.address(), workload.key()), service);
        service.seen(seen);
        return instance;
    }

    /// Ends what still runs, and with it the way to the engine.
    @Override
    public void close() {
        try {
            for (SwarmRun each : here())
                end(each);
        } catch (InterruptedException e) {
            LOG.log(System.Logger.Level.WARNING, "interrupted while ending services", e);
            Thread.currentThread().interrupt();
        } finally {
            watch.close();
            link.close();
        }
    }

    private static void end(SwarmRun service) throws InterruptedException {
        SwarmInstance current = service.current();
        try {
            if (current != null) {
                current.after(null);
                current.stop(Duration.ZERO);
            }
            service.pay();
        } catch (StudioException e) {
            LOG.log(System.Logger.Level.INFO, "a service is left: " + e.getMessage());
        }
    }
}
