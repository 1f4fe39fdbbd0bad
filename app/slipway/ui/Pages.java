package slipway.ui;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import slipway.base.Text;
import slipway.deploy.DeploymentState;
import slipway.engine.Engine;
import slipway.export.ExportTargets;
import slipway.traffic.Window;
import slipway.ui.checks.ChecksPage;
import slipway.ui.checks.Measured;
import slipway.ui.checks.RehearseMenu;
import slipway.ui.checks.Remedies;
import slipway.ui.deployments.DeploymentsPage;
import slipway.ui.deployments.ModelDeployDialogs;
import slipway.ui.endpoints.EndpointHabits;
import slipway.ui.endpoints.EndpointTools;
import slipway.ui.endpoints.EndpointsPage;
import slipway.ui.endpoints.SafeRuns;
import slipway.ui.exports.ExportGround;
import slipway.ui.exports.ExportWindow;
import slipway.ui.images.ImageDrops;
import slipway.ui.images.ImagesPage;
import slipway.ui.lab.LabPage;
import slipway.ui.models.ModelImports;
import slipway.ui.models.ModelsPage;
import slipway.ui.monitor.LogsGround;
import slipway.ui.monitor.MonitorPage;
import slipway.ui.overview.OverviewPage;
import slipway.ui.requests.RequestsPage;
import slipway.ui.settings.SettingsPage;
import slipway.ui.settings.SettingsSection;
import slipway.ui.widget.FolderTarget;
import slipway.ui.widget.LogTools;
import slipway.ui.widget.OpenTarget;
import slipway.ui.widget.SaveTarget;

/// The pages of the window in the rail's order, and what the palette finds in the workspace. A page is built when it is
/// first shown. FX thread.
public final class Pages {
    private static final double NANOS = 1e9;

    private Pages() {}

    /// Every page with exactly what it needs, and with what `going` has of the pages before.
    static List<Page> all(Parts parts, Desk desk, Runnable runDemo, BundleActs bundles, Going going,
            Looks looks) {
        Traffic traffic = Traffic.of(parts.gateway());
        DeployDialogs dialogs = new ModelDeployDialogs(desk, parts.catalog(), parts.workspace(), parts.deployments(),
                parts.engines());
        Runnable startAll = () -> desk.work().run(() -> startAll(parts), () -> {});
        desk.commands().add(() -> things(parts, desk.navigator(), startAll));
        desk.commands().add(bundles::commands);
        LogTools logs = logTools(parts, desk);
        ExportDialogs exports = exports(parts, desk, dialogs);
        var all = new ArrayList<Page>();
        List<SettingsSection> sections = SettingsSections.of(parts, desk, looks, all);
        desk.commands().add(() -> sections.stream().map(section -> new Command(Text.of("page.settings.title"),
                section.title(), section.icon(), "", () -> desk.navigator().open("settings", section.id()))).toList());
        var deployments = new LatePage<>("deployments", "fth-server", () -> new DeploymentsPage(desk,
                parts.deployments(), parts.engines(), parts.workspace(), dialogs, logs, parts.series(), exports));
        desk.commands().add(() -> DeploymentsPage.commands(parts.deployments().all().get(), deployments::page));
        all.add(new OverviewPage(parts.workspace().spec(), parts.catalog().view(), parts.deployments().all(),
                parts.gateway().endpoints(), traffic, parts.activity(), parts.engines().all(), desk, dialogs, startAll,
                runDemo, bundles.commands()));
        all.add(new LatePage<>("models", "fth-box", () -> models(parts, desk, dialogs)));
        all.add(deployments);
        all.add(new LatePage<>("endpoints", "fth-git-branch", () -> new EndpointsPage(desk, parts.workspace(),
                parts.gateway(), parts.deployments(), endpointTools(parts, exports, going.rollouts()))));
        all.add(new LatePage<>("requests", "fth-send", () -> new RequestsPage(desk, parts.tasks(), parts.workspace(),
                parts.gateway(), parts.deployments(), parts.sender(), parts.history(), going.requests())));
        all.add(new LatePage<>("lab", "fth-activity", () -> new LabPage(desk, parts.tasks(), parts.workspace(),
                parts.gateway(), parts.deployments().all(), parts.lab(), going.lab(), OpenTarget.CHOOSER,
                SaveTarget.CHOOSER, Folders::open)));
        all.add(new LatePage<>("monitor", "fth-bar-chart-2", () -> monitor(parts, desk, logs)));
        all.add(checks(parts, desk, traffic));
        all.add(new LatePage<>("images", "fth-layers", () -> new ImagesPage(desk, parts.tasks(), parts.engines(),
                parts.deployments().all())));
        all.add(new SettingsPage(sections));
        return List.copyOf(all);
    }

    private static ModelsPage models(Parts parts, Desk desk, DeployDialogs dialogs) {
        return new ModelsPage(parts.catalog(), parts.catalog().view(), parts.deployments().all(), desk, dialogs,
                imports(parts, desk), Asker.dialog(), new ModelsPage.Habits(
                        parts.settings().value().get().modelCards(),
                        cards -> parts.settings().value().update(old -> old.withModelCards(cards))));
    }

    private static MonitorPage monitor(Parts parts, Desk desk, LogTools logs) {
        return new MonitorPage(desk, parts.deployments().all(), parts.activity(), new LogsGround(
                parts.deployments()::book, parts.workspace().stateFolder().resolve("logs"), logs, SaveTarget.CHOOSER),
                parts.series());
    }

    private static ChecksPage checks(Parts parts, Desk desk, Traffic traffic) {
        return new ChecksPage(desk, parts.checks(), new ChecksPage.Habits(parts.settings().value().get().check(),
                check -> parts.settings().value().update(old -> old.withCheck(check))), Remedies.WAYS,
                new RehearseMenu.Ground(parts.validator(), parts.tasks(),
                        path -> parts.catalog().view().get().at(path), () -> measured(parts, traffic)),
                SaveTarget.CHOOSER, OpenTarget.CHOOSER);
    }

    /// Logs remember what was chosen for them in a file of their own; a click on the id of a request leads to it.
    private static LogTools logTools(Parts parts, Desk desk) {
        return new LogTools(parts.tasks(), parts.logView().value(), (log, id) -> desk.navigator().open("endpoints",
                log.substring(0, Math.max(0, log.indexOf('/'))) + "#" + id));
    }

    /// Exports remember the platform chosen last in a file of their own; the palette offers each.
    private static ExportDialogs exports(Parts parts, Desk desk, DeployDialogs deploy) {
        var window = new ExportWindow(new ExportGround(desk, parts.tasks(), parts.workspace(), parts.exports(),
                ExportTargets.ALL, parts.exportView().value(), deploy, FolderTarget.CHOOSER, Asker.dialog(),
                Folders::open));
        desk.commands().add(window::commands);
        return window;
    }

    private static EndpointTools endpointTools(Parts parts, ExportDialogs exports, SafeRuns rollouts) {
        var habits = new EndpointHabits(parts.settings().value().get().limits(),
                limits -> parts.settings().value().update(old -> old.withLimits(limits)));
        return new EndpointTools(parts.tasks(), parts.sender(), habits, parts.lab(), exports, parts
                .scaling(), rollouts);
    }

    /// What the running deployments use and how fast they were in the last minute.
    private static List<Measured> measured(Parts parts, Traffic traffic) {
        return parts.deployments().all().get().stream()
                .filter(each -> each.state() == DeploymentState.READY && each.usage().memoryBytes() > 0)
                .map(each -> {
                    Window.Totals lately = traffic.totals(each.spec().endpoint(), 60)
                            .getOrDefault(each.spec().name(), Window.Totals.NONE);
                    int replicas = Math.max(1, each.spec().instanceCount());
                    return new Measured(each.id(), each.usage().memoryBytes() / replicas, lately.p50() / NANOS,
                            lately.p95() / NANOS);
                }).toList();
    }

    /// What becomes of files dropped on the window.
    static Dropped dropped(Parts parts, Desk desk, BundleActs bundles) {
        return new Dropped(parts.tasks(), new ImageDrops(desk, parts.tasks(), parts.engines())::load, imports(parts,
                desk)::take, bundles::dropped);
    }

    /// @param go shows the workspace of another folder in this window
    static BundleActs bundles(Parts parts, Desk desk, Consumer<Path> go) {
        return new BundleActs(parts.tasks(), desk, parts.bundling(), SaveTarget.CHOOSER, OpenTarget.CHOOSER, Asker
                .dialog(), go);
    }

    private static ModelImports imports(Parts parts, Desk desk) {
        return new ModelImports(parts.tasks(), () -> parts.workspace().spec().get().importRoot(),
                parts.catalog()::rescan, desk, OpenTarget.CHOOSER, FolderTarget.CHOOSER);
    }

    /// Deploys what the files want and what does not run already.
    private static void startAll(Parts parts) {
        parts.workspace().spec().get().endpoints().stream().flatMap(folder -> folder.deployments().stream())
                .filter(spec -> parts.deployments().byId(spec.id()).map(now -> !now.state().active()).orElse(true))
                .forEach(parts.deployments()::start);
    }

    private static List<Command> things(Parts parts, Navigator go, Runnable startAll) {
        var all = new ArrayList<Command>();
        String act = Text.of("shell.group.do");
        all.add(new Command(act, Text.of("shell.start.all"), "fth-play-circle", "", startAll));
        all.add(new Command(act, Text.of("shell.rescan"), "fth-refresh-cw", "", parts.catalog()::rescan));
        String endpoint = Text.of("shell.group.endpoint");
        parts.workspace().spec().get().endpoints().forEach(folder -> all.add(new Command(endpoint, folder.name(),
                "fth-git-branch", "", () -> go.open("endpoints", folder.name()))));
        String deployment = Text.of("shell.group.deployment");
        parts.deployments().all().get().forEach(each -> all.add(new Command(deployment, each.id(), "fth-server", "",
                () -> go.open("deployments", each.id()))));
        String model = Text.of("shell.group.model");
        parts.catalog().view().get().models().forEach(each -> all.add(new Command(model, each.title(), "fth-box", "",
                () -> go.open("models", each.path().toString()))));
        return all;
    }
}
