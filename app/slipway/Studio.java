package slipway;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import slipway.base.Activity;
import slipway.base.AppLog;
import slipway.base.Gate;
import slipway.base.Live;
import slipway.base.Problem;
import slipway.base.Progress;
import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.catalog.Catalog;
import slipway.catalog.Model;
import slipway.check.CheckTarget;
import slipway.check.Checks;
import slipway.check.ContractResult;
import slipway.check.Passport;
import slipway.cli.Session;
import slipway.contract.Profiles;
import slipway.deploy.BackAsks;
import slipway.deploy.Deployments;
import slipway.deploy.ImageUse;
import slipway.deploy.WorkloadFaults;
import slipway.engine.Engines;
import slipway.engine.ExternalEngine;
import slipway.engine.docker.ContextSwitch;
import slipway.engine.docker.DockerEngine;
import slipway.engine.docker.DockerFinding;
import slipway.engine.docker.SwarmEngine;
import slipway.engine.process.ProcessEngine;
import slipway.housekeeping.CrashReports;
import slipway.housekeeping.Housekeeper;
import slipway.housekeeping.Kind;
import slipway.housekeeping.LastRun;
import slipway.load.LoadRunner;
import slipway.load.SavedRuns;
import slipway.record.RecordingAsks;
import slipway.record.Recordings;
import slipway.requests.History;
import slipway.requests.Sender;
import slipway.rollout.Rollouts;
import slipway.scale.ScaleStory;
import slipway.series.SeriesStore;
import slipway.spec.DeploymentSpec;
import slipway.spec.DeploymentSpec.ModelRef;
import slipway.spec.Workspace;
import slipway.spec.WorkspaceSpec;
import slipway.spec.WorkspaceSpec.EndpointFolder;
import slipway.store.ActivityFile;
import slipway.store.Database;
import slipway.store.Settings;
import slipway.store.StudioSettings;
import slipway.store.UserFolder;
import slipway.traffic.EndpointView;
import slipway.traffic.Gateway;
import slipway.ui.LabParts;
import slipway.ui.Parts;
import slipway.ui.ScaleGround;
import slipway.ui.WindowSettings;
import slipway.ui.exports.ExportHabits;
import slipway.ui.widget.LogHabits;
import slipway.update.Updates;
import slipway.validate.ValidationRequest;
import slipway.validate.ValidationResult;

/// THE composition root: builds every object of an open workspace once, in order; [#close] undoes it in reverse.
/// No framework: what depends on what can be read here.
public final class Studio implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Studio.class.getName());

    /// How often what the gateway tells is looked at.
    private static final Duration EVERY = Duration.ofMillis(500);

    private final Deque<Closing> closings = new ArrayDeque<>();
    private final Tasks tasks;
    private final Activity activity;
    private final Workspace workspace;
    private final Catalog catalog;
    private final Engines engines;
    private final Deployments deployments;
    private final Gateway gateway;
    private final Sender sender;
    private final History history;
    private final SeriesStore series;
    private final Settings<WindowSettings> settings;
    private final Settings<StudioSettings> person;
    private final Settings<LogHabits> logView;
    private final Settings<ExportHabits> exportView;
    private final Endpoints endpoints;
    private final Checks checks;
    private final ContextFile way;
    private final Swaps swaps;
    private final Shadows shadows;
    private final RolloutStage stage;
    private final LabParts lab;
    private final Housekeeper housekeeper;
    private final ScaleStory scales = new ScaleStory();
    /// What happens by itself leaves both cores to the window until that is filled.
    private final Gate shown = new Gate(Duration.ofSeconds(10));
    private final boolean start;
    private final @Nullable String engine;

    /// What closing does for one object.
    private interface Closing {
        void run() throws InterruptedException;
    }

    /// Opens `root`; with `start`, everything its files want is deployed, now and after each edit. With `engine`, all
    /// of it runs there, whatever the files say; by the Docker context and with the registry for the images of swarms that
    /// the command line named, if it did. Nothing happens by itself before [#session] or the `shown` of [#parts].
    static Studio open(Path root, boolean start, @Nullable String engine, @Nullable String context,
            @Nullable String registry) {
        return open(root, start, engine, context, registry, new Tasks());
    }

    static Studio open(Path root, boolean start, @Nullable String engine, @Nullable String context,
            @Nullable String registry, Tasks tasks) {
        Workspace workspace = Workspace.open(root, tasks);
        try {
            workspace.lock();
            return new Studio(workspace, start, engine, context, registry, tasks);
        } catch (RuntimeException e) {
            workspace.close();
            throw e;
        }
    }

    private Studio(Workspace workspace, boolean start, @Nullable String engine, @Nullable String context,
            @Nullable String registry, Tasks tasks) {
        this.tasks = closing(tasks, tasks::close);
        this.start = start;
        this.engine = engine;
        this.workspace = closing(workspace, workspace::close);
        activity = new Activity(workspace.root());
        Path state = workspace.stateFolder();
        AppLog.into(state.resolve("log"));
        var crashes = new CrashReports(state.resolve("crashes"), state.resolve("log"));
        tasks.onUnforeseen(crashes::write);
        settings = Settings.open(state.resolve("window.json"), WindowSettings.class, WindowSettings.DEFAULT, tasks);
        closing(settings, settings::close);
        person = StudioSettings.open(UserFolder.ofPerson(), tasks);
        closing(person, person::close);
        Live.Subscription offline = PersonsLedger.follow(person, tasks);
        closing(offline, offline::close);
        logView = Settings.open(state.resolve("log-view.json"), LogHabits.class, LogHabits.DEFAULT, tasks);
        closing(logView, logView::close);
        exportView = Settings.open(state.resolve("export-view.json"), ExportHabits.class, ExportHabits.DEFAULT, tasks);
        closing(exportView, exportView::close);
        Database database = Database.open(state.resolve("slipway.db"));
        closing(database, database::close);
        // readings are many and can be done without: a file of their own
        Database readings = Database.open(state.resolve("metrics.db"));
        closing(readings, readings::close);
        series = new SeriesStore(readings, System::currentTimeMillis);
        closing(series, series::flush);
        history = new History(database, state.resolve("answers"));
        sender = new Sender();
        closing(sender, sender::close);
        Live.Subscription deeds = activity.follow(tasks);
        closing(deeds, deeds::close);
        var kept = ActivityFile.open(state.resolve("log"), activity, tasks, shown);
        closing(kept, kept::close);
        var run = LastRun.begin(state, crashes, activity);
        closing(run, run::close);
        catalog = new Catalog(tasks, workspace.spec().get().modelRoots(), workspace.root(), database);
        closing(catalog, catalog::close);
        way = ContextFile.open(state, context, tasks);
        closing(way, way::close);
        var contexts = new ContextSwitch(way);
        engines = new Engines(List.of(new ProcessEngine(state, tasks), DockerEngine.find(state, contexts, tasks),
                SwarmEngine.find(state, contexts, tasks), new ExternalEngine()));
        closing(engines, engines::close);
        crashes.engines(this::engineTitles);
        var warnings = new EngineWarnings(engines, activity);
        closing(warnings, warnings::close);
        gateway = new Gateway();
        closing(gateway, gateway::close);
        var addresses = new Addresses(state, tasks);
        closing(addresses, addresses::close);
        swaps = new Swaps(gateway);
        shadows = new Shadows(gateway, tasks, this::twin, this::wrongTwin, activity);
        closing(shadows, shadows::close);
        var targets = new Targets(gateway, swaps);
        deployments = new Deployments(tasks, activity, engines, this::model,
                this::engineOf, state, () -> registry == null ? workspace.spec().get().registry() : registry);
        deployments.onRoutes(targets);
        housekeeper = new Housekeeping(workspace, state, history, series, deployments::cleanLogs).keeper(activity);
        deployments.keepLogsWithin(() -> workspace.spec().get().quotas().mostLogs(),
                freed -> housekeeper.gone(Kind.LOGS, freed));
        closing(deployments, deployments::close);
        var logs = new RequestLogs(state, gateway, tasks);
        closing(logs, logs::close);
        var faults = new WorkloadFaults(tasks, activity, deployments::running, (endpoint, each) -> gateway.onRequests(
                endpoint, request -> each.accept(request.deployment())));
        endpoints = new Endpoints(workspace, gateway, addresses, targets, activity, swaps, logs, faults);
        stage = new RolloutStage(workspace, deployments, gateway, sender, shadows, swaps);
        var load = new LoadRunner();
        closing(load, load::close);
        var rollouts = new Rollouts(tasks, stage, state);
        closing(rollouts, rollouts::leave);
        lab = new LabParts(load, SavedRuns.of(workspace.root()), rollouts, stage, shadows::of, faults, state);
        checks = new Checks(tasks, new Checks.Ground(workspace.root(), catalog.view(), this::imagesInUse,
                this::profiles), this::examine, state);
        closing(checks, checks::close);
        Live.Subscription runs = deployments.all().onChange(checks::glance);
        closing(runs, runs::close);
        follow(state, addresses);
    }

    private @Nullable String twin(String endpoint) {
        return workspace.spec().get().endpoint(endpoint).map(EndpointFolder::spec).map(spec -> spec.slipway().twin())
                .orElse(null);
    }

    private @Nullable Problem wrongTwin(String endpoint) {
        return TwinProof.problem(workspace.spec().get().endpoint(endpoint).map(EndpointFolder::spec).orElse(null),
                deployments.all().get(), path -> catalog.view().get().at(path).map(Model::sha256).orElse(""));
    }

    private String engineTitles() {
        return engines.all().stream().map(each -> each.live().get().title()).collect(Collectors.joining(", "));
    }

    private List<String> imagesInUse() {
        return deployments.all().get().stream().flatMap(each -> Optional.ofNullable(each.image()).stream())
                .map(ImageUse::reference).distinct().toList();
    }

    private Profiles profiles() {
        try {
            return Profiles.with(workspace.root().resolve(Profiles.FOLDER));
        } catch (StudioException e) {
            return new Profiles(Profiles.OURS.all(), List.of(e.problem()));
        }
    }

    /// On engines of its own, as from the command line, so that nothing that is deployed is touched.
    private Passport examine(CheckTarget target, List<String> contracts, Consumer<ContractResult> each,
            Progress progress) throws InterruptedException {
        try (CheckBench bench = CheckBench.open(tasks, workspace.root(), way.choice())) {
            return bench.examiner().examine(target, contracts, each, progress);
        }
    }

    private ValidationResult validate(ValidationRequest request, Progress progress) throws InterruptedException {
        try (CheckBench bench = CheckBench.open(tasks, workspace.root(), way.choice())) {
            return bench.validator().validate(request, progress);
        }
    }

    /// From here on things happen by themselves: what still runs is adopted, and the files are followed.
    private void follow(Path state, Addresses addresses) {
        var published = new Published(state, gateway, deployments, engines);
        closing(published, published::close);
        tasks.quiet("publish", progress -> published.follow());
        var recordings = new RecordingAsks(Recordings.in(state), tasks, this::listening,
                (endpoint, sink) -> gateway.watch(endpoint, new Tap(sink)), activity);
        closing(recordings, recordings::close);
        var backs = new BackAsks(state, deployments, tasks);
        closing(backs, backs::close);
        var numbers = new Numbers(state, gateway, stage::snapshot, swaps::of);
        var doings = new Doings(workspace, gateway, activity);
        tasks.every(EVERY, "numbers", () -> {
            doings.look();
            swaps.prove();
            shadows.follow();
            numbers.publish();
        });
        new Measuring(deployments.all()::get, deployments::replicas, gateway, series).begin(tasks,
                new Marking(swaps::of, series::mark));
        var scaling = new Scaling(deployments, gateway, activity, series::mark, scales);
        closing(scaling, scaling::close);
        scaling.begin(tasks);
        var pins = new Pins(workspace, deployments);
        closing(pins, pins::close);
        tasks.quiet("pins", progress -> pins.follow());
        tasks.quiet("housekeeping", progress -> housekeeper.follow());
        var news = new Semaphore(1);
        workspace.spec().onChange(news::release);
        tasks.quiet("follow keys", progress -> addresses.follow(news::release));
        tasks.quiet("follow workspace", progress -> {
            boolean _ = shown.pass();
            catalog.rescan();
            List<String> before = deployments.remembered();
            while (true) {
                news.acquire();
                news.drainPermits();
                reconcile();
                before.forEach(this::runAgain);
                before = List.of();
            }
        });
    }

    private Set<String> listening() {
        return gateway.endpoints().get().stream().filter(view -> view.problem() == null).map(EndpointView::name)
                .collect(Collectors.toSet());
    }

    private void reconcile() {
        try {
            WorkspaceSpec spec = workspace.spec().get();
            catalog.setRoots(spec.modelRoots());
            endpoints.follow(tasks);
            deployments.reconcile(wanted(spec), start);
        } catch (RuntimeException e) {
            // the next edit is followed all the same
            LOG.log(System.Logger.Level.WARNING, "workspace", e);
        }
    }

    /// What ran when the studio last ended runs again, unless it was found still running.
    private void runAgain(String id) {
        deployments.byId(id).filter(deployment -> !deployment.state().active())
                .ifPresent(deployment -> deployments.restart(deployment.id()));
    }

    private static List<DeploymentSpec> wanted(WorkspaceSpec spec) {
        return spec.endpoints().stream().flatMap(folder -> folder.deployments().stream()).toList();
    }

    /// The engine of the whole studio, else the spec's own, else the workspace's; somebody else's server stays theirs.
    private String engineOf(DeploymentSpec spec) {
        String own = spec.slipway().engine();
        if (engine != null && !ExternalEngine.ID.equals(own)) return engine;
        return own == null ? workspace.spec().get().defaultEngine() : own;
    }

    /// The model that a spec means: read from its path, else by name and version from the catalog.
    private Optional<Model> model(DeploymentSpec spec) {
        ModelRef ref = spec.model();
        @Nullable
        Path path = ref.path();
        if (path != null) return Optional.of(Catalog.look(path));
        String name = ref.name();
        String version = ref.version();
        if (name == null || version == null) return Optional.empty();
        return catalog.view().get().named(name, version);
    }

    Parts parts() {
        return new Parts(tasks, activity, workspace, catalog, engines, deployments, gateway, sender, history, series,
                checks, this::validate, settings, person, lab, exporting()::source,
                new Bundling(workspace, this::model, this::engineOf,
                        () -> DockerEngine.images(way.choice(), tasks)),
                new ScaleGround(scales, series, deployments::replicas, Scaling::policy),
                () -> DockerFinding.look(way.choice()), logView, exportView, housekeeper,
                Updates.begin(person.value(), UserFolder.ofPerson(), tasks), shown::open);
    }

    /// Puts the workspace first among those that the person had open.
    void remember() {
        person.value().update(now -> now.withRecent(now.recent().with(workspace.root())).withFirstRunSeen(true));
    }

    /// What is exported, and how it is known here.
    Exporting exporting() {
        return Exporting.in(workspace.spec()::get, catalog.view()::get, deployments);
    }

    Session session() {
        shown.open();
        return new Session(tasks, activity, workspace, deployments, gateway, this::close);
    }

    private <T> T closing(T object, Closing closing) {
        closings.push(closing);
        return object;
    }

    /// Drains, stops what runs, and lets go of the workspace; one failure does not keep the rest from closing.
    @Override
    public synchronized void close() {
        while (!closings.isEmpty()) {
            try {
                closings.pop().run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.WARNING, "closing", e);
            }
        }
    }
}
