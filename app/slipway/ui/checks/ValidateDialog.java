package slipway.ui.checks;

import java.nio.file.InvalidPathException;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import javafx.scene.control.Button;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Dialog;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.stage.Window;

import org.jspecify.annotations.Nullable;

import slipway.base.Deed;
import slipway.base.Progress;
import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.base.Text;
import slipway.catalog.Model;
import slipway.ui.Theme;
import slipway.ui.fx.Fx;
import slipway.ui.widget.CodeBlock;
import slipway.ui.widget.DialogButtons;
import slipway.validate.ValidationRequest;
import slipway.validate.ValidationResult;
import slipway.validate.Validator;

/// Validates an MLflow model before it is deployed: options at the left, what came of it at the right. Closing it
/// cancels what runs. FX thread; the validation runs in a task of its own.
final class ValidateDialog {
    /// Fits a window of 1024×700.
    private static final double WIDTH = 980;
    private static final double HEIGHT = 640;
    private static final double FORM = 410;

    private final Validator validator;
    private final Tasks tasks;
    private final String title;
    private final ValidateForm form;
    private final ValidateOutcome outcome;
    private final CodeBlock command;
    private final Button go = new Button(Text.of("validate.dialog.go"));
    private final AtomicReference<Tasks.@Nullable Task> running = new AtomicReference<>();

    private ValidateDialog(Model model, Validator validator, Tasks tasks, Consumer<String> copy) {
        this.validator = validator;
        this.tasks = tasks;
        this.title = model.title();
        this.outcome = new ValidateOutcome(copy);
        this.command = new CodeBlock("validate-command", copy);
        this.form = new ValidateForm(model.path(), model.inputExample() != null, this::changed);
        go.setId("validate-go");
        go.getStyleClass().add("accent");
        go.setDefaultButton(true);
        go.setOnAction(event -> start());
        command.rows(4);
    }

    /// `copy` takes a text for the clipboard: [slipway.ui.Notices#copied].
    static void show(@Nullable Window owner, Model model, Validator validator, Tasks tasks, Consumer<String> copy) {
        var self = new ValidateDialog(model, validator, tasks, copy);
        self.changed();
        var dialog = new Dialog<ButtonType>();
        dialog.initOwner(owner);
        dialog.setTitle(Text.of("validate.dialog.title", model.title()));
        dialog.setHeaderText(null);
        dialog.setResizable(true);
        dialog.getDialogPane().getButtonTypes().setAll(DialogButtons.close());
        dialog.getDialogPane().setContent(self.content());
        dialog.getDialogPane().setPrefSize(WIDTH, HEIGHT);
        dialog.getDialogPane().setId("validate-dialog");
        dialog.getDialogPane().getStylesheets().add(ChecksPage.SHEET);
        Theme.dress(dialog.getDialogPane().getScene());
        dialog.setOnHidden(event -> self.cancel());
        dialog.show();
    }

    private HBox content() {
        var left = new VBox(form, command, go);
        left.getStyleClass().add("validate-left");
        ScrollPane fields = scrolled(left);
        fields.setMinWidth(FORM);
        fields.setPrefWidth(FORM);
        ScrollPane result = scrolled(outcome);
        HBox.setHgrow(result, Priority.ALWAYS);
        return new HBox(16, fields, result);
    }

    private static ScrollPane scrolled(VBox content) {
        var pane = new ScrollPane(content);
        pane.setFitToWidth(true);
        pane.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        return pane;
    }

    private void changed() {
        try {
            command.show(form.command());
            go.setDisable(running.get() != null || !form.complete());
        } catch (StudioException e) {
            command.show(e.problem().what());
            go.setDisable(true);
        } catch (InvalidPathException e) {
            command.show(Text.of("validate.dialog.no-path", e.getInput()));
            go.setDisable(true);
        }
    }

    private void start() {
        ValidationRequest request = form.request();
        String twin = form.command().replace("\\\n  ", "");
        go.setDisable(true);
        outcome.running(this::cancel);
        running.set(tasks.start("validate.task", List.of(title), progress -> {
            Deed.twin(twin);
            try {
                ValidationResult result = validator.validate(request, told(progress));
                Fx.later(() -> done(() -> outcome.show(result)));
            } catch (RuntimeException e) {
                Fx.later(() -> done(() -> outcome.failed(StudioException.problemOf(e))));
                throw e;
            } catch (InterruptedException e) {
                Fx.later(() -> done(outcome::nothing));
                throw e;
            }
        }));
    }

    /// The task centre and this dialog both tell how far it is.
    private Progress told(Progress progress) {
        return new Progress(report -> {
            progress.stage(report.stage(), report.args().toArray());
            progress.count(report.done(), report.total(), report.unit());
            String text = Progress.textOf(report, "");
            Fx.later(() -> outcome.stage(text));
        });
    }

    private void done(Runnable show) {
        running.set(null);
        changed();
        show.run();
    }

    private void cancel() {
        Tasks.Task task = running.get();
        if (task != null) task.cancel();
    }
}
