package slipway.ui.monitor;

import java.util.List;
import java.util.Map;
import java.util.Objects;

import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import slipway.base.Activity;
import slipway.base.Live;
import slipway.base.Text;
import slipway.deploy.Deployment;
import slipway.series.SeriesStore;
import slipway.ui.Desk;
import slipway.ui.Page;
import slipway.ui.widget.PageHeader;
import slipway.ui.widget.SaveTarget;
import slipway.ui.widget.Sheets;

/// What runs, over time: logs of one deployment or several, charts on one time axis, and all that was done. FX thread.
public final class MonitorPage implements Page {
    private final VBox root = new VBox();
    private final LogsTab logs;
    private final MetricsTab metrics;
    private final ActivityTab activity;
    private final TabPane tabs = new TabPane();
    private final Map<String, Tab> named;
    private boolean built;

    public MonitorPage(Desk desk, Live<List<Deployment>> deployments, Activity activity, LogsGround ground,
            SeriesStore series) {
        this.logs = new LogsTab(desk, deployments, ground);
        this.metrics = new MetricsTab(desk, deployments, series, SaveTarget.CHOOSER);
        this.activity = new ActivityTab(desk, activity);
        named = Map.of("logs", new Tab(Text.of("monitor.logs")), "metrics", new Tab(Text.of("monitor.metrics")),
                "activity", new Tab(Text.of("monitor.activity")));
    }

    @Override
    public String id() {
        return "monitor";
    }

    @Override
    public String icon() {
        return "fth-bar-chart-2";
    }

    @Override
    public Region view() {
        if (!built) build();
        return root;
    }

    private void build() {
        built = true;
        root.getStyleClass().add("page");
        Sheets.wear(root, "monitor");
        tabs.setId("monitor-tabs");
        tabs.getStyleClass().add("slim");
        tabs.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
        tab("logs").setContent(logs.view());
        tab("metrics").setContent(metrics.view());
        tab("activity").setContent(activity.view());
        tabs.getTabs().setAll(tab("logs"), tab("metrics"), tab("activity"));
        VBox.setVgrow(tabs, Priority.ALWAYS);
        root.getChildren().addAll(new PageHeader(Text.of("page.monitor.title")), tabs);
    }

    private Tab tab(String name) {
        return Objects.requireNonNull(named.get(name));
    }

    /// `logs`, `metrics` or `activity`, with what to show there behind a colon: `logs:iris/blue`.
    @Override
    public void select(String what) {
        if (what.isEmpty()) return;
        int colon = what.indexOf(':');
        String name = colon < 0 ? what : what.substring(0, colon);
        Tab tab = named.get(name);
        if (tab == null) return;
        view();
        tabs.getSelectionModel().select(tab);
        String rest = colon < 0 ? "" : what.substring(colon + 1);
        if (rest.isEmpty()) return;
        switch (name) {
            case "logs" -> logs.select(rest);
            case "metrics" -> metrics.select(rest);
            default -> activity.select(rest);
        }
    }
}
