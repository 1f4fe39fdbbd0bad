package slipway.ui.deployments;

import java.util.List;

import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import slipway.deploy.Deployment;
import slipway.series.SeriesStore;
import slipway.ui.Desk;
import slipway.ui.widget.Hues;
import slipway.ui.widget.MetricSubject;
import slipway.ui.widget.MetricsPanel;
import slipway.ui.widget.SaveTarget;

/// Everything measured of the deployment selected. FX thread.
final class MetricsView extends VBox {
    private final MetricsPanel panel;

    MetricsView(Desk desk, SeriesStore series, SaveTarget target) {
        panel = new MetricsPanel(desk, series, target, System::currentTimeMillis);
        VBox.setVgrow(panel, Priority.ALWAYS);
        getStyleClass().addAll("detail-body", "metrics");
        getChildren().add(panel);
    }

    /// In the colour that it has among `all` of its endpoint.
    void show(Deployment deployment, List<Deployment> all) {
        List<String> names = all.stream().filter(each -> each.spec().endpoint().equals(deployment.spec().endpoint()))
                .map(each -> each.spec().name()).toList();
        panel.show(List.of(new MetricSubject(deployment.id(), Hues.of(deployment.spec().name(), names), deployment
                .spec().slipway().cpus(), deployment.spec().slipway().memoryBytes())));
    }
}
