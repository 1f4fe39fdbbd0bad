package slipway.ui.deployments;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
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

/// The Dockerfile that a model's recipe builds from, before it is built, to be changed; [#unkept] is what deploying keeps
/// of it. FX thread; the model is read off it.
final class RecipeView extends VBox {
    private final Desk desk;
    private final Label title = Labels.strong(Text.of("deploy-form.recipe"));
    private final Label edited = new Label(Text.of("deploy-form.recipe.edited"), Icons.of("fth-edit-3"));
    private final Button reset = new Button(Text.of("deploy-form.recipe.reset"), Icons.of("fth-rotate-ccw"));
    private final CodeBlock code;
    private String asked = "";
    private @Nullable Recipe recipe;
    private String kept = "";

    RecipeView(Desk desk) {
        super(8);
        this.desk = desk;
        setId("deploy-recipe");
        code = new CodeBlock("recipe-text", desk.notices()::copied);
        code.onEdit(this::changed);
        edited.setId("recipe-edited");
        edited.getStyleClass().add("text-muted");
        edited.setMinWidth(Label.USE_PREF_SIZE);
        reset.setMnemonicParsing(false);
        reset.setId("recipe-reset");
        reset.setMinWidth(Button.USE_PREF_SIZE);
        reset.setOnAction(event -> reset());
        title.setMinWidth(0);
        var head = new HBox(8, title, edited, Labels.gap(), reset);
        head.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
        VBox.setVgrow(code, Priority.ALWAYS);
        getChildren().setAll(head, code);
    }

    void show(@Nullable Model model, String contract) {
        String key = model == null ? "" : model.path() + " " + contract;
        if (key.equals(asked)) return;
        asked = key;
        display(null, "");
        if (model == null) return;
        var found = new AtomicReference<Optional<Recipe>>(Optional.empty());
        var text = new AtomicReference<>("");
        desk.work().run(() -> {
            found.set(recipe(model, contract));
            text.set(found.get().map(Recipe::dockerfile).orElse(""));
        }, () -> {
            if (!asked.equals(key)) return;
            Recipe now = found.get().orElse(null);
            display(now, now == null ? Text.of("deploy-form.recipe.none") : text.get());
        });
    }

    private void display(@Nullable Recipe now, String text) {
        recipe = now;
        kept = text;
        code.setDisable(now == null);
        code.show(text);
        changed();
    }

    private void changed() {
        Recipe now = recipe;
        boolean own = now != null && !code.text().equals(now.generated());
        edited.setVisible(own);
        reset.setVisible(own);
        if (now != null) edited.setTooltip(new Tooltip(Text.of("deploy-form.recipe.edited.where", now.file())));
    }

    private void reset() {
        if (recipe != null) code.show(recipe.generated());
    }

    /// Writes down what the person changed here; does nothing where there is nothing new. For a task. An empty text asks
    /// for the generated one.
    Runnable unkept() {
        Recipe now = recipe;
        String text = code.text();
        if (now == null || text.equals(kept)) return () -> {};
        return () -> now.save(text.isBlank() ? now.generated() : text);
    }

    /// Empty too where the model cannot be read: the deploy story says why.
    private static Optional<Recipe> recipe(Model model, String contract) {
        try {
            return Contracts.byId(contract).flatMap(of -> Recipes.forModel(model, of));
        } catch (StudioException e) {
            return Optional.empty();
        }
    }
}
