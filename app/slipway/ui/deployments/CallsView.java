package slipway.ui.deployments;

import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.function.Supplier;

import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import slipway.base.Text;
import slipway.base.Units;
import slipway.engine.docker.EngineCalls.Call;
import slipway.ui.fx.Fx;
import slipway.ui.widget.DetailPane;
import slipway.ui.widget.Labels;
import slipway.ui.widget.StatusPill;
import slipway.ui.widget.Tone;

/// What was asked of the container engine lately and how it went, newest first. FX thread.
final class CallsView extends VBox {
    private static final int LISTED = 100;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS")
            .withZone(ZoneId.systemDefault());

    private final GridPane grid = new GridPane();
    private List<Call> listed = List.of();

    CallsView(Supplier<List<Call>> calls) {
        grid.getStyleClass().add("probes");
        grid.setId("engine-calls");
        var body = new VBox(grid);
        body.getStyleClass().add("detail-body");
        ScrollPane scroll = DetailPane.scrolled(body);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().add(scroll);
        show(List.of());
        Fx.poll(this, Duration.ofSeconds(1), () -> {
            List<Call> now = calls.get();
            if (!now.equals(listed)) show(now);
        });
    }

    private void show(List<Call> all) {
        listed = all;
        grid.getChildren().clear();
        if (all.isEmpty()) {
            grid.add(Labels.muted(Text.of("calls.none")), 0, 0);
            return;
        }
        grid.addRow(0, head(Text.of("calls.time")), head(Text.of("calls.what")), head(Text.of("calls.answer")),
                head(Text.of("calls.took")), head(Text.of("calls.detail")));
        int line = 1;
        for (Call call : all.subList(0, Math.min(LISTED, all.size())))
            add(line++, call);
    }

    private void add(int line, Call call) {
        Label time = Labels.mono(TIME.format(call.at()));
        time.setMinWidth(USE_PREF_SIZE);
        Label what = Labels.mono(call.times() > 1 ? call.what() + " ×" + call.times() : call.what());
        what.setMinWidth(USE_PREF_SIZE);
        boolean good = call.failed() == null;
        var answer = new StatusPill(good ? Tone.GOOD : Tone.BAD, good ? "fth-check" : "fth-x",
                good ? Text.of("calls.good") : Text.of("calls.bad"));
        Label took = Labels.mono(Units.nanos(call.nanos()));
        took.setMinWidth(USE_PREF_SIZE);
        Label detail = Labels.of(call.detail().lines().findFirst().orElse(""), "muted");
        detail.setMinWidth(0);
        if (!call.detail().isEmpty()) detail.setTooltip(new Tooltip(call.detail()));
        grid.addRow(line, time, what, answer, took, detail);
    }

    private static Label head(String text) {
        Label label = Labels.of(text, "muted", "small");
        label.setMinWidth(USE_PREF_SIZE);
        return label;
    }
}
