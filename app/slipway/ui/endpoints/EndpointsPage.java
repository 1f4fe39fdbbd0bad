package slipway.ui.endpoints;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import javafx.scene.control.Alert;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

import slipway.base.Live;
import slipway.base.Text;
import slipway.compare.ShadowView;
import slipway.deploy.Deployment;
import slipway.deploy.Deployments;
import slipway.spec.Workspace;
import slipway.spec.WorkspaceSpec.EndpointFolder;
import slipway.traffic.Connections;
import slipway.traffic.Gateway;
import slipway.traffic.RequestRecord;
import slipway.traffic.Window;
import slipway.ui.Desk;
import slipway.ui.LabParts;
import slipway.ui.Page;
import slipway.ui.Theme;
import slipway.ui.Traffic;
import slipway.ui.fx.Fx;
import slipway.ui.widget.Card;
import slipway.ui.widget.Chip;
import slipway.ui.widget.DetailPane;
import slipway.ui.widget.DialogButtons;
import slipway.ui.widget.EmptyState;
import slipway.ui.widget.EndpointChooser;
import slipway.ui.widget.PageHeader;
import slipway.ui.widget.PageKey;
import slipway.ui.widget.ProblemBanner;
import slipway.ui.widget.ShortWords;
import slipway.ui.widget.StatusPill;
import slipway.ui.widget.Tone;

/// One endpoint live: who gets how much, how fast and how well; and the sliders that change it. FX thread.
public final class EndpointsPage implements Page {
    private static final Duration POLL = Duration.ofMillis(500);
    /// Seconds that the small lines in the boxes show.
    private static final int HISTORY = 61;
    /// Narrower windows have no room for the words of all buttons.
    private static final double WIDE = 1_560;
    private static final double NARROW = 1_480;

    private final Desk desk;
    private final Workspace workspace;
    private final Gateway gateway;
    private final Traffic counters;
    private final Live<List<Deployment>> deployments;
    private final StackPane root = new StackPane();
    private final VBox page = new VBox();
    private final StatusPill state = new StatusPill();
    private final FaultMark faults;
    private final Label auth = Chip.of("");
    private final Label parts = Chip.of("");
    private final EndpointChooser chooser = new EndpointChooser(this::choose);
    private final PageHeader header = new PageHeader("", state, auth, parts);
    private final KeyLabel key;
    private final StackPane banner = new StackPane();
    private final EndpointTools tools;
    private final FlowView flow;
    private final TrafficCard traffic = new TrafficCard(this::apply, this::verify);
    private final EndpointCharts charts;
    private final ScaleCard scale;
    private final RequestTable table = new RequestTable();
    private final SplitCounts counts;
    private final SafeDialog safe;
    private final OptionsDialog options;
    private String selected = "";
    private List<EndpointRow> rows = List.of();
    private String chosen = "";
    private List<Object> shown = List.of();
    private List<Object> drawn = List.of();
    private boolean built;

    public EndpointsPage(Desk desk, Workspace workspace, Gateway gateway, Deployments deployments,
            EndpointTools tools) {
        this(desk, workspace, gateway, deployments.all(), tools);
    }

    EndpointsPage(Desk desk, Workspace workspace, Gateway gateway, Live<List<Deployment>> deployments,
            EndpointTools tools) {
        this.desk = desk;
        this.workspace = workspace;
        this.gateway = gateway;
        this.counters = Traffic.of(gateway);
        this.deployments = deployments;
        this.tools = tools;
        this.safe = new SafeDialog(desk, tools);
        this.options = new OptionsDialog(desk, tools.tasks(), workspace);
        this.flow = new FlowView(this::choosePart, desk.notices()::copied);
        this.charts = new EndpointCharts(tools.habits());
        this.scale = new ScaleCard(desk, workspace, tools.scale(), counters);
        this.counts = new SplitCounts(counters);
        this.faults = new FaultMark(() -> desk.navigator().open("lab", chosen));
        this.key = new KeyLabel(desk.notices()::copied);
    }

    @Override
    public String id() {
        return "endpoints";
    }

    @Override
    public String icon() {
        return "fth-git-branch";
    }

    @Override
    public Region view() {
        if (!built) build();
        return root;
    }

    /// `iris` or `iris/blue`: shows the endpoint, of all or of one deployment.
    @Override
    public void select(String what) {
        int hash = what.indexOf('#');
        if (hash >= 0) {
            // the id of a request, of whichever deployment
            select(what.substring(0, hash));
            if (built) table.find(what.substring(hash + 1));
            return;
        }
        int slash = what.indexOf('/');
        String name = slash < 0 ? what : what.substring(0, slash);
        if (name.isEmpty()) return;
        if (built) choose(name);
        else
            chosen = name;
        selected = slash < 0 ? "" : what.substring(slash + 1);
        if (built) poll();
    }

    private void build() {
        built = true;
        table.onLog((name, id) -> desk.navigator().open("monitor", "logs:" + chosen + "/" + name + "?" + id));
        root.getStylesheets().add(Objects.requireNonNull(EndpointsPage.class.getResource("/css/endpoints.css"))
                .toExternalForm());
        header.getChildren().add(chooser);
        dress(header.action("fth-terminal", Text.of("endpoints.copy-command"), () -> row().ifPresent(row -> desk
                .notices().copied(EndpointRow.command(row.name(), row.split())))), "copy-command", NARROW, Text.of(
                        "endpoints.copy-command"));
        dress(header.action("fth-upload-cloud", Text.of("exportview.button"), this::export), "endpoint-export", WIDE,
                Text.of("exportview.button.keys"));
        PageKey.on(root, "Shortcut+E", this::export);
        header.getChildren().add(4, key);
        header.action("fth-sliders", Text.of("endpoints.options"), () -> row().ifPresent(row -> options.show(root
                .getScene().getWindow(), row))).setId("endpoint-options");
        LabParts lab = tools.lab();
        if (lab != null) {
            header.action("fth-git-merge", Text.of("endpoints.rollout"), () -> row().ifPresent(row -> safe.show(
                    root.getScene().getWindow(), lab, row)), "success").setId("safe-rollout");
        }
        banner.setManaged(false);
        var middle = new GridPane();
        middle.setHgap(16);
        middle.setVgap(16);
        for (double share : new double[]{31, 35, 34}) {
            var column = new ColumnConstraints();
            column.setPercentWidth(share);
            column.setFillWidth(true);
            middle.getColumnConstraints().add(column);
        }
        middle.addRow(0, traffic.node(), charts.latencyCard(), charts.ratesCard());
        page.getStyleClass().add("page");
        page.getChildren().addAll(header, banner, faults, new Card().with(flow), middle, scale.node(), table
                .node());
        Fx.follow(root, workspace.spec(), spec -> refresh());
        Fx.follow(root, gateway.endpoints(), views -> refresh());
        Fx.follow(root, deployments, all -> refresh());
        Fx.poll(root, POLL, this::poll);
    }

    /// As an icon alone where the window is narrower than `width`.
    private static void dress(Button button, String id, double width, String says) {
        button.setId(id);
        button.setAccessibleText(says);
        button.setTooltip(new Tooltip(says));
        ShortWords.below(button, width);
    }

    private void export() {
        row().ifPresent(row -> tools.exports().open(row.name(), null));
    }

    private void refresh() {
        List<EndpointRow> now = workspace.spec().get().endpoints().stream().map(folder -> EndpointRow.of(folder, gateway
                .endpoints().get(), deployments.get())).toList();
        List<Object> told = List.of(now, chosen, workspace.spec().get().problems());
        // every probe of a deployment is news, but seldom to this page
        if (told.equals(shown)) return;
        rows = now;
        if (rows.isEmpty()) {
            root.getChildren().setAll(new EmptyState("fth-git-branch", Text.of("endpoints.empty.title"), Text.of(
                    "endpoints.empty.text")).action(Text.of("endpoints.empty.action"),
                            () -> desk.navigator().open(
                                    "models", "")));
            return;
        }
        if (row().isEmpty()) chosen = rows.getFirst().name();
        if (root.getChildren().isEmpty() || root.getChildren().getFirst() instanceof EmptyState) {
            root.getChildren().setAll(DetailPane.live(page));
        }
        chooser.show(rows.stream().map(EndpointRow::name).toList(), chosen);
        row().ifPresent(this::show);
        shown = List.of(now, chosen, workspace.spec().get().problems());
    }

    private void choose(String name) {
        if (name.equals(chosen)) return;
        chosen = name;
        selected = "";
        table.clear();
        refresh();
    }

    private void show(EndpointRow row) {
        header.title(row.name());
        switch (row.state()) {
            case SERVING -> state.show(Tone.GOOD, "fth-check-circle", Text.of("endpoints.state.serving"));
            case DEGRADED -> state.show(Tone.WARN, "fth-alert-triangle", Text.of("endpoints.state.degraded"));
            case OFF -> state.show(Tone.NEUTRAL, "fth-power", Text.of("endpoints.state.off"));
            case DOWN -> state.show(Tone.BAD, "fth-x-circle", Text.of("endpoints.state.down"));
        }
        auth.setText(row.auth().equals("none")
                ? Text.of("endpoints.auth.none")
                : Text.of("endpoints.auth", row
                        .auth()));
        parts.setText(Text.of("endpoints.parts", row.live(), row.mirrors().size()));
        key.show(row.key() == null ? "" : row.key());
        showProblem(row);
        if (!row.names().contains(selected)) selected = "";
        traffic.show(row);
        scale.show(row.name(), workspace.spec().get().endpoint(row.name()).map(EndpointFolder::deployments).orElse(
                List.of()), deployments.get());
        poll();
    }

    private void showProblem(EndpointRow row) {
        var problem = Optional.ofNullable(row.problem()).map(each -> new ProblemBanner(each, desk.notices()::copied)
                .action(Text.of("endpoints.retry"), () -> desk.work().run(workspace::refresh, this::refresh)));
        if (problem.isEmpty()) {
            problem = workspace.spec().get().problems().stream().filter(each -> each.file().toString().contains(
                    "endpoints/" + row.name() + "/")).findFirst().map(each -> new ProblemBanner(
                            workspace.root()
                                    .relativize(each.file().toAbsolutePath()) + ":" + each.line() + ":" + each.column(),
                            each
                                    .problem(),
                            List.of(), desk.notices()::copied));
        }
        banner.getChildren().setAll(problem.map(List::of).orElseGet(List::of));
        banner.setManaged(problem.isPresent());
    }

    private void showFaults(String name, boolean open) {
        LabParts lab = tools.lab();
        faults.show((open ? gateway.faults(name).size() : 0) + (lab == null ? 0 : lab.faults().of(name).size()));
    }

    private void poll() {
        EndpointRow row = row().orElse(null);
        if (row == null) return;
        boolean open = gateway.endpoints().get().stream().anyMatch(view -> view.name().equals(row.name()));
        showFaults(row.name(), open);
        Map<String, Window.Totals> totals = open ? counters.totals(row.name(), FlowFigures.SECONDS) : Map.of();
        List<RequestRecord> recent = open ? counters.recent(row.name(), RequestTable.SHOWN) : List.of();
        SplitCounts.Seen seen = counts.of(row);
        flow.show(FlowFigures.flow(row, totals, seen.live(), recent, open
                ? counters.connections(row.name())
                : Connections.NONE, selected));
        traffic.seen(seen, row.names());
        scale.poll();
        if (!open) return;
        table.show(recent, row.names(), differing(row), selected);
        long second = Instant.now().getEpochSecond();
        List<Object> now = List.of(second, row.name(), selected);
        // the series are by the second: in between nothing in them is new
        if (now.equals(drawn)) return;
        drawn = now;
        List<Window.Series> series = counters.series(row.name());
        charts.show(series, row, selected);
        series.forEach(each -> flow.history(each.deployment(), each.seconds().stream().skip(Math.max(0, each.seconds()
                .size() - HISTORY)).limit(HISTORY - 1).mapToDouble(window -> window.requests() + window.copies())
                .toArray()));
    }

    /// Ids of the newest requests whose mirrored answer was another one.
    private Set<String> differing(EndpointRow row) {
        LabParts lab = tools.lab();
        if (lab == null) return Set.of();
        return lab.shadows().of(row.name()).values().stream().flatMap(view -> view.examples().stream())
                .map(ShadowView.Example::requestId).collect(Collectors.toSet());
    }

    /// Shows one deployment alone in charts and table; the same again shows all.
    private void choosePart(String name) {
        selected = name.equals(selected) ? "" : name;
        poll();
    }

    private void verify() {
        EndpointRow row = row().orElse(null);
        if (row == null || row.mirrors().isEmpty()) return;
        traffic.verifying();
        List<Deployment> all = deployments.get();
        tools.tasks().start("endpoints.mirror.task", List.of(row.name()), progress -> {
            try {
                MirrorCheck check = MirrorCheck.run(row, all, tools.sender(), counters);
                Fx.later(() -> traffic.hear(row().filter(now -> now.name().equals(row.name())).map(now -> check)
                        .orElse(null)));
            } catch (InterruptedException | RuntimeException e) {
                Fx.later(() -> traffic.hear(null));
                throw e;
            }
        });
    }

    private void apply(SplitModel before, SplitModel wanted) {
        EndpointRow row = row().orElse(null);
        if (row == null || !confirmed(row, before, wanted)) return;
        String name = row.name();
        desk.work().run(() -> workspace.setSplit(name, wanted.traffic(), wanted.mirrorTraffic()), () -> desk.notices()
                .undoable(Text.of("endpoints.applied", name), () -> desk.work().run(() -> workspace.setSplit(name,
                        before.traffic(), before.mirrorTraffic()), () -> {})));
    }

    private boolean confirmed(EndpointRow row, SplitModel before, SplitModel wanted) {
        String last = wanted.tookAll(before);
        boolean off = wanted.isOff() && !before.isOff();
        boolean unwell = row.parts().stream().anyMatch(part -> wanted.weight(part.name()) > before.weight(part.name())
                && !part.ready());
        if (last == null && !off && !unwell) return true;
        String what = off
                ? Text.of("endpoints.confirm.off", row.name())
                : unwell
                        ? Text.of("endpoints.confirm.unwell", row.name())
                        : Text.of("endpoints.confirm.all", row.name(), String.valueOf(last));
        var yes = new ButtonType(Text.of("endpoints.apply"), javafx.scene.control.ButtonBar.ButtonData.OK_DONE);
        var alert = new Alert(Alert.AlertType.CONFIRMATION, what, yes, DialogButtons.cancel());
        alert.setTitle(Text.of("endpoints.confirm.title"));
        alert.setGraphic(null);
        alert.setHeaderText(Text.of("endpoints.confirm.title"));
        var scene = root.getScene();
        if (scene != null) alert.initOwner(scene.getWindow());
        Theme.dress(alert.getDialogPane().getScene());
        return alert.showAndWait().filter(yes::equals).isPresent();
    }

    private Optional<EndpointRow> row() {
        return rows.stream().filter(row -> row.name().equals(chosen)).findFirst();
    }
}
