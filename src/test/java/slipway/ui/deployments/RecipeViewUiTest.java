package slipway.ui.deployments;

import java.nio.file.Files;
import java.nio.file.Path;

import javafx.scene.control.TextArea;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.build.Recipe;
import slipway.build.Recipes;
import slipway.catalog.Catalog;
import slipway.catalog.Model;
import slipway.contract.Contracts;
import slipway.testkit.Sources;
import slipway.testkit.TestDesk;
import slipway.testkit.UiTest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// A recipe's Dockerfile is changed in the dialog, kept with the model when it is deployed, and taken back again.
class RecipeViewUiTest extends UiTest {
    @TempDir
    private Path folder;
    private final TestDesk desk = new TestDesk();
    private Model model;
    private RecipeView view;

    @BeforeEach
    void open() throws Exception {
        Path sample = Sources.base().resolve("sample-models/iris/2");
        for (String file : new String[]{"MLmodel", "model.onnx"})
            Files.copy(sample.resolve(file), folder.resolve(file));
        model = Catalog.read(folder);
        view = shown();
    }

    private RecipeView shown() {
        RecipeView made = fx(() -> new RecipeView(desk.desk()));
        show(made, 560, 480);
        fxRun(() -> made.show(model, "mlflow"));
        settle();
        return made;
    }

    private Recipe recipe() {
        return Recipes.forModel(model, Contracts.byId("mlflow").orElseThrow()).orElseThrow();
    }

    private void type(String text) {
        fxRun(() -> lookup("#recipe-text").queryAs(TextArea.class).setText(text));
        settle();
    }

    private boolean marked() {
        return lookup("#recipe-edited").query().isVisible() && lookup("#recipe-reset").query().isVisible();
    }

    @Test
    void whatIsChangedIsKeptWhenItIsDeployedAndShownAgain() {
        String generated = recipe().dockerfile();
        assertEquals(generated, lookup("#recipe-text").queryAs(TextArea.class).getText());
        assertFalse(marked());
        fx(view::unkept).run();
        assertFalse(Files.exists(recipe().file()), "nothing changed, nothing written");

        type(generated + "LABEL team=blue\n");
        assertTrue(marked());
        shot("deploy-recipe-edited");
        assertFalse(Files.exists(recipe().file()), "not before it is deployed");
        fx(view::unkept).run();
        assertEquals(generated + "LABEL team=blue\n", recipe().dockerfile());

        view = shown();
        assertEquals(generated + "LABEL team=blue\n", lookup("#recipe-text").queryAs(TextArea.class).getText());
        assertTrue(marked());
        clickOn("#recipe-reset");
        assertEquals(generated, lookup("#recipe-text").queryAs(TextArea.class).getText());
        assertFalse(marked());
        fx(view::unkept).run();
        assertFalse(recipe().edited());
    }

    @Test
    void anEmptyTextAsksForTheGeneratedOne() {
        type("  \n");
        fx(view::unkept).run();
        assertFalse(recipe().edited());
        assertEquals(recipe().generated(), recipe().dockerfile());
    }
}
