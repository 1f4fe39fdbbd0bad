package slipway.ui.checks;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.stage.Window;

import org.jspecify.annotations.Nullable;

import slipway.base.Tasks;
import slipway.base.Text;
import slipway.catalog.Model;
import slipway.check.ChecksView.Row;
import slipway.validate.Validator;

/// What can be tried beside a check: what platforms would do, and MLflow's own validation of the chosen model. FX thread.
public final class RehearseMenu extends MenuButton {
    private static final String MLFLOW = "mlflow";

    private final Ground ground;
    private final Consumer<String> copy;
    private final MenuItem validate = new MenuItem();
    private @Nullable Model chosen;

    /// What it works with.
    ///
    /// @param models   the catalog's model at a path
    /// @param measured deployments that run
    public record Ground(Validator validator, Tasks tasks, Function<Path, Optional<Model>> models,
            Supplier<List<Measured>> measured) {}

    RehearseMenu(Ground ground, Consumer<String> copy) {
        super(Text.of("rehearse.open"));
        this.ground = ground;
        this.copy = copy;
        setId("checks-rehearse");
        var platforms = new MenuItem(Text.of("rehearse.title") + "…");
        platforms.setOnAction(event -> platforms());
        validate.setOnAction(event -> validate());
        getItems().setAll(platforms, validate);
        show(null);
    }

    /// The row that a validation means from now on; one without a model of MLflow has none.
    void show(@Nullable Row row) {
        Path folder = row == null ? null : row.target().folder();
        chosen = folder == null
                ? null
                : ground.models().apply(folder).filter(model -> model.format().equals(MLFLOW)).orElse(null);
        validate.setDisable(chosen == null);
        validate.setText(chosen == null
                ? Text.of("validate.dialog.none")
                : Text.of("validate.dialog.title", chosen.title()) + "…");
    }

    void platforms() {
        RehearseDialog.show(window(), RehearseDialog.Part.HEALTH, ground.measured().get(), copy);
    }

    private void validate() {
        Model model = chosen;
        if (model != null) ValidateDialog.show(window(), model, ground.validator(), ground.tasks(), copy);
    }

    private @Nullable Window window() {
        return getScene() == null ? null : getScene().getWindow();
    }
}
