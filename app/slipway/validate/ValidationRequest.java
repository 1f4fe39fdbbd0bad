package slipway.validate;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import slipway.base.StudioException;
import slipway.catalog.fix.Requirement;

/// What to validate and how: the options of MLflow’s own call, and two for where there is no network. Immutable.
///
/// @param model         a model’s folder, or one with a Dockerfile and the model in it
/// @param inputData     the input itself; null where `inputPath` has it, or where the model’s own example is taken
/// @param outputPath    where the answer is written; null for nowhere
/// @param installMlflow whether MLflow is added to an environment whose requirements lack it
/// @param overrides     requirements that take the place of the model’s own, by name
/// @param wheelhouse    a folder that packages come from, and nowhere else; null for pip’s own index
/// @param baseImage     what a container’s image builds on; null for the recipe’s own
public record ValidationRequest(Path model, @Nullable String inputData, @Nullable Path inputPath,
        ContentType contentType, @Nullable Path outputPath, EnvKind envManager, boolean installMlflow,
        List<Requirement> overrides, @Nullable Path wheelhouse, @Nullable String baseImage) {
    /// Of the input.
    public enum ContentType {
        JSON("application/json"), CSV("text/csv");

        private final String media;

        ContentType(String media) {
            this.media = media;
        }

        public String media() {
            return media;
        }

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public ValidationRequest {
        if (inputData != null && inputPath != null) throw StudioException.of("validate.two-inputs");
        overrides = List.copyOf(overrides);
    }

    /// With everything as MLflow has it when nothing is said.
    public static ValidationRequest of(Path model) {
        return new ValidationRequest(model, null, null, ContentType.JSON, null, EnvKind.VIRTUALENV, false, List.of(),
                null, null);
    }
}
