package slipway.ui.lab;

import java.util.Objects;
import java.util.function.Consumer;

import javafx.event.ActionEvent;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Dialog;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

import slipway.base.StudioException;
import slipway.base.Text;
import slipway.base.Twin;
import slipway.rollout.RolloutPlan;
import slipway.rollout.RolloutTwin;
import slipway.ui.Asker;
import slipway.ui.Theme;
import slipway.ui.widget.DialogButtons;
import slipway.ui.widget.Labels;

/// Asks for a new rollout and stays open until the plan can be. FX thread.
final class RolloutDialog {
    private RolloutDialog() {}

    /// `copy` takes the command-line twin, `go` the plan.
    static void ask(LabEndpoint to, Consumer<String> copy, Consumer<RolloutPlan> go) {
        var form = new RolloutForm(to, "");
        Label wrong = Labels.wrapped("", "bad-text");
        wrong.setId("rollout-wrong");
        form.onChange(() -> wrong.setText(""));
        var yes = new ButtonType(Text.of("lab.plan.start"), ButtonBar.ButtonData.OK_DONE);
        var command = new ButtonType(Text.of("lab.copy-command"), ButtonBar.ButtonData.LEFT);
        var dialog = new Dialog<RolloutPlan>();
        dialog.initOwner(Asker.focused());
        dialog.setTitle(Text.of("lab.plan.title", to.name()));
        dialog.setHeaderText(Text.of("lab.plan.title", to.name()));
        var pane = dialog.getDialogPane();
        pane.getButtonTypes().setAll(command, DialogButtons.cancel(), yes);
        pane.setContent(new VBox(12, form, wrong));
        pane.setPrefWidth(700);
        pane.setId("rollout-dialog");
        Theme.dress(pane.getScene());
        var plan = new RolloutPlan[1];
        var start = (Button) Objects.requireNonNull(pane.lookupButton(yes));
        start.setId("rollout-start");
        start.getStyleClass().add("accent");
        start.addEventFilter(ActionEvent.ACTION, event -> {
            String problem = judge(form, plan);
            wrong.setText(problem);
            if (!problem.isEmpty()) event.consume();
        });
        Objects.requireNonNull(pane.lookupButton(command)).addEventFilter(ActionEvent.ACTION, event -> {
            form.ask().ifPresent(ask -> copy(ask, to, copy, wrong));
            event.consume();
        });
        dialog.setResultConverter(button -> yes.equals(button) ? plan[0] : null);
        dialog.setOnHidden(event -> {
            if (dialog.getResult() != null) go.accept(dialog.getResult());
        });
        dialog.show();
    }

    private static void copy(RolloutAsk ask, LabEndpoint to, Consumer<String> copy, Label wrong) {
        try {
            copy.accept(Twin.in(to.root(), RolloutTwin.of(ask.plan())));
        } catch (StudioException e) {
            wrong.setText(e.problem().what() + " " + e.problem().fix());
        }
    }

    /// Empty where the plan can be, which is in `plan` then.
    private static String judge(RolloutForm form, RolloutPlan[] plan) {
        var ask = form.ask();
        if (ask.isEmpty()) return Text.of("lab.plan.wrong");
        try {
            plan[0] = ask.get().plan();
            return "";
        } catch (StudioException e) {
            return e.problem().what() + " " + e.problem().fix();
        }
    }
}
