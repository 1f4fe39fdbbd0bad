package slipway.ui.deployments;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import org.jspecify.annotations.Nullable;

import slipway.base.Live;
import slipway.base.Text;
import slipway.deploy.Deployment;
import slipway.engine.SwarmView;
import slipway.series.SeriesStore;
import slipway.spec.Workspace;
import slipway.ui.Desk;
import slipway.ui.deployments.DeploymentActs.Act;
import slipway.ui.deployments.DeploymentActs.Share;
import slipway.ui.widget.Ago;
import slipway.ui.widget.Icons;
import slipway.ui.widget.Labels;
import slipway.ui.widget.LogTools;
import slipway.ui.widget.LogView;
import slipway.ui.widget.SaveTarget;
import slipway.ui.widget.StatusPill;

/// The selected deployment: what fits to be done to it, and its tabs. FX thread.
final class DeploymentDetail extends VBox {
    private final Fleet deployments;
    private final DeploymentActs acts;
    private final Label name = Labels.heading("");
    private final StatusPill pill = new StatusPill();
    private final Label facts = Labels.muted("");
    private final HBox buttons = new HBox(8);
    private final TabPane tabs = new TabPane();
    private final TimelineView timeline;
    private final LogView logs;
    private final MetricsView metrics;
    private final HealthView health;
    private final SpecView spec;
    private final CommandView command;
    private final ContainerLine container;
    private final Tab calls;
    private final NodesView nodes;
    private final Tab nodesTab;
    private @Nullable DeploymentRow row;
    private @Nullable Deployment shown;
    private @Nullable Tab filled;
    /// The tab that was asked for and is not there yet.
    private String awaited = "";
    private List<Act> shownActs = List.of();

    DeploymentDetail(Desk desk, Fleet deployments, Workspace workspace, DeploymentActs acts, SaveTarget target,
            LogTools tools, SeriesStore series) {
        this.deployments = deployments;
        this.acts = acts;
        health = new HealthView(desk, deployments, workspace);
        timeline = new TimelineView(desk, workspace, acts, () -> openTab("logs"));
        logs = new LogView(desk, target, tools);
        metrics = new MetricsView(desk, series, target);
        spec = new SpecView(desk, workspace);
        command = new CommandView(desk, workspace.root());
        container = new ContainerLine(desk.notices()::copied);
        calls = tab("calls", Text.of("deployments.tab.calls"), new CallsView(deployments::calls));
        nodes = new NodesView(desk.notices()::copied);
        nodesTab = tab("nodes", Text.of("deployments.tab.nodes"), nodes);
        getStyleClass().addAll("detail", "deployment-detail");
        setId("deployment-detail");
        setMinWidth(0);
        buttons.setAlignment(Pos.CENTER_RIGHT);
        buttons.setMinWidth(USE_PREF_SIZE);
        facts.setMinWidth(0);
        name.setMinWidth(USE_PREF_SIZE);
        var header = new HBox(name, pill, facts, Labels.gap(), buttons);
        header.getStyleClass().add("detail-header");
        tabs.getTabs().addAll(tab("timeline", Text.of("deployments.tab.timeline"), timeline),
                tab("logs", Text.of("deployments.tab.logs"), logs),
                tab("metrics", Text.of("deployments.tab.metrics"), metrics),
                tab("health", Text.of("deployments.tab.health"), health),
                tab("spec", Text.of("deployments.tab.spec"), spec),
                tab("command", Text.of("deployments.tab.command"), command));
        tabs.setId("deployment-tabs");
        tabs.getStyleClass().add("slim");
        tabs.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
        tabs.getSelectionModel().selectedItemProperty().addListener(observed -> refresh());
        VBox.setVgrow(tabs, Priority.ALWAYS);
        container.getStyleClass().add("detail-container");
        getChildren().addAll(header, container, tabs);
    }

    private static Tab tab(String id, String text, Node content) {
        var tab = new Tab(text, content);
        tab.setId("tab-" + id);
        return tab;
    }

    /// Shows another deployment; the tab in front stays in front.
    void show(DeploymentRow next) {
        row = next;
        filled = null;
        logs.show(deployments.book(next.id()), next.id());
        refresh();
        refreshUsage();
    }

    /// Shows the newest snapshot of the same deployment.
    void refresh() {
        if (row == null) return;
        Deployment now = row.now();
        showHeader(now);
        // a probe a second is no reason to fill tabs that nobody sees
        Tab front = tabs.getSelectionModel().getSelectedItem();
        if (now.equals(shown) && front.equals(filled)) return;
        Deployment before = front.equals(filled) ? shown : null;
        shown = now;
        filled = front;
        fill(front, now, before);
    }

    /// `before` is what the tab shows now; null where it is to be filled anew.
    private void fill(Tab front, Deployment now, @Nullable Deployment before) {
        if (front.getContent().equals(timeline)) {
            if (before == null || !told(before).equals(told(now))) timeline.show(now);
        } else if (front.getContent().equals(health)) {
            health.show(now);
        } else if (front.getContent().equals(spec)) {
            if (before == null || !before.spec().equals(now.spec())) spec.show(now.spec());
        } else if (front.getContent().equals(command)) {
            command.show(now.spec(), deployments.containers(now.id()));
        } else if (front.getContent().equals(metrics)) {
            metrics.show(now, deployments.all().get());
        }
    }

    /// What the timeline shows of a deployment.
    private static List<Object> told(Deployment of) {
        return List.of(of.id(), of.story(), Optional.ofNullable(of.problem()), of.lastLines(), of.state(), of.past());
    }

    /// Shows the newest readings.
    void refreshUsage() {
        if (row == null) return;
        facts.setText(facts(row.now()));
        showContainer(row.now());
    }

    /// Facts of containers come without news of the deployment; calls are shown where there are containers.
    private void showContainer(Deployment now) {
        container.show(now, deployments.containers(now.id()), deployments.gpus(now.id()));
        place(calls, now.image() != null, tabs.getTabs().size());
    }

    /// Only a swarm has nodes and tasks; the tab stands beside the timeline, since a start that hangs is explained there.
    private void showNodes(Deployment now) {
        Live<SwarmView> swarm = deployments.swarm(now.engine());
        place(nodesTab, swarm != null, 1);
        if (swarm != null) nodes.show(swarm, now.id());
    }

    private void place(Tab tab, boolean wanted, int at) {
        if (wanted == tabs.getTabs().contains(tab)) return;
        if (!wanted) {
            tabs.getTabs().remove(tab);
            return;
        }
        tabs.getTabs().add(Math.min(at, tabs.getTabs().size()), tab);
        if (isAwaited(tab)) front(tab);
    }

    void focusTabs() {
        tabs.requestFocus();
    }

    /// Brings the tab `name` (`logs`, `metrics` …) to the front, at the latest when a deployment is shown that has it.
    void openTab(String name) {
        awaited = "tab-" + name;
        tabs.getTabs().stream().filter(this::isAwaited).findFirst().ifPresent(this::front);
    }

    private boolean isAwaited(Tab tab) {
        return tab.getId().equals(awaited);
    }

    private void front(Tab tab) {
        awaited = "";
        tabs.getSelectionModel().select(tab);
    }

    private void showHeader(Deployment now) {
        name.setText(now.id());
        pill.show(now.state());
        facts.setText(facts(now));
        showContainer(now);
        showNodes(now);
        List<Act> fitting = DeploymentActs.fitting(now);
        if (fitting.equals(shownActs)) return;
        shownActs = fitting;
        buttons.getChildren().setAll(fitting.stream().map(this::button).toList());
    }

    private Button button(Act act) {
        if (act == Act.DELETE || act == Act.EXPORT || act == Act.ROLL_BACK)
            return id(Icons.button(act.icon(), act.text(), () -> run(act)), act);
        var button = new Button(act.text(), Icons.of(act.icon()));
        button.setOnAction(event -> run(act));
        if (act == Act.START || act == Act.RETRY) button.getStyleClass().add("accent");
        return id(button, act);
    }

    private static Button id(Button button, Act act) {
        button.setId("detail-" + act.name().toLowerCase(java.util.Locale.ROOT));
        return button;
    }

    private void run(Act act) {
        if (row != null) acts.run(act, row.now());
    }

    private String facts(Deployment now) {
        String what = Text.of("deployments.facts", DeploymentsTable.modelTitle(now), now.engine(),
                Ago.words(Duration.between(now.since(), Instant.now())));
        if (now.past().back()) what += " · " + Text.of("deployments.facts.back");
        Share share = acts.share(now.spec());
        if (share.live() > 0)
            return what + " · " + Text.of("deployments.facts.live", share.live(), now.spec().endpoint());
        if (share.mirror() > 0) return what + " · " + Text.of("deployments.facts.mirror", share.mirror());
        return what + " · " + Text.of("deployments.facts.no-traffic");
    }
}
