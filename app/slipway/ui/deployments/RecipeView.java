package slipway.ui.deployments;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import org.jspecify.annotations.Nullable;

import slipway.base.StudioException;
import slipway.base.Text;
import slipway.build.Recipe;
import slipway.build.Recipes;
import slipway.catalog.Model;
import slipway.contract.Contracts;
import slipway.ui.Desk;
import slipway.ui.widget.CodeBlock;
import slipway.ui.widget.Icons;
import slipway.ui.widget.Labels;

/// The Dockerfile that a model's recipe builds from, before it is built. FX thread; the model is read off it.
final class RecipeView extends VBox {
    private final Desk desk;
    private final Label title = Labels.strong(Text.of("deploy-form.recipe"));
    private final Button edit = new Button(Text.of("deploy-form.recipe.edit"), Icons.of("fth-edit-3"));
    private final CodeBlock code;
    private String asked = "";
    private @Nullable Recipe recipe;

    RecipeView(Desk desk) {
        super(8);
        this.desk = desk;
        setId("deploy-recipe");
        code = new CodeBlock("recipe-text", desk.notices()::copied);
        edit.setMnemonicParsing(false);
        edit.setId("recipe-edit");
        edit.setMinWidth(Button.USE_PREF_SIZE);
        edit.setOnAction(event -> offer());
        title.setMinWidth(0);
        var head = new HBox(8, title, Labels.gap(), edit);
        head.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
        VBox.setVgrow(code, Priority.ALWAYS);
        getChildren().setAll(head, code);
    }

    void show(@Nullable Model model, String contract) {
        String key = model == null ? "" : model.path() + " " + contract;
        if (key.equals(asked)) return;
        asked = key;
        recipe = null;
        edit.setDisable(true);
        code.show("");
        if (model == null) return;
        var found = new AtomicReference<Optional<Recipe>>(Optional.empty());
        var text = new AtomicReference<>("");
        desk.work().run(() -> {
            found.set(recipe(model, contract));
            text.set(found.get().map(Recipe::dockerfile).orElse(""));
        }, () -> {
            if (asked.equals(key)) show(found.get().orElse(null), text.get());
        });
    }

    private void show(@Nullable Recipe now, String text) {
        recipe = now;
        edit.setDisable(now == null);
        code.show(now == null ? Text.of("deploy-form.recipe.none") : text);
    }

    /// Empty too where the model cannot be read: the deploy story says why.
    private static Optional<Recipe> recipe(Model model, String contract) {
        try {
            return Contracts.byId(contract).flatMap(of -> Recipes.forModel(model, of));
        } catch (StudioException e) {
            return Optional.empty();
        }
    }

    private void offer() {
        Recipe now = recipe;
        if (now == null) return;
        desk.work().run(now::offer, () -> desk.notices().done(Text.of("deploy-form.recipe.kept", now.file())));
    }
}
