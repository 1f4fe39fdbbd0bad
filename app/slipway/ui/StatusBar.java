package slipway.ui;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;

import slipway.base.Live;
import slipway.base.Text;
import slipway.base.Units;
import slipway.deploy.Deployment;
import slipway.network.Ledger;
import slipway.traffic.EndpointView;
import slipway.traffic.Window;
import slipway.ui.fx.Fx;
import slipway.ui.widget.Icons;
import slipway.ui.widget.Labels;
import slipway.ui.widget.StatusPill;
import slipway.ui.widget.Tone;

/// The bottom line: addresses that a click copies, requests a second, errors, memory of what runs. FX thread.
final class StatusBar extends HBox {
    private static final int SPAN = 5;

    private final HBox addresses = new HBox(12);
    private final Label rate = Labels.of("", "small");
    private final Label errors = Labels.of("", "small");
    private final Label memory = Labels.of("", "small");
    private final StatusPill offline = new StatusPill(Tone.WARN, "fth-wifi-off", Text.of("network.status"));
    private List<String> shown = List.of();

    StatusBar() {
        getStyleClass().add("status-bar");
        offline.setId("status-offline");
        offline.setTooltip(new Tooltip(Text.of("network.status.text")));
        offline.setMinWidth(USE_PREF_SIZE);
        Fx.follow(this, Ledger.OURS.offline(), now -> {
            offline.setVisible(now.on());
            offline.setManaged(now.on());
        });
        addresses.setAlignment(Pos.CENTER_LEFT);
        addresses.setMinWidth(0);
        for (Label label : List.of(rate, errors, memory))
            label.setMinWidth(USE_PREF_SIZE);
        getChildren().addAll(addresses, Labels.gap(), offline, rate, errors, memory);
    }

    /// Follows the running parts from now on.
    void follow(Live<List<EndpointView>> endpoints, Live<List<Deployment>> deployments, Traffic traffic,
            Consumer<String> copy) {
        Fx.follow(this, endpoints, views -> addresses(views, copy));
        var pace = new Pace(() -> endpoints.get().stream().mapToLong(view -> traffic.requestCount(view.name())).sum());
        Fx.poll(this, Duration.ofSeconds(1), pace, () -> figures(endpoints.get(), deployments.get(), traffic));
    }

    private void addresses(List<EndpointView> views, Consumer<String> copy) {
        List<String> now = views.stream().map(view -> view.name() + view.port()).toList();
        if (now.equals(shown)) return;
        shown = now;
        addresses.getChildren().setAll(views.stream().filter(view -> view.port() > 0).map(view -> {
            var button = new Button(view.url().substring("http://".length()), Icons.of("fth-copy"));
            button.setMnemonicParsing(false);
            button.getStyleClass().add("address");
            button.setContentDisplay(javafx.scene.control.ContentDisplay.RIGHT);
            button.setTooltip(new Tooltip(Text.of("shell.status.copy", view.name())));
            button.setAccessibleText(Text.of("shell.status.copy", view.name()));
            button.setOnAction(event -> copy.accept(view.url()));
            Label name = Labels.of(view.name(), "small", "muted");
            name.setMinWidth(USE_PREF_SIZE);
            button.setMinWidth(USE_PREF_SIZE);
            var pair = new HBox(4, name, button);
            pair.setAlignment(Pos.CENTER_LEFT);
            return pair;
        }).toList());
    }

    private void figures(List<EndpointView> endpoints, List<Deployment> deployments, Traffic traffic) {
        double perSecond = 0;
        long requests = 0;
        long failed = 0;
        for (EndpointView view : endpoints) {
            Window.Totals totals = traffic.totals(view.name(), SPAN).getOrDefault("", Window.Totals.NONE);
            perSecond += totals.requestsPerSecond();
            requests += totals.requests();
            failed += totals.errors();
        }
        List<Deployment> running = deployments.stream().filter(deployment -> !deployment.urls().isEmpty()).toList();
        long bytes = running.stream().mapToLong(deployment -> deployment.usage().memoryBytes()).sum();
        rate.setText(Text.of("shell.status.rate", Units.number(perSecond)));
        errors.setText(Text.of("shell.status.errors", requests == 0 ? "–" : Units.percent((double) failed / requests)));
        memory.setText(running.size() == 1
                ? Text.of("shell.status.memory.one", Units.bytes(bytes))
                : Text.of("shell.status.memory", Units.bytes(bytes), running.size()));
        errors.getStyleClass().remove("bad-text");
        if (failed > 0) errors.getStyleClass().add("bad-text");
    }
}
