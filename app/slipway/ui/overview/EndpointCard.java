package slipway.ui.overview;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import javafx.geometry.Pos;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

import org.jspecify.annotations.Nullable;

import slipway.base.Text;
import slipway.base.Units;
import slipway.deploy.Deployment;
import slipway.deploy.DeploymentState;
import slipway.spec.WorkspaceSpec.EndpointFolder;
import slipway.traffic.EndpointView;
import slipway.traffic.Window;
import slipway.ui.Traffic;
import slipway.ui.widget.CopyLabel;
import slipway.ui.widget.Hues;
import slipway.ui.widget.Labels;
import slipway.ui.widget.Sparkline;
import slipway.ui.widget.SplitBar;
import slipway.ui.widget.StatusPill;
import slipway.ui.widget.Tone;

/// One endpoint at a glance: state, address, split, figures, the last five minutes. FX thread.
final class EndpointCard extends VBox {
    private static final int SPAN = 10;
    private static final int POINTS = 60;
    /// Seconds of a point.
    private static final int STEP = 5;

    private final StatusPill state = new StatusPill();
    private final CopyLabel address;
    private final SplitBar bar = new SplitBar();
    private final HBox legend = new HBox(16);
    private final Label rate = Labels.of("–", "figure");
    private final Label p95 = Labels.of("–", "figure");
    private final Label errors = Labels.of("–", "figure");
    private final Sparkline line = new Sparkline(Hues.at(0), 200, 40);
    private final String name;
    private @Nullable List<SplitBar.Part> shown;

    EndpointCard(String name, Runnable open, Consumer<String> copy) {
        this.name = name;
        getStyleClass().add("card");
        setMinWidth(0);
        var title = new Hyperlink(name);
        title.getStyleClass().addAll("heading", "card-link");
        title.setMinWidth(USE_PREF_SIZE);
        title.setOnAction(event -> open.run());
        address = new CopyLabel(copy);
        var head = new HBox(12, title, state, Labels.gap(), address);
        head.setAlignment(Pos.CENTER_LEFT);
        var figures = new GridPane();
        for (int i = 0; i < 3; i++) {
            var third = new ColumnConstraints();
            third.setPercentWidth(100.0 / 3);
            figures.getColumnConstraints().add(third);
        }
        figures.addRow(0, figure("overview.rate", rate), figure("overview.p95", p95),
                figure("overview.errors", errors));
        line.setMaxWidth(Double.MAX_VALUE);
        getChildren().addAll(head, bar, legend, figures, line);
    }

    void show(EndpointFolder folder, @Nullable EndpointView view, List<Deployment> deployments) {
        List<String> names = folder.deployments().stream().map(spec -> spec.name()).toList();
        Map<String, Integer> weights = view != null
                ? view.policy().weights()
                : folder.spec() != null ? folder.spec().traffic() : Map.of();
        boolean listening = view != null && view.port() > 0;
        address.setVisible(listening);
        if (view != null && listening) address.show(view.url(), "127.0.0.1:" + view.port());
        var parts = new ArrayList<SplitBar.Part>();
        weights.forEach((deployment, percent) -> parts.add(new SplitBar.Part(deployment, percent,
                failed(deployment, deployments) ? "split-bad" : Hues.of(deployment, names))));
        state(view, deployments);
        if (parts.equals(shown)) return;
        shown = parts;
        bar.show(parts);
        legend.getChildren().setAll(parts.stream().filter(part -> part.percent() > 0).map(part -> {
            Label who = Labels.of(part.name(), "strong", part.style().equals("split-bad") ? "bad-text" : part.style());
            return new HBox(4, who, Labels.muted(Math.round(part.percent()) + " %"));
        }).toList());
        if (legend.getChildren().isEmpty()) legend.getChildren().add(Labels.muted(Text.of("overview.no-traffic")));
    }

    void tick(Traffic traffic) {
        Window.Totals totals = traffic.totals(name, SPAN).getOrDefault("", Window.Totals.NONE);
        boolean any = totals.requests() > 0;
        rate.setText(Units.number(totals.requestsPerSecond()));
        p95.setText(any ? Units.nanos(totals.p95()) : "–");
        errors.setText(any ? Units.percent((double) totals.errors() / totals.requests()) : "–");
        errors.getStyleClass().remove("bad-text");
        if (totals.errors() > 0) errors.getStyleClass().add("bad-text");
        line.show(perSpan(traffic.series(name)));
    }

    /// Requests of five minutes in [#POINTS] steps of the clock, over all deployments; without news it changes once a
    /// step and not every second.
    static double[] perSpan(List<Window.Series> series) {
        double[] points = new double[POINTS];
        long newest = series.stream().filter(each -> !each.seconds().isEmpty())
                .mapToLong(each -> each.seconds().getLast().epochSecond()).max().orElse(0);
        for (Window.Series each : series) {
            for (Window second : each.seconds()) {
                long at = POINTS - 1 - (newest / STEP - second.epochSecond() / STEP);
                if (at >= 0) points[(int) at] += second.requests();
            }
        }
        return points;
    }

    private void state(@Nullable EndpointView view, List<Deployment> deployments) {
        long failed = deployments.stream().filter(each -> each.state() == DeploymentState.FAILED).count();
        long ready = deployments.stream().filter(each -> each.state() == DeploymentState.READY).count();
        boolean starting = deployments.stream().anyMatch(each -> switch (each.state()) {
            case QUEUED, PREPARING, STARTING -> true;
            case READY, UNHEALTHY, ASLEEP, STOPPING, STOPPED, FAILED -> false;
        });
        boolean unhealthy = deployments.stream().anyMatch(each -> each.state() == DeploymentState.UNHEALTHY);
        if (view != null && view.problem() != null) {
            state.show(Tone.BAD, "fth-x-circle", Text.of("overview.state.deaf"));
        } else if (failed > 0) {
            state.show(Tone.BAD, "fth-x-circle", Text.of("overview.state.failed", failed));
        } else if (unhealthy) {
            state.show(Tone.WARN, "fth-alert-triangle", Text.of("overview.state.unhealthy"));
        } else if (starting) {
            state.show(Tone.WARN, "fth-loader", Text.of("overview.state.starting"));
        } else if (ready > 0) {
            state.show(Tone.GOOD, "fth-check-circle", Text.of("overview.state.serving"));
        } else {
            state.show(Tone.NEUTRAL, "fth-square", Text.of("overview.state.stopped"));
        }
    }

    private static boolean failed(String deployment, List<Deployment> deployments) {
        return deployments.stream().anyMatch(each -> each.spec().name().equals(deployment)
                && each.state() == DeploymentState.FAILED);
    }

    private static VBox figure(String key, Label value) {
        value.setMinWidth(USE_PREF_SIZE);
        return new VBox(2, Labels.muted(Text.of(key)), value);
    }
}
