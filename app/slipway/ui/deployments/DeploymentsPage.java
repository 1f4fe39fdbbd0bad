package slipway.ui.deployments;

import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import javafx.beans.InvalidationListener;
import javafx.beans.Observable;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.transformation.FilteredList;
import javafx.collections.transformation.SortedList;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.SplitPane;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

import org.jspecify.annotations.Nullable;

import slipway.base.Text;
import slipway.deploy.Deployment;
import slipway.deploy.Deployments;
import slipway.engine.Engines;
import slipway.series.SeriesStore;
import slipway.spec.Workspace;
import slipway.ui.Asker;
import slipway.ui.Command;
import slipway.ui.DeployDialogs;
import slipway.ui.Desk;
import slipway.ui.ExportDialogs;
import slipway.ui.Page;
import slipway.ui.fx.Fx;
import slipway.ui.widget.Card;
import slipway.ui.widget.Dividers;
import slipway.ui.widget.EmptyState;
import slipway.ui.widget.FilterChips;
import slipway.ui.widget.LogTools;
import slipway.ui.widget.PageHeader;
import slipway.ui.widget.PageKey;
import slipway.ui.widget.SaveTarget;
import slipway.ui.widget.Sheets;
import slipway.ui.widget.TextScale;

/// The Deployments page: what runs as what, how it fares, and the detail of the one selected. FX thread.
public final class DeploymentsPage implements Page {
    private static final Duration PAUSE = Duration.ofSeconds(1);
    /// More rows than these scroll unless the person moves the divider.
    private static final int MOST_ROWS = 8;
    private static final double LEAST_DETAIL = 200;
    /// As deployments.css has it.
    private static final double DIVIDER = 16;

    private final Fleet deployments;
    private final DeployDialogs dialogs;
    private final DeploymentActs acts;
    private final DeploymentDetail detail;
    private final ObservableList<DeploymentRow> rows = FXCollections
            .observableArrayList(row -> new Observable[]{row.deployment()});
    private final FilteredList<DeploymentRow> filtered = new FilteredList<>(rows);
    private final DeploymentsTable table;
    private final FilterChips<StateFilter> chips;
    private final SplitPane split = new SplitPane();
    private final StackPane body = new StackPane();
    private @Nullable VBox view;
    private @Nullable String wanted;
    private boolean dividerMoved;

    public DeploymentsPage(Desk desk, Deployments deployments, Engines engines, Workspace workspace,
            DeployDialogs dialogs, LogTools logs, SeriesStore series, ExportDialogs exports) {
        this(desk, Fleet.of(deployments, engines), workspace, dialogs, Asker.dialog(), SaveTarget.CHOOSER, logs,
                series, exports);
    }

    DeploymentsPage(Desk desk, Fleet deployments, Workspace workspace, DeployDialogs dialogs, Asker asker,
            SaveTarget target, SeriesStore series, ExportDialogs exports) {
        this(desk, deployments, workspace, dialogs, asker, target, LogTools.alone(), series, exports);
    }

    private DeploymentsPage(Desk desk, Fleet deployments, Workspace workspace, DeployDialogs dialogs, Asker asker,
            SaveTarget target, LogTools logs, SeriesStore series, ExportDialogs exports) {
        this.deployments = deployments;
        this.dialogs = dialogs;
        acts = new DeploymentActs(desk, deployments, workspace, asker, exports);
        detail = new DeploymentDetail(desk, deployments, workspace, acts, target, logs, series);
        table = new DeploymentsTable(new SortedList<>(filtered), acts, detail::focusTabs,
                desk.notices()::copied);
        Map<StateFilter, String> words = new LinkedHashMap<>();
        for (StateFilter filter : StateFilter.values())
            words.put(filter, filter.word());
        chips = new FilterChips<>(words, this::filter);
    }

    /// What the palette offers of each of `all`, on a page that may not be made yet.
    public static List<Command> commands(List<Deployment> all, Supplier<DeploymentsPage> page) {
        return all.stream()
                .filter(each -> DeploymentActs.fitting(each).contains(DeploymentActs.Act.ROLL_BACK))
                .map(each -> new Command(Text.of("shell.group.do"), Text.of("deployments.back.command", each.id()),
                        DeploymentActs.Act.ROLL_BACK.icon(), "",
                        () -> page.get().acts.run(DeploymentActs.Act.ROLL_BACK, each)))
                .toList();
    }

    @Override
    public String id() {
        return "deployments";
    }

    @Override
    public String icon() {
        return "fth-server";
    }

    @Override
    public Region view() {
        if (view == null) view = build();
        return view;
    }

    /// `iris/green`, or with the tab to show `iris/green#logs`: timeline, nodes, logs, metrics, health, spec, command, calls.
    @Override
    public void select(String which) {
        int hash = which.indexOf('#');
        String what = hash < 0 ? which : which.substring(0, hash);
        wanted = what;
        view();
        if (hash >= 0) detail.openTab(which.substring(hash + 1));
        if (rows.stream().anyMatch(row -> row.id().equals(what) && !chips.choice().takes(row.now()))) {
            chips.choose(StateFilter.ALL);
        }
        selectWanted();
    }

    private VBox build() {
        var header = new PageHeader(Text.of("page.deployments.title"), chips);
        header.action("fth-plus", Text.of("deployments.deploy"), () -> dialogs.open(null), "success")
                .setId("deployments-deploy");
        var card = new Card().flush().with(table);
        VBox.setVgrow(table, Priority.ALWAYS);
        card.setMinHeight(120);
        detail.setMinHeight(LEAST_DETAIL);
        split.setOrientation(Orientation.VERTICAL);
        split.getItems().setAll(card, detail);
        split.heightProperty().addListener(observed -> place());
        table.getItems().addListener((InvalidationListener) observed -> place());
        split.addEventFilter(MouseEvent.MOUSE_DRAGGED, event -> {
            if (event.getTarget() instanceof Node node && onDivider(node)) dividerMoved = true;
        });
        Dividers.byKeyboard(split, () -> dividerMoved = true);
        split.getStyleClass().add("deployments-split");
        SplitPane.setResizableWithParent(card, false);
        table.getSelectionModel().selectedItemProperty().addListener((observed, old, row) -> {
            if (row != null) detail.show(row);
        });
        VBox.setVgrow(body, Priority.ALWAYS);
        var page = new VBox(header, body);
        page.getStyleClass().add("page");
        Sheets.wear(page, "deployments");
        PageKey.on(page, "Shortcut+E", () -> act(DeploymentActs.Act.EXPORT));
        Fx.follow(page, deployments.all(), this::show);
        Fx.poll(page, PAUSE, this::pollUsage);
        return page;
    }

    private void act(DeploymentActs.Act act) {
        DeploymentRow row = table.getSelectionModel().getSelectedItem();
        if (row != null) acts.run(act, row.now());
    }

    private void show(List<Deployment> all) {
        DeploymentRow.sync(rows, all);
        var counts = new EnumMap<StateFilter, Long>(StateFilter.class);
        for (StateFilter filter : StateFilter.values())
            counts.put(filter, filter.count(all));
        counts.forEach(chips::count);
        if (all.isEmpty()) body.getChildren().setAll(empty());
        else if (!body.getChildren().contains(split)) body.getChildren().setAll(split);
        detail.refresh();
        selectWanted();
    }

    /// As much for the table as its rows need, until the person has moved the divider.
    private void place() {
        double height = split.getHeight();
        if (dividerMoved || height <= 0) return;
        double rows = Math.clamp(table.getItems().size(), 2, MOST_ROWS);
        double wish = TextScale.of(DeploymentsTable.HEAD + rows * DeploymentsTable.ROW) + 2;
        // the divider stands around its position
        double divider = DIVIDER / 2;
        split.setDividerPositions(Math.min(wish + divider, height - LEAST_DETAIL - divider) / height);
    }

    private static boolean onDivider(Node node) {
        for (@Nullable
        Node at = node; at != null; at = at.getParent()) {
            if (at.getStyleClass().contains("split-pane-divider")) return true;
        }
        return false;
    }

    private EmptyState empty() {
        return new EmptyState("fth-server", Text.of("deployments.empty.title"), Text.of("deployments.empty.text"))
                .action(Text.of("deployments.deploy"), () -> dialogs.open(null));
    }

    private void selectWanted() {
        if (wanted != null) {
            for (DeploymentRow row : table.getItems()) {
                if (!row.id().equals(wanted)) continue;
                wanted = null;
                table.getSelectionModel().select(row);
                table.scrollTo(row);
                return;
            }
        }
        if (table.getSelectionModel().getSelectedItem() == null && !table.getItems().isEmpty()) {
            table.getSelectionModel().selectFirst();
        }
    }

    private void filter(StateFilter choice) {
        DeploymentRow kept = table.getSelectionModel().getSelectedItem();
        filtered.setPredicate(row -> choice.takes(row.now()));
        if (kept != null && filtered.contains(kept)) table.getSelectionModel().select(kept);
        selectWanted();
    }

    private void pollUsage() {
        for (DeploymentRow row : rows)
            row.usage(deployments.usage(row.id()));
        detail.refreshUsage();
    }
}
