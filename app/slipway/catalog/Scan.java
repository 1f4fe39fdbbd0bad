package slipway.catalog;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import slipway.base.Problem;
import slipway.base.StudioException;

/// One walk over one root: finds models, never follows a symbolic link, goes on past what it cannot read. One thread.
final class Scan extends SimpleFileVisitor<Path> {
    private final Path root;
    private final List<Model> models = new ArrayList<>();
    private final List<CatalogView.Broken> problems = new ArrayList<>();

    private Scan(Path root) {
        this.root = root;
    }

    static CatalogView of(Path root) throws InterruptedException {
        Instant started = Instant.now();
        var scan = new Scan(root.toAbsolutePath().normalize());
        try {
            Files.walkFileTree(scan.root, scan);
        } catch (IOException e) {
            scan.broken(scan.root, Problem.of("catalog.unreadable", String.valueOf(e.getMessage())));
        }
        if (Thread.interrupted()) throw new InterruptedException();
        return view(scan.models, scan.problems, Duration.between(started, Instant.now()).toMillis());
    }

    /// Models by name, then version with numbers compared as numbers, then path.
    static CatalogView view(List<Model> models, List<CatalogView.Broken> problems, long millis) {
        Comparator<Model> order = Comparator.comparing((Function<Model, String>) Model::name)
                .thenComparing(model -> numbersPadded(model.version() == null ? "" : model.version()))
                .thenComparing(Model::relativePath);
        return new CatalogView(models.stream().sorted(order).toList(),
                problems.stream().sorted(Comparator.comparing(CatalogView.Broken::path)).toList(), millis, false);
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
        if (Thread.currentThread().isInterrupted()) return FileVisitResult.TERMINATE;
        String name = String.valueOf(folder.getFileName());
        if (!folder.equals(root) && name.startsWith(".")) return FileVisitResult.SKIP_SUBTREE;
        return found(folder, true) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        if (Thread.currentThread().isInterrupted()) return FileVisitResult.TERMINATE;
        if (attributes.isRegularFile()) found(file, false);
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path path, IOException e) {
        broken(path, Problem.of("catalog.unreadable", String.valueOf(e.getMessage())).withDetail(e.toString()));
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) {
        if (e != null) visitFileFailed(folder, e);
        return FileVisitResult.CONTINUE;
    }

    /// Whether `path` is a model, whole or damaged.
    private boolean found(Path path, boolean folder) {
        for (ModelFormat format : Formats.ALL) {
            if (format.ownsFolder() != folder) continue;
            try {
                Optional<Model> model = format.read(path, root);
                if (model.isEmpty()) continue;
                models.add(model.get());
                return true;
            } catch (StudioException e) {
                broken(path, e.problem());
                return true;
            }
        }
        return false;
    }

    private void broken(Path path, Problem problem) {
        problems.add(new CatalogView.Broken(FolderHash.relative(root, path), problem));
    }

    private static String numbersPadded(String version) {
        var padded = new StringBuilder();
        for (String part : version.split("(?<=\\d)(?=\\D)|(?<=\\D)(?=\\d)", -1)) {
            boolean number = !part.isEmpty() && Character.isDigit(part.charAt(0));
            padded.append(number ? "0".repeat(Math.max(0, 20 - part.length())) : "").append(part);
        }
        return padded.toString();
    }
}
