package slipway.ui.models;

import java.util.function.BiConsumer;

import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import org.jspecify.annotations.Nullable;

import slipway.base.Problem;
import slipway.base.Text;
import slipway.catalog.fix.Dependencies;
import slipway.ui.widget.Labels;

/// One line to add a requirement with, or to change the one that was chosen; says what is wrong with it. FX thread.
final class RequirementForm extends VBox {
    private final TextField field = new TextField();
    private final Button submit = new Button();
    private final Button cancel = new Button(Text.of("models.dependencies.cancel"));
    private final Label problem = Labels.wrapped("", "bad-text");
    private @Nullable String instead;

    /// `done` gets the text and the name of the package that it stands for, null where it is new.
    RequirementForm(BiConsumer<String, @Nullable String> done) {
        super(8);
        field.setId("requirement-text");
        field.setPromptText(Text.of("models.dependencies.prompt"));
        field.setAccessibleText(Text.of("models.dependencies.requirements"));
        field.getStyleClass().add("mono");
        HBox.setHgrow(field, Priority.ALWAYS);
        submit.setId("requirement-submit");
        submit.setMinWidth(Button.USE_PREF_SIZE);
        submit.disableProperty().bind(field.textProperty().map(String::isBlank));
        submit.setOnAction(event -> done.accept(field.getText(), instead));
        field.setOnAction(event -> submit.fire());
        cancel.setId("requirement-cancel");
        cancel.setMinWidth(Button.USE_PREF_SIZE);
        cancel.setOnAction(event -> clear());
        problem.setId("requirement-problem");
        getChildren().addAll(new HBox(8, field, submit, cancel), problem);
        clear();
    }

    /// Ready for a new one.
    void clear() {
        take(null, "");
    }

    void edit(Dependencies.Entry entry) {
        take(entry.name(), entry.text());
        field.requestFocus();
        field.end();
    }

    private void take(@Nullable String name, String text) {
        instead = name;
        field.setText(text);
        submit.setText(Text.of(name == null ? "models.dependencies.add" : "models.dependencies.change"));
        cancel.setVisible(name != null);
        cancel.setManaged(name != null);
        says(null);
    }

    /// What is wrong, or null.
    void says(@Nullable Problem what) {
        problem.setText(what == null ? "" : what.why() + " " + what.fix());
        problem.setVisible(what != null);
        problem.setManaged(what != null);
    }
}
