package slipway.ui.overview;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import org.jspecify.annotations.Nullable;

import slipway.base.Activity;
import slipway.base.Live;
import slipway.base.Problem;
import slipway.base.Text;
import slipway.catalog.CatalogView;
import slipway.deploy.Deployment;
import slipway.deploy.DeploymentState;
import slipway.engine.Engine;
import slipway.spec.DeploymentSpec;
import slipway.spec.SpecProblem;
import slipway.spec.WorkspaceSpec;
import slipway.traffic.EndpointView;
import slipway.ui.Command;
import slipway.ui.DeployDialogs;
import slipway.ui.Desk;
import slipway.ui.Pace;
import slipway.ui.Page;
import slipway.ui.Traffic;
import slipway.ui.fx.Fx;
import slipway.ui.widget.ActivityList;
import slipway.ui.widget.Card;
import slipway.ui.widget.DetailPane;
import slipway.ui.widget.EmptyState;
import slipway.ui.widget.Icons;
import slipway.ui.widget.PageHeader;
import slipway.ui.widget.ProblemBanner;
import slipway.ui.widget.Skeleton;
import slipway.ui.widget.TileGrid;

/// Endpoints at a glance, what is wrong, what to do next, what happened. FX thread.
public final class OverviewPage implements Page {
    private static final long MACHINE_NANOS = 5_000_000_000L;
    private static final int LAST_LINES = 4;
    private static final int MOST_PROBLEMS = 3;

    private final Live<WorkspaceSpec> spec;
    private final Live<CatalogView> catalog;
    private final Live<List<Deployment>> deployments;
    private final Live<List<EndpointView>> endpoints;
    private final Traffic traffic;
    private final Activity activity;
    private final Desk desk;
    private final DeployDialogs dialogs;
    private final Runnable startAll;
    private final Runnable runDemo;
    private final List<Command> files;

    private final TileGrid cards = new TileGrid(320, 16);
    private final VBox problems = new VBox(16);
    private final MachineCard machine = new MachineCard();
    private final List<Engine> engines;
    private long machineAt = System.nanoTime() - MACHINE_NANOS;
    private final VBox page = new VBox();
    private final Map<String, EndpointCard> byName = new LinkedHashMap<>();
    private final ChecklistCard checklist = new ChecklistCard(this::go);
    private List<Object> problemsShown = List.of();
    private @Nullable ScrollPane view;
    private Node body = new Skeleton(6);

    /// @param files what the workspace as a whole is saved to and opened from
    public OverviewPage(Live<WorkspaceSpec> spec, Live<CatalogView> catalog, Live<List<Deployment>> deployments,
            Live<List<EndpointView>> endpoints, Traffic traffic, Activity activity, List<Engine> engines, Desk desk,
            DeployDialogs dialogs, Runnable startAll, Runnable runDemo, List<Command> files) {
        this.spec = spec;
        this.catalog = catalog;
        this.deployments = deployments;
        this.endpoints = endpoints;
        this.traffic = traffic;
        this.activity = activity;
        this.engines = engines;
        this.desk = desk;
        this.dialogs = dialogs;
        this.startAll = startAll;
        this.runDemo = runDemo;
        this.files = List.copyOf(files);
    }

    @Override
    public String id() {
        return "overview";
    }

    @Override
    public String icon() {
        return "fth-grid";
    }

    @Override
    public Region view() {
        if (view == null) view = build();
        return view;
    }

    private ScrollPane build() {
        var header = new PageHeader(Text.of("page.overview.title"));
        if (!files.isEmpty()) header.getChildren().add(filesButton());
        header.action("fth-play", Text.of("overview.demo"), runDemo);
        header.action("fth-play-circle", Text.of("overview.start"), startAll);
        header.action("", Text.of("overview.deploy"), () -> dialogs.open(null), "success");
        var list = new ActivityList(8);
        shown(problems, false);
        var left = new VBox(16, checklist, machine);
        var right = new VBox(16, problems, new EnginesCard(engines, desk.notices()::copied),
                new Card(Text.of("overview.activity")).with(list));
        var columns = new TileGrid(360, 16);
        columns.getChildren().addAll(left, right);
        var full = new VBox(16, cards, columns);
        // what a wrapped text needs at no width at all is no measure of the least height
        for (Region box : List.of(columns, full, page))
            box.setMinHeight(0);
        page.getStyleClass().add("page");
        page.getChildren().setAll(header, body);
        Fx.follow(page, spec, now -> all(full));
        Fx.follow(page, catalog, now -> all(full));
        // probes and readings change deployments all the time, in nothing that stands here
        Fx.follow(page, deployments, now -> now.stream().map(Seen::of).toList(), now -> all(full));
        Fx.follow(page, endpoints, now -> all(full));
        Fx.follow(page, activity.entries(), list::show);
        Fx.poll(page, Duration.ofSeconds(1), new Pace(this::requests), this::tick);
        return DetailPane.live(page);
    }

    private MenuButton filesButton() {
        var button = new MenuButton(Text.of("overview.bundle"), Icons.of("fth-package"));
        for (Command each : files) {
            var item = new MenuItem(each.title(), Icons.of(each.icon()));
            item.setOnAction(event -> each.run().run());
            button.getItems().add(item);
        }
        button.setId("overview-bundle");
        button.setMinWidth(MenuButton.USE_PREF_SIZE);
        return button;
    }

    private void all(Node full) {
        WorkspaceSpec now = spec.get();
        boolean nothing = now.endpoints().isEmpty() && now.problems().isEmpty() && catalog.get().models().isEmpty();
        Node next = !nothing ? full : catalog.get().scanning() ? new Skeleton(6) : empty();
        if (body.getClass() != next.getClass() || nothing) {
            body = next;
            page.getChildren().set(1, body);
            VBox.setVgrow(body, Priority.ALWAYS);
        }
        // only the empty state fills the window; the full page is as high as it is and scrolls
        if (view != null) view.setFitToHeight(nothing);
        if (nothing) return;
        showCards(now);
        showProblems(now);
        steps();
    }

    /// What this page shows of a deployment.
    private record Seen(DeploymentSpec spec, DeploymentState state, @Nullable Problem problem, List<String> lastLines) {
        static Seen of(Deployment deployment) {
            return new Seen(deployment.spec(), deployment.state(), deployment.problem(), deployment.lastLines());
        }
    }

    private Node empty() {
        return new EmptyState("fth-anchor", Text.of("overview.empty"),
                Text.of("overview.empty.text", spec.get().root()))
                .action(Text.of("overview.demo"), runDemo)
                .action(Text.of("overview.open.models"), () -> desk.navigator().open("models", ""));
    }

    private void showCards(WorkspaceSpec now) {
        byName.keySet().removeIf(name -> now.endpoint(name).isEmpty());
        for (WorkspaceSpec.EndpointFolder folder : now.endpoints()) {
            EndpointCard card = byName.computeIfAbsent(folder.name(), name -> new EndpointCard(name,
                    () -> desk.navigator().open("endpoints", name), desk.notices()::copied));
            EndpointView gateway = endpoints.get().stream().filter(each -> each.name().equals(folder.name()))
                    .findFirst()
                    .orElse(null);
            card.show(folder, gateway, deployments.get().stream()
                    .filter(each -> each.spec().endpoint().equals(folder.name())).toList());
        }
        List<Node> wanted = now.endpoints().stream().<Node>map(folder -> byName.get(folder.name())).toList();
        if (!cards.getChildren().equals(wanted)) cards.getChildren().setAll(wanted);
        shown(cards, !wanted.isEmpty());
    }

    private void showProblems(WorkspaceSpec now) {
        var wrong = new ArrayList<Object>(now.problems());
        endpoints.get().stream().filter(each -> each.problem() != null).forEach(wrong::add);
        deployments.get().stream().filter(each -> each.state() == DeploymentState.FAILED)
                .forEach(each -> wrong.add(List.of(each.id(), each.revision())));
        if (wrong.equals(problemsShown)) return;
        problemsShown = wrong;
        var banners = new ArrayList<Node>();
        for (SpecProblem each : now.problems()) {
            banners.add(new ProblemBanner(place(now, each), each.problem(), List.of(), desk.notices()::copied));
        }
        for (EndpointView each : endpoints.get()) {
            if (each.problem() != null) {
                banners.add(new ProblemBanner(each.name(), each.problem(), List.of(), desk.notices()::copied));
            }
        }
        for (Deployment each : deployments.get()) {
            if (each.state() == DeploymentState.FAILED && each.problem() != null) banners.add(failed(each));
        }
        problems.getChildren().setAll(banners.subList(0, Math.min(MOST_PROBLEMS, banners.size())));
        if (banners.size() > MOST_PROBLEMS) {
            var more = new Hyperlink(Text.of("overview.more-problems", banners.size() - MOST_PROBLEMS));
            more.setOnAction(event -> desk.navigator().open("deployments", ""));
            problems.getChildren().add(more);
        }
        shown(problems, !banners.isEmpty());
    }

    private static void shown(Node node, boolean show) {
        node.setVisible(show);
        node.setManaged(show);
    }

    private Node failed(Deployment each) {
        List<String> lines = each.lastLines();
        var problem = java.util.Objects.requireNonNull(each.problem());
        return new ProblemBanner(each.id(), problem,
                lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()),
                desk.notices()::copied).action(Text.of("overview.open.logs"),
                        () -> desk.navigator().open("deployments", each.id() + "#logs"));
    }

    /// `endpoints/iris/endpoint.yml:12:3`, from the workspace's folder on.
    static String place(WorkspaceSpec now, SpecProblem problem) {
        String file = problem.file().startsWith(now.root())
                ? now.root().relativize(problem.file()).toString()
                : problem.file().toString();
        return problem.line() == 0 ? file : file + ":" + problem.line() + ":" + problem.column();
    }

    private void tick() {
        byName.values().forEach(card -> card.tick(traffic));
        steps();
        // the machine's figures change with every look at them, and drawing them costs more than all else here
        long now = System.nanoTime();
        if (now - machineAt < MACHINE_NANOS) return;
        machineAt = now;
        machine.tick(deployments.get());
    }

    private void steps() {
        checklist.show(Checklist.of(catalog.get(), deployments.get(), endpoints.get(), requests()));
    }

    private long requests() {
        return endpoints.get().stream().mapToLong(each -> traffic.requestCount(each.name())).sum();
    }

    private void go(Checklist.Step step) {
        switch (step.go()) {
            case MODELS -> desk.navigator().open("models", "");
            case START -> startAll.run();
            case DEPLOYMENTS -> desk.navigator().open("deployments", "");
            case REQUESTS -> desk.navigator().open("requests", "");
            case ENDPOINT -> desk.navigator().open("endpoints", step.target());
        }
    }
}
