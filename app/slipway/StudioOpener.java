package slipway;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.bundle.BundleGround;
import slipway.cli.Display;
import slipway.cli.Examining;
import slipway.cli.Keeping;
import slipway.cli.Opener;
import slipway.cli.Session;
import slipway.deploy.Salvage;
import slipway.engine.Engine;
import slipway.engine.Images;
import slipway.engine.Instance;
import slipway.engine.docker.ContextChoice;
import slipway.engine.docker.ContextSwitch;
import slipway.engine.docker.DockerEngine;
import slipway.engine.docker.SwarmEngine;
import slipway.engine.process.ProcessEngine;
import slipway.export.ExportSource;
import slipway.spec.Workspace;
import slipway.store.UserFolder;
import slipway.tour.Report;
import slipway.tour.SampleWorkspace;
import slipway.tour.Story;
import slipway.ui.Opening;
import slipway.ui.StudioApp;
import slipway.ui.Welcome;
import slipway.ui.WindowSettings;

/// Opens workspaces for the command line and the window.
final class StudioOpener implements Opener {
    /// What a left-over process may take to end by itself.
    private static final Duration GRACE = Duration.ofSeconds(10);

    private @Nullable String context;
    private @Nullable String registry;

    @Override
    public void goBy(String name) {
        context = name;
    }

    @Override
    public void pushTo(String named) {
        registry = named;
    }

    @Override
    public ContextChoice context(Path root) {
        try (var tasks = new Tasks()) {
            return choice(root, tasks);
        }
    }

    private ContextChoice choice(Path root, Tasks tasks) {
        return ContextFile.read(root, context, tasks);
    }

    @Override
    public Session open(Path root, boolean start, @Nullable String engine) {
        return Studio.open(root, start, engine, context, registry).session();
    }

    @Override
    public int clean(Path root) throws InterruptedException {
        try (Tasks tasks = new Tasks(); Workspace workspace = Workspace.open(root, tasks)) {
            workspace.lock();
            Path state = workspace.stateFolder();
            try (ContextFile way = ContextFile.open(state, context, tasks)) {
                return clean(state, new ContextSwitch(way), tasks);
            }
        }
    }

    private static int clean(Path state, ContextSwitch contexts, Tasks tasks) throws InterruptedException {
        try (ProcessEngine processes = new ProcessEngine(state, tasks);
                DockerEngine docker = DockerEngine.find(state, contexts, tasks);
                SwarmEngine swarm = SwarmEngine.find(state, contexts, tasks)) {
            int stopped = 0;
            for (Engine engine : List.of(processes, docker, swarm)) {
                for (Instance instance : engine.adopt()) {
                    instance.stop(GRACE);
                    stopped++;
                }
            }
            return stopped;
        }
    }

    @Override
    public Images images(Tasks tasks, Path root) throws InterruptedException {
        return DockerEngine.images(choice(root, tasks), tasks);
    }

    @Override
    public Salvage salvage(Tasks tasks, Path root) throws InterruptedException {
        return new Salvage(DockerEngine.leftOvers(root, choice(root, tasks), tasks));
    }

    @Override
    public Examining examining(Tasks tasks, Path root) throws InterruptedException {
        return CheckBench.open(tasks, root, choice(root, tasks));
    }

    @Override
    public ExportSource exportSource(Path root, String endpoint, @Nullable String deployment)
            throws InterruptedException {
        try (Tasks tasks = new Tasks(); Workspace workspace = Workspace.open(root, tasks)) {
            return Exporting.of(workspace.spec().get()).source(endpoint, deployment);
        }
    }

    @Override
    public BundleGround bundling(Tasks tasks, Path root, @Nullable String engine) {
        return Bundling.of(tasks, root, engine, choice(root, tasks));
    }

    @Override
    public Keeping housekeeping(Tasks tasks, Path root) {
        return Housekeeping.alone(tasks, root);
    }

    @Override
    public int window(Path root) {
        onlyWithDisplay();
        return show(root, null, null, false, context);
    }

    @Override
    public int welcome(Path folder) {
        if (Welcoming.known(folder)) return window(folder);
        onlyWithDisplay();
        String name = context;
        prepare();
        PersonsLedger.obey(UserFolder.ofPerson());
        Welcome asked = Welcoming.of(chosen -> elsewhere(chosen, name, null), name);
        Tasks.atShutdown("close welcome", asked.close());
        launch(() -> StudioApp.launch(asked));
        return 0;
    }

    @Override
    public int demo(Path out, @Nullable Path from, String engine, boolean stay, boolean languages,
            Consumer<String> lines) {
        var told = new AtomicReference<@Nullable Report>();
        Path workspace = SampleWorkspace.copyTo(from, out.resolve("workspace"));
        Opening.Demo demo = (parts, tour, progress) -> {
            try {
                told.set(Story.tell(out, engine, languages, parts, tour, progress));
            } finally {
                if (!stay) tour.quit();
            }
        };
        show(workspace, engine, demo, true, context);
        Report report = told.get();
        if (report == null) throw StudioException.of("studio.tour-unfinished", out);
        Summary.print(report, out, lines);
        return report.ok() ? 0 : 1;
    }

    /// A window that nobody can see would only wait; who wants one for a bench names the headless platform.
    private static void onlyWithDisplay() {
        if (!Display.present() && System.getProperty("glass.platform") == null)
            throw StudioException.of("cli.no-display");
    }

    /// JavaFX’s own words for a display that does not answer tell nobody what to do.
    private static void launch(Runnable window) {
        try {
            window.run();
        } catch (UnsupportedOperationException e) {
            if (!String.valueOf(e.getMessage()).contains("DISPLAY")) throw e;
            throw new StudioException(Problem.of("cli.display-away", System.getenv().getOrDefault("DISPLAY", "")), e);
        }
    }

    private static void usually(String property, String value) {
        if (System.getProperty(property) == null) System.setProperty(property, value);
    }

    /// What must be said before the toolkit starts.
    private static void prepare() {
        if (!Display.present()) {
            System.setProperty("glass.platform", "Headless");
            System.setProperty("prism.order", "sw");
        }
        // our backgrounds are plain: stretched from a cached picture they take the software renderer twice as long
        usually("prism.disableRegionCaching", "true");
        // six charts change in twelve places at once; beyond so many JavaFX paints all that lies between them too
        usually("prism.dirtyregioncount", "16");
    }

    private static int show(Path root, @Nullable String engine, Opening.@Nullable Demo demo, boolean demoAtStart,
            @Nullable String context) {
        prepare();
        launch(() -> StudioApp.launch(WindowSettings.peek(root.resolve(".slipway")), () -> opening(root, engine, demo,
                demoAtStart, context)));
        return 0;
    }

    static Opening opening(Path root, @Nullable String engine, Opening.@Nullable Demo demo,
            boolean demoAtStart, @Nullable String context) {
        return opening(root, engine, demo, demoAtStart, context, new Shown(null));
    }

    private static Opening opening(Path root, @Nullable String engine, Opening.@Nullable Demo demo,
            boolean demoAtStart, @Nullable String context, Shown shown) {
        // asked to end from outside (a logout, SIGTERM), the window must not leave servers behind either
        Tasks.atShutdown("close studio", shown::close);
        return new Opening(shown.tasks, WindowSettings.peek(root.resolve(".slipway")), () -> shown.open(root, engine,
                context, demo == null).parts(), shown::close,
                demo == null && Files.exists(root.resolve(SampleWorkspace.MARK))
                        ? sampleDemo(root)
                        : demo,
                demoAtStart, folder -> elsewhere(folder, context, shown));
    }

    /// Looked at before anything of the workspace that is shown is ended: it is there, and no other studio has it.
    private static Opening elsewhere(Path folder, @Nullable String context, @Nullable Shown before) {
        try (Tasks tasks = new Tasks(); Workspace workspace = Workspace.open(folder, tasks)) {
            workspace.lock();
        }
        return opening(folder, null, null, false, context, new Shown(before));
    }

    /// The studio behind a window; closed once, and whoever closes it meanwhile waits. Any thread.
    private static final class Shown {
        private final Tasks tasks = new Tasks();
        private final @Nullable Shown before;
        private @Nullable Studio studio;
        private boolean closed;

        /// `before` was in the window until now.
        Shown(@Nullable Shown before) {
            this.before = before;
        }

        /// A window that was closed meanwhile needs none any more.
        ///
        /// @param remember whether the workspace is a person’s, who may want it again
        Studio open(Path root, @Nullable String engine, @Nullable String context, boolean remember) {
            PersonsLedger.obey(UserFolder.ofPerson());
            Studio opened = Studio.open(root, false, engine, context, null, tasks);
            if (remember) opened.remember();
            if (!keep(opened)) opened.close();
            return opened;
        }

        private synchronized boolean keep(Studio opened) {
            if (!closed) studio = opened;
            return !closed;
        }

        /// Only after the one before: a task of this one may be ending it, also while the JVM ends both at once.
        void close() {
            if (before != null) before.close();
            closeOwn();
        }

        private synchronized void closeOwn() {
            closed = true;
            Studio opened = studio;
            studio = null;
            if (opened != null) opened.close();
            tasks.close();
        }
    }

    /// The tour from a button, in a workspace that is a copy of the sample.
    private static Opening.Demo sampleDemo(Path root) {
        return (parts, tour, progress) -> Story.tell(root.resolve(".slipway/reports/tour"), "embedded", false, parts,
                tour,
                progress);
    }
}
