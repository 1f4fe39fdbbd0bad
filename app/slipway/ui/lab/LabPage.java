package slipway.ui.lab;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

import slipway.base.Live;
import slipway.base.Tasks;
import slipway.base.Text;
import slipway.deploy.Deployment;
import slipway.record.Recordings;
import slipway.spec.Workspace;
import slipway.traffic.Gateway;
import slipway.ui.Desk;
import slipway.ui.LabParts;
import slipway.ui.Page;
import slipway.ui.fx.Fx;
import slipway.ui.widget.Chip;
import slipway.ui.widget.DetailPane;
import slipway.ui.widget.EmptyState;
import slipway.ui.widget.EndpointChooser;
import slipway.ui.widget.OpenTarget;
import slipway.ui.widget.PageHeader;
import slipway.ui.widget.SaveTarget;

/// Load, recordings, practice faults and rollouts of one endpoint. FX thread.
public final class LabPage implements Page {
    /// Below it the cards stand in one column.
    private static final double NARROW = 1080;
    private static final Duration POLL = Duration.ofSeconds(1);

    private final Desk desk;
    private final Workspace workspace;
    private final Gateway gateway;
    private final Live<List<Deployment>> deployments;
    private final StackPane root = new StackPane();
    private final VBox page = new VBox();
    private final EndpointChooser chooser = new EndpointChooser(this::choose);
    private final PageHeader header = new PageHeader(Text.of("page.lab.title"));
    private final Label only = Chip.of("");
    private final FaultBanner faultBanner;
    private final LoadCard load;
    private final RunsCard runs;
    private final RecordingsCard recordings;
    private final FaultsCard faults;
    private final SwapsCard swaps = new SwapsCard();
    private final ShadowCard shadow;
    private final RolloutView rollout;
    private final LabParts parts;
    private final GridPane columns = new GridPane();
    private final VBox left = new VBox(16);
    private final VBox right = new VBox(16);
    private List<LabEndpoint> endpoints = List.of();
    private List<LoadData> saved = List.of();
    private List<Object> shown = List.of();
    private String chosen = "";
    private volatile String proving = "";
    private volatile Proofs proofs = Proofs.NONE;
    private boolean arranged;
    private boolean isNarrow;
    private boolean built;

    /// `going` has what was started on a page before this one.
    public LabPage(Desk desk, Tasks tasks, Workspace workspace, Gateway gateway, Live<List<Deployment>> deployments,
            LabParts parts, LabRuns going, OpenTarget open, SaveTarget save, Consumer<Path> folders) {
        this.desk = desk;
        this.workspace = workspace;
        this.gateway = gateway;
        this.deployments = deployments;
        this.parts = parts;
        rollout = new RolloutView(desk, parts.rollouts(), parts.state(), folders);
        shadow = new ShadowCard(desk);
        runs = new RunsCard(desk, parts.runs(), save, () -> {});
        load = new LoadCard(desk, tasks, parts.load(), parts.runs(), going, open, runs::refresh);
        faults = new FaultsCard(desk, gateway, parts.faults(), this::showFaults);
        recordings = new RecordingsCard(desk, tasks, Recordings.in(parts.state()), going, save);
        faultBanner = new FaultBanner(faults::clear);
    }

    @Override
    public String id() {
        return "lab";
    }

    @Override
    public String icon() {
        return "fth-activity";
    }

    @Override
    public Region view() {
        if (!built) build();
        return root;
    }

    /// `iris` or `iris/green`: shows the endpoint.
    @Override
    public void select(String what) {
        String name = what.contains("/") ? what.substring(0, what.indexOf('/')) : what;
        if (name.isEmpty()) return;
        if (built) choose(name);
        else
            chosen = name;
    }

    private void build() {
        built = true;
        root.getStylesheets().add(Objects.requireNonNull(LabPage.class.getResource("/css/lab.css")).toExternalForm());
        header.getChildren().addAll(1, List.of(only, chooser, rollout.pill()));
        header.getChildren().add(rollout.actions());
        columns.setHgap(16);
        columns.setVgap(16);
        page.getStyleClass().add("page");
        page.getChildren().addAll(header, faultBanner, rollout.interrupted(), rollout.strip(), columns);
        arrange(false);
        root.widthProperty().addListener((observed, old, width) -> arrange(width.doubleValue() < NARROW));
        Fx.follow(root, workspace.spec(), spec -> refresh());
        Fx.follow(root, gateway.endpoints(), views -> refresh());
        Fx.follow(root, deployments, all -> refresh());
        Fx.poll(root, POLL, this::prove, this::showProofs);
        runs.refresh();
        desk.work().run(parts.rollouts()::refresh, () -> {});
    }

    private void arrange(boolean narrow) {
        if (arranged && narrow == isNarrow) return;
        arranged = true;
        isNarrow = narrow;
        left.getChildren().clear();
        right.getChildren().clear();
        if (narrow) {
            left.getChildren().setAll(rollout.chart().node(), rollout.verdict().node(), load.node(), runs.node(),
                    recordings.node());
            right.getChildren().setAll(faults.node(), swaps.node(), shadow.node(), rollout.log().node());
        } else {
            left.getChildren().setAll(rollout.chart().node(), load.node(), runs.node(), recordings.node(),
                    rollout.log().node());
            right.getChildren().setAll(rollout.verdict().node(), faults.node(), swaps.node(), shadow.node());
        }
        columns.getColumnConstraints().clear();
        columns.getChildren().clear();
        for (double share : narrow ? new double[]{100} : new double[]{61, 39}) {
            var column = new ColumnConstraints();
            column.setPercentWidth(share);
            column.setHgrow(Priority.ALWAYS);
            columns.getColumnConstraints().add(column);
        }
        columns.add(left, 0, 0);
        columns.add(right, narrow ? 0 : 1, narrow ? 1 : 0);
    }

    private void refresh() {
        endpoints = workspace.spec().get().endpoints().stream().map(folder -> LabEndpoint.of(workspace.root(), folder,
                gateway.endpoints().get(), deployments.get())).toList();
        List<Object> told = List.of(endpoints, chosen);
        if (told.equals(shown)) return;
        if (endpoints.isEmpty()) {
            root.getChildren().setAll(new EmptyState("fth-activity", Text.of("lab.empty.title"), Text.of(
                    "lab.empty.text")).action(Text.of("lab.empty.action"), () -> desk.navigator().open("models", "")));
            return;
        }
        boolean other = endpoint().isEmpty();
        if (other) chosen = endpoints.getFirst().name();
        if (root.getChildren().isEmpty() || root.getChildren().getFirst() instanceof EmptyState) {
            root.getChildren().setAll(DetailPane.live(page));
            readSaved(chosen);
        }
        shown = List.of(endpoints, chosen);
        chooser.show(endpoints.stream().map(LabEndpoint::name).toList(), chosen);
        only.setText(chosen);
        Fields.shown(only, endpoints.size() == 1);
        endpoint().ifPresent(this::show);
    }

    private void choose(String name) {
        if (name.equals(chosen)) return;
        chosen = name;
        saved = List.of();
        refresh();
        readSaved(name);
    }

    private void show(LabEndpoint now) {
        var requests = new ArrayList<>(saved);
        requests.addAll(now.examples());
        load.show(now, requests);
        recordings.show(now);
        faults.show(now);
        rollout.show(now);
        proving = now.name();
        showFaults();
    }

    private void showFaults() {
        faultBanner.show(faults.words());
    }

    /// On the poll’s own thread; says whether there is news.
    private boolean prove() {
        String name = proving;
        if (name.isEmpty()) return false;
        Proofs now = Proofs.of(name, parts.stage(), parts.shadows());
        if (now.equals(proofs)) return false;
        proofs = now;
        return true;
    }

    private void showProofs() {
        Proofs now = proofs;
        swaps.show(now.endpoint().equals(chosen) ? now.swaps() : List.of());
        shadow.show(now.endpoint().equals(chosen) ? now.shadows() : Map.of());
    }

    /// The endpoint’s saved requests, read beside the FX thread.
    private void readSaved(String name) {
        var found = new AtomicReference<List<LoadData>>(List.of());
        desk.work().run(() -> found.set(SavedRequests.of(workspace.root(), name)), () -> {
            if (!name.equals(chosen) || found.get().equals(saved)) return;
            saved = found.get();
            endpoint().ifPresent(this::show);
        });
    }

    private Optional<LabEndpoint> endpoint() {
        return endpoints.stream().filter(each -> each.name().equals(chosen)).findFirst();
    }
}
