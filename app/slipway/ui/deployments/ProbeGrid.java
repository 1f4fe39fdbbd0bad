package slipway.ui.deployments;

import java.time.Duration;
import java.util.Optional;

import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;

import org.jspecify.annotations.Nullable;

import slipway.base.Text;
import slipway.base.Units;
import slipway.contract.HealthPolicy;
import slipway.deploy.Deployment;
import slipway.deploy.ProbeFacts;
import slipway.spec.DeploymentSpec.ProbeSpec;
import slipway.ui.widget.Labels;

/// How a deployment is probed here, beside what its platform does. FX thread.
final class ProbeGrid extends GridPane {
    private @Nullable ProbeFacts shown;

    ProbeGrid() {
        getStyleClass().add("probes");
        setId("health-settings");
    }

    void show(Deployment deployment) {
        Optional<ProbeFacts> facts = ProbeFacts.of(deployment);
        if (facts.isEmpty()) {
            shown = null;
            getChildren().clear();
            return;
        }
        if (facts.get().equals(shown)) return;
        shown = facts.get();
        fill(facts.get());
    }

    private void fill(ProbeFacts facts) {
        getChildren().clear();
        HealthPolicy policy = facts.policy();
        addRow(0, head(""), head(Text.of("health.alive")), head(Text.of("health.ready")),
                head(Text.of("notify.probe.platform", facts.platform())));
        String port = facts.port() == 0 ? "" : ":" + facts.port();
        row(Text.of("notify.probe.asks"), "GET " + port + facts.alivePath(), "GET " + port + facts.readyPath(), "");
        row(Text.of("notify.probe.period"), time(facts.alive().period()), time(facts.ready().period()),
                time(policy.interval()));
        row(Text.of("notify.probe.timeout"), time(facts.alive().timeout()), time(facts.ready().timeout()),
                time(policy.timeout()));
        row(Text.of("notify.probe.failures"), count(facts.alive().failureThreshold()),
                count(facts.ready().failureThreshold()), count(policy.retries()));
        row(Text.of("notify.probe.successes"), count(facts.alive().successThreshold()),
                count(facts.ready().successThreshold()), count(1));
        row(Text.of("notify.probe.start"), time(budget(facts.alive())), time(budget(facts.ready())),
                time(policy.startLimit()));
    }

    /// How long a start may take before it is given up.
    private static Duration budget(ProbeSpec probe) {
        return probe.initialDelay().plus(probe.period().multipliedBy(Math.max(1, probe.failureThreshold())));
    }

    private void row(String name, String alive, String ready, String platform) {
        Label label = Labels.of(name, "muted");
        label.setMinWidth(USE_PREF_SIZE);
        addRow(getRowCount(), label, Labels.mono(alive), Labels.mono(ready), Labels.mono(platform));
    }

    private static String time(Duration time) {
        return Units.nanos(time.toNanos());
    }

    private static String count(int count) {
        return String.valueOf(count);
    }

    private static Label head(String text) {
        Label label = Labels.of(text, "muted", "small");
        label.setMinWidth(USE_PREF_SIZE);
        return label;
    }
}
