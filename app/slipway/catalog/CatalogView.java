package slipway.catalog;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import slipway.base.Problem;

/// The catalog as last scanned, models by name then version. `scanning` while a scan is under way.
public record CatalogView(List<Model> models, List<Broken> problems, long elapsedMillis, boolean scanning) {
    public static final CatalogView EMPTY = new CatalogView(List.of(), List.of(), 0, false);

    /// A file that should be a model and cannot be read; `path` relative to the scanned root.
    public record Broken(String path, Problem problem) {}

    public Optional<Model> at(Path path) {
        return models.stream().filter(model -> model.path().equals(path.toAbsolutePath().normalize())).findFirst();
    }

    public Optional<Model> named(String name, String version) {
        return models.stream().filter(model -> model.name().equals(name) && version.equals(model.version()))
                .findFirst();
    }
}
