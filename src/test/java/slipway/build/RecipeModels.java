package slipway.build;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import slipway.catalog.Model;
import slipway.contract.Signature;

/// Models of formats that the catalog may not know, as far as recipes look at them.
final class RecipeModels {
    private RecipeModels() {}

    static Model model(Path path, String format, @Nullable String framework, String... contains) {
        return new Model(path, path.getFileName().toString(), "Iris  Model_", "2", format, framework, List.of(contains),
                List.of("mlflow", "sagemaker"), 1, "0".repeat(64), Signature.UNKNOWN, List.of(), null, null, null,
                Map.of(), List.of());
    }
}
