package slipway.ui.checks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import atlantafx.base.theme.Styles;
import org.jspecify.annotations.Nullable;

import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.base.Text;
import slipway.rehearse.HealthRules;
import slipway.rehearse.HealthRun;
import slipway.rehearse.HealthTimeline;
import slipway.rehearse.Trace;
import slipway.ui.widget.Chip;
import slipway.ui.widget.DetailPane;
import slipway.ui.widget.Labels;
import slipway.ui.widget.TextScale;

/// A trace of a container at the top, and below what each platform would make of it. FX thread.
final class HealthView extends VBox {
    private static final String FIRST = "ready=40,dead=601";
    /// Names by the trace that each stands for.
    private static final Map<String, String> PRESETS = new LinkedHashMap<>();

    static {
        PRESETS.put(FIRST, "rehearse.health.dies");
        PRESETS.put("ready=40", "rehearse.health.good");
        PRESETS.put("dead=0", "rehearse.health.never");
        PRESETS.put("ready=620", "rehearse.health.late");
        PRESETS.put("ready=40,slow=300:2.5", "rehearse.health.slow");
        PRESETS.put("ready=40,dead=615,recover=665", "rehearse.health.hiccup");
        PRESETS.put("ready=40,error=601", "rehearse.health.errors");
    }

    private final TextField trace = new TextField();
    private final TextField policy = new TextField();
    private final Label fault = Labels.wrapped("", "bad-text");
    private final VBox lanes = new VBox();

    HealthView() {
        getStyleClass().add("rehearse-view");
        trace.setId("health-trace");
        trace.setAccessibleText(Text.of("rehearse.health.trace"));
        policy.setId("health-policy");
        policy.setPromptText("10m/30s/3s/3/10m");
        policy.setAccessibleText(Text.of("rehearse.health.policy"));
        policy.prefWidthProperty().bind(TextScale.times(170));
        policy.minWidthProperty().bind(TextScale.times(170));
        HBox.setHgrow(trace, Priority.ALWAYS);
        for (TextField field : List.of(trace, policy)) {
            field.getStyleClass().add("mono");
            field.textProperty().addListener(observed -> simulate());
        }
        fault.setId("health-fault");
        fault.managedProperty().bind(fault.textProperty().isNotEmpty());
        lanes.setId("health-lanes");
        lanes.getStyleClass().add("health-lanes");
        var presets = new FlowPane(8, 8);
        PRESETS.forEach((steps, key) -> presets.getChildren().add(Chip.button("", Text.of(key),
                () -> trace.setText(steps))));
        var fields = new HBox(8, label("rehearse.health.trace"), trace, label("rehearse.health.policy"), policy);
        fields.getStyleClass().add("rehearse-line");
        ScrollPane scroll = DetailPane.scrolled(lanes);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().addAll(Labels.wrapped(Text.of("rehearse.health.about"), "muted"), presets, fields, fault, scroll);
        trace.setText(FIRST);
    }

    private static Label label(String key) {
        Label label = Labels.of(Text.of(key), "muted");
        label.setMinWidth(USE_PREF_SIZE);
        return label;
    }

    private void simulate() {
        try {
            show(Trace.parse(trace.getText()));
            say(null);
        } catch (StudioException e) {
            say(e.problem());
        }
    }

    private void say(@Nullable Problem problem) {
        boolean own = problem != null && problem.code().equals("rehearse.policy");
        fault.setText(problem == null ? "" : problem.what() + " " + problem.why() + " " + problem.fix());
        trace.pseudoClassStateChanged(Styles.STATE_DANGER, problem != null && !own);
        policy.pseudoClassStateChanged(Styles.STATE_DANGER, own);
    }

    private void show(Trace followed) {
        var rules = new ArrayList<>(HealthRules.all());
        if (!policy.getText().isBlank()) rules.add(HealthRules.own(policy.getText()));
        // platforms that probe alike share a lane
        Map<List<Object>, List<HealthRules>> alike = rules.stream().collect(Collectors.groupingBy(
                each -> List.of(each.policy(), each.style(), each.note()), LinkedHashMap::new, Collectors.toList()));
        Map<HealthTimeline, String> timelines = new LinkedHashMap<>();
        alike.values().forEach(same -> timelines.put(HealthRun.of(same.getFirst(), followed),
                same.stream().map(HealthRules::title).collect(Collectors.joining(", "))));
        Duration span = timelines.keySet().stream().map(HealthTimeline::span).max(Duration::compareTo)
                .orElse(Duration.ZERO);
        lanes.getChildren().setAll(new HealthLane(followed, span));
        timelines.forEach((each, titles) -> lanes.getChildren().add(new HealthLane(each, titles, span)));
    }
}
