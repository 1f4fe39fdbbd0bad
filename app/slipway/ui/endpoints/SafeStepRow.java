package slipway.ui.endpoints;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;

import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

import org.jspecify.annotations.Nullable;

import slipway.base.Problem;
import slipway.base.Text;
import slipway.rollout.SafePlan;
import slipway.rollout.SafeState;
import slipway.rollout.SafeStep;
import slipway.ui.widget.CopyLabel;
import slipway.ui.widget.Icons;
import slipway.ui.widget.Labels;
import slipway.ui.widget.ProblemBanner;
import slipway.ui.widget.Tone;

/// One of the eight steps: its number or tick, what it does, what came of it; the next one with its check, its button
/// and its command, the last one done with its way back. Keeps its nodes. FX thread.
final class SafeStepRow extends HBox {
    private final SafeStep step;
    private final int place;
    private final Consumer<String> copy;
    private final StackPane mark = new StackPane();
    private final Label title = Labels.strong("");
    private final Label result = Labels.wrapped("", "good-text", "small");
    private final StackPane banner = new StackPane();
    private final Button act = new Button(Text.of("endpoints.rollout.do"));
    private final Button undo = new Button(Text.of("endpoints.rollout.undo"));
    private final Label working = Labels.of("", "muted", "small");
    private final Button stop = new Button(Text.of("endpoints.rollout.stop"));
    private final CopyLabel command;
    private final HBox buttons = new HBox(8, act, undo, working, stop);
    private final Label about;
    private List<Object> marked = List.of();
    private List<@Nullable Object> said = List.of();

    /// @param place of the step, from 0
    SafeStepRow(SafeStep step, int place, SafePlan plan, SafeRun run, Consumer<String> copy) {
        super(12);
        this.step = step;
        this.place = place;
        this.copy = copy;
        command = new CopyLabel(copy);
        String name = step.name().toLowerCase(Locale.ROOT).replace('_', '-');
        about = Labels.wrapped(SafeTwin.about(step, plan), "muted");
        getStyleClass().add("safe-step");
        setId("safe-step-" + name);
        title.setText(step.title(plan));
        act.getStyleClass().add("accent");
        act.setId("safe-do-" + name);
        act.setOnAction(event -> run.next());
        undo.setId("safe-undo-" + name);
        undo.setOnAction(event -> run.undo());
        stop.setOnAction(event -> run.stop());
        buttons.getStyleClass().add("safe-buttons");
        var words = new VBox(4, title, about, result, banner, buttons, command);
        words.setMinWidth(0);
        setHgrow(words, Priority.ALWAYS);
        mark.getStyleClass().add("step-mark");
        getChildren().addAll(new VBox(mark), words);
    }

    void show(SafeRun.Shown shown) {
        SafeState state = shown.state();
        boolean done = place < state.done().size();
        boolean next = step == state.next();
        boolean last = done && place == state.done().size() - 1;
        boolean busy = shown.busy() && (state.busy() == null ? next : step == state.busy());
        mark(done, next);
        result.setText(done ? state.done().get(place).result().text() : "");
        place(result, done);
        place(about, next || busy);
        place(act, next);
        act.setDisable(!shown.possible());
        place(undo, last && !busy);
        undo.setDisable(shown.busy());
        working.setText(busy ? Text.of("endpoints.rollout.working") : "");
        place(working, busy);
        place(stop, busy);
        place(buttons, next || last || busy);
        place(command, next);
        if (next) {
            String twin = SafeTwin.of(step, state.plan(), SafeTwin.before(state));
            command.show(twin, twin);
        }
        say(next, shown);
    }

    private void mark(boolean done, boolean next) {
        List<Object> now = List.of(done, next);
        if (now.equals(marked)) return;
        marked = now;
        mark.getChildren().setAll(done
                ? Icons.of("fth-check", Tone.GOOD.style())
                : Labels.of(String.valueOf(place + 1), "strong", "small"));
        mark.getStyleClass().setAll("step-mark", done ? "step-done" : next ? "step-open" : "step-later");
        title.getStyleClass().setAll("label", done || next ? "strong" : "muted");
    }

    private void say(boolean next, SafeRun.Shown shown) {
        Problem failed = next ? shown.failed() : null;
        var check = next && !shown.busy() ? shown.check() : null;
        Problem refused = check == null ? null : check.refused();
        Problem warned = check == null ? null : check.warned();
        List<@Nullable Object> now = java.util.Arrays.asList(failed, refused, warned);
        if (Objects.equals(now, said)) return;
        said = now;
        Problem what = failed != null ? failed : refused != null ? refused : warned;
        banner.getChildren().clear();
        if (what != null) {
            var problem = new ProblemBanner(what, copy);
            banner.getChildren().add(failed == null ? problem.mild() : problem);
        }
        place(banner, what != null);
    }

    private static void place(Node node, boolean there) {
        node.setVisible(there);
        node.setManaged(there);
    }
}
