package slipway.catalog;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import slipway.base.Problem;

/// The catalog as last scanned, models by name then version. `scanning` while a scan is under way.
///
/// @param problems files that should be models and cannot be read
/// @param missing  models that were there and are not any more, as they were last seen
/// @param marks    what people said of models, by absolute path; may name ones that are not here
public record CatalogView(List<Model> models, List<Broken> problems, List<Model> missing, Map<Path, Mark> marks,
        long elapsedMillis, boolean scanning) {
    public static final CatalogView EMPTY = new CatalogView(List.of(), List.of(), 0, false);

    /// One where nothing is missing or marked.
    public CatalogView(List<Model> models, List<Broken> problems, long elapsedMillis, boolean scanning) {
        this(models, problems, List.of(), Map.of(), elapsedMillis, scanning);
    }

    /// A file that should be a model and cannot be read; `path` relative to the scanned root.
    public record Broken(Path file, String path, Problem problem) {}

    public Optional<Model> at(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        return models.stream().filter(model -> model.path().equals(absolute)).findFirst();
    }

    public Optional<Model> named(String name, String version) {
        return models.stream().filter(model -> model.name().equals(name) && version.equals(model.version()))
                .findFirst();
    }

    /// The models that are not put away.
    public List<Model> active() {
        return models.stream().filter(model -> !mark(model.path()).archived()).toList();
    }

    /// What people said of the model at the absolute `path`.
    public Mark mark(Path path) {
        return marks.getOrDefault(path, Mark.NONE);
    }

    CatalogView scanning(boolean now) {
        return new CatalogView(models, problems, missing, marks, elapsedMillis, now);
    }

    CatalogView withMarks(Map<Path, Mark> next) {
        return new CatalogView(models, problems, missing, next, elapsedMillis, scanning);
    }

    /// What stands in `roots`.
    static CatalogView of(Collection<ScannedFolder> roots, Collection<Model> missing, Map<Path, Mark> marks,
            long millis) {
        var models = new ArrayList<Model>();
        var problems = new ArrayList<Broken>();
        for (ScannedFolder root : roots) {
            root.each(folder -> {
                if (folder.model() != null) models.add(folder.model());
                if (folder.problem() != null) problems.add(broken(root.path(), folder.path(), folder.problem()));
                for (ScannedFolder.ScannedFile file : folder.files()) {
                    if (file.model() != null) models.add(file.model());
                    if (file.problem() != null)
                        problems.add(broken(root.path(), folder.path().resolve(file.name()), file.problem()));
                }
            });
        }
        return new CatalogView(sorted(models),
                problems.stream().sorted(Comparator.comparing(Broken::path)).toList(), sorted(missing),
                marks, millis, false);
    }

    private static Broken broken(Path root, Path path, Problem problem) {
        return new Broken(path, FolderHash.relative(root, path), problem);
    }

    private static List<Model> sorted(Collection<Model> models) {
        record Place(String name, String version, String path, Model model) {}
        return models.stream()
                .map(model -> new Place(model.name(), padded(model.version()), model.relativePath(), model))
                .sorted(Comparator.comparing(Place::name).thenComparing(Place::version).thenComparing(Place::path))
                .map(Place::model).toList();
    }

    /// So that numbers compare as numbers.
    private static String padded(@Nullable String version) {
        if (version == null) return "";
        var padded = new StringBuilder();
        for (String part : version.split("(?<=\\d)(?=\\D)|(?<=\\D)(?=\\d)", -1)) {
            boolean number = !part.isEmpty() && Character.isDigit(part.charAt(0));
            padded.append(number ? "0".repeat(Math.max(0, 20 - part.length())) : "").append(part);
        }
        return padded.toString();
    }
}
