package slipway.ui.lab;

import java.util.ArrayList;
import java.util.List;

import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import slipway.base.Text;
import slipway.rollout.PlanStep;
import slipway.rollout.RolloutState;
import slipway.rollout.StepState;
import slipway.ui.widget.Labels;

/// The steps of a rollout as a strip: a bar each, its share, and how far it is in words. FX thread.
final class StepStrip extends HBox {
    private final List<Step> steps = new ArrayList<>();

    /// The nodes of one step.
    private static final class Step extends VBox {
        private final Region bar = new Region();
        private final Label name = Labels.of("", "strong");
        private final Label words = Labels.of("", "muted", "small");

        Step() {
            super(6);
            bar.getStyleClass().add("step-bar");
            getChildren().setAll(bar, name, words);
            HBox.setHgrow(this, Priority.ALWAYS);
            setPrefWidth(10);
            setMinWidth(0);
        }

        void show(PlanStep step, StepState state, boolean moves) {
            name.setText(title(step));
            words.setText(StepStrip.words(state, moves));
            String style = switch (state.status()) {
                case WAITING -> "step-waiting";
                case RUNNING -> "step-running";
                case PASSED -> "step-passed";
                case FAILED -> "step-failed";
            };
            if (!getStyleClass().contains(style)) getStyleClass().setAll(style);
            setAccessibleText(name.getText() + ": " + words.getText());
        }
    }

    StepStrip() {
        super(8);
        getStyleClass().add("card");
        setId("step-strip");
    }

    void show(RolloutState state) {
        List<PlanStep> plan = state.plan().steps();
        while (steps.size() < plan.size())
            steps.add(new Step());
        if (getChildren().size() != plan.size()) getChildren().setAll(steps.subList(0, plan.size()));
        boolean moves = state.status() == RolloutState.Status.RUNNING;
        for (int i = 0; i < plan.size(); i++)
            steps.get(i).show(plan.get(i), state.steps().get(i), moves);
    }

    static String title(PlanStep step) {
        return step.mirror()
                ? Text.of("lab.step.mirror", step.percent())
                : Text.of("lab.step.live", step.percent());
    }

    private static String words(StepState state, boolean moves) {
        String requests = Labels.count(state.requests());
        return switch (state.status()) {
            case WAITING -> Text.of("lab.step.waiting");
            case RUNNING -> Text.of(moves ? "lab.step.running" : "lab.step.stands", requests);
            case PASSED -> Text.of("lab.step.passed", requests);
            case FAILED -> Text.of("lab.step.failed", requests);
        };
    }
}
