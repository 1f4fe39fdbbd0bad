package slipway.ui.monitor;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import javafx.scene.control.ToggleButton;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

import slipway.base.Live;
import slipway.base.Text;
import slipway.deploy.Deployment;
import slipway.series.SeriesStore;
import slipway.ui.Desk;
import slipway.ui.fx.Fx;
import slipway.ui.widget.EmptyState;
import slipway.ui.widget.Hues;
import slipway.ui.widget.MetricSubject;
import slipway.ui.widget.MetricsPanel;
import slipway.ui.widget.SaveTarget;

/// The charts of the deployments chosen on one time axis; the first that is seen running is chosen at first. FX thread.
final class MetricsTab {
    private final StackPane root = new StackPane();
    private final FlowPane chips = new FlowPane(8, 6);
    private final MetricsPanel panel;
    private final VBox body;
    private final Region nothing = new EmptyState("fth-activity", Text.of("metrics.empty.title"), Text.of(
            "metrics.empty.text"));
    private final Set<String> chosen = new LinkedHashSet<>();
    private final Live<List<Deployment>> deployments;

    MetricsTab(Desk desk, Live<List<Deployment>> deployments, SeriesStore series, SaveTarget target) {
        this.deployments = deployments;
        panel = new MetricsPanel(desk, series, target, System::currentTimeMillis);
        VBox.setVgrow(panel, Priority.ALWAYS);
        chips.setId("metrics-deployments");
        body = new VBox(12, chips, panel);
        body.getStyleClass().add("metrics-tab");
        root.setMinHeight(0);
        Fx.follow(root, deployments, MetricsTab::shown, this::show);
    }

    Region view() {
        return root;
    }

    /// `iris/blue`, or several with commas.
    void select(String what) {
        chosen.clear();
        chosen.addAll(List.of(what.split(",")));
        show(deployments.get());
    }

    /// What this tab tells apart of the deployments.
    private static List<Object> shown(List<Deployment> all) {
        return all.stream().<Object>map(each -> List.of(subject(each, all), each.state().active())).toList();
    }

    private void show(List<Deployment> all) {
        root.getChildren().setAll(all.isEmpty() ? nothing : body);
        if (all.isEmpty()) return;
        chosen.removeIf(id -> all.stream().noneMatch(each -> each.id().equals(id)));
        if (chosen.isEmpty()) {
            chosen.add(all.stream().filter(each -> each.state().active()).findFirst().orElse(all.getFirst()).id());
        }
        List<MetricSubject> subjects = subjects(all);
        chips.getChildren().setAll(subjects.stream().map(this::chip).toList());
        panel.show(subjects.stream().filter(each -> chosen.contains(each.id())).toList());
    }

    private ToggleButton chip(MetricSubject subject) {
        var chip = new ToggleButton(subject.id());
        chip.setMnemonicParsing(false);
        chip.getStyleClass().addAll("chip", "metrics-chip", subject.hue());
        chip.setId("chip-" + subject.id().replace('/', '-'));
        chip.setSelected(chosen.contains(subject.id()));
        chip.setOnAction(event -> {
            if (chip.isSelected()) chosen.add(subject.id());
            // one is always shown
            else if (chosen.size() > 1) chosen.remove(subject.id());
            show(deployments.get());
        });
        return chip;
    }

    /// With a colour of its own for each chosen one: those of two endpoints would be the same.
    private List<MetricSubject> subjects(List<Deployment> all) {
        var used = new LinkedHashSet<String>();
        var subjects = new ArrayList<MetricSubject>();
        for (Deployment each : all) {
            MetricSubject own = subject(each, all);
            String hue = own.hue();
            if (chosen.contains(each.id())) {
                for (int i = 0; i < Hues.COUNT && used.contains(hue); i++)
                    hue = Hues.at(i);
                used.add(hue);
            }
            subjects.add(new MetricSubject(own.id(), hue, own.cpus(), own.memoryBytes()));
        }
        return subjects;
    }

    private static MetricSubject subject(Deployment of, List<Deployment> all) {
        List<String> names = all.stream().filter(each -> each.spec().endpoint().equals(of.spec().endpoint()))
                .map(each -> each.spec().name()).toList();
        return new MetricSubject(of.id(), Hues.of(of.spec().name(), names), of.spec().slipway().cpus(), of.spec()
                .slipway().memoryBytes());
    }
}
