package slipway.ui.endpoints;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import slipway.base.Text;
import slipway.rollout.SafePlan;
import slipway.rollout.SafeState;
import slipway.rollout.SafeStep;
import slipway.ui.fx.Fx;
import slipway.ui.widget.DetailPane;
import slipway.ui.widget.Labels;

/// The eight steps of a safe rollout under way, with how far it is. It looks every second whether the next step is
/// possible, while it can be seen. FX thread.
final class SafeSteps extends VBox {
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final ProgressBar bar = new ProgressBar(0);
    private final Label far = Labels.of("", "muted");
    private final Label end = Labels.wrapped("", "good-text", "strong");
    private final List<SafeStepRow> rows;
    private final ScrollPane scroll;
    private List<Object> seen = List.of();

    /// `anew` leaves this one as it is and asks for another.
    SafeSteps(SafeRun run, Consumer<String> copy, Runnable anew) {
        super(12);
        SafePlan plan = run.shown().get().state().plan();
        var made = new ArrayList<SafeStepRow>();
        for (SafeStep step : SafeStep.values())
            made.add(new SafeStepRow(step, made.size(), plan, run, copy));
        rows = List.copyOf(made);
        var other = new Button(Text.of("endpoints.rollout.anew"));
        other.setId("safe-anew");
        other.setMinWidth(USE_PREF_SIZE);
        other.setOnAction(event -> anew.run());
        bar.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(bar, Priority.ALWAYS);
        far.setMinWidth(USE_PREF_SIZE);
        var head = new HBox(12, Labels.heading(plan.blue() + " → " + plan.green()), bar, far, other);
        head.setAlignment(Pos.CENTER_LEFT);
        var list = new VBox(2);
        list.getChildren().addAll(rows);
        list.getChildren().add(end);
        scroll = DetailPane.scrolled(list);
        setVgrow(scroll, Priority.ALWAYS);
        getChildren().addAll(head, scroll);
        Fx.follow(this, run.shown(), this::show);
        Fx.poll(this, LOOK, run::look);
    }

    private void show(SafeRun.Shown shown) {
        SafeState state = shown.state();
        int done = state.done().size();
        bar.setProgress((double) done / rows.size());
        far.setText(Text.of("endpoints.rollout.far", done, rows.size()));
        rows.forEach(row -> row.show(shown));
        boolean over = state.next() == null;
        end.setText(over ? Text.of("endpoints.rollout.over", state.plan().green(), state.plan().endpoint()) : "");
        end.setVisible(over);
        end.setManaged(over);
        // a check that comes later may push the button out of view again
        List<Object> now = List.of(done, shown.check() != null, shown.failed() != null);
        if (!now.equals(seen)) Fx.later(() -> scrollTo(done));
        seen = now;
    }

    /// The next step with its button comes into view, and what was done last above it.
    private void scrollTo(int done) {
        scroll.applyCss();
        scroll.layout();
        double room = scroll.getContent().getLayoutBounds().getHeight() - scroll.getViewportBounds().getHeight();
        double top = rows.get(Math.max(0, Math.min(done, rows.size()) - 1)).getBoundsInParent().getMinY();
        scroll.setVvalue(room <= 0 ? 0 : Math.min(1, top / room));
    }
}
