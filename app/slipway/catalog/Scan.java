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

/// One walk over one root, a folder or a single file: finds models, never follows a symbolic link, goes on past what it cannot read. One thread.
final class Scan extends SimpleFileVisitor<Path> {
    private final Path root;
    private final List<Model> models = new ArrayList<>();
    private final List<CatalogView.Broken> problems = new ArrayList<>();

    private Scan(Path root) {
        this.root = root;
    }

    static CatalogView of(Path root) throws InterruptedException {
        Instant started = Instant.now();
        Path start = root.toAbsolutePath().normalize();
        Path parent = Files.isRegularFile(start) ? start.getParent() : null;
        var scan = new Scan(parent == null ? start : parent);
        try {
            Files.walkFileTree(start, scan);
        } catch (IOException e) {
            scan.broken(start, Problem.of("catalog.unreadable", String.valueOf(e.getMessage())));
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
        return found(folder) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        if (Thread.currentThread().isInterrupted()) return FileVisitResult.TERMINATE;
        if (attributes.isRegularFile()) file(file);
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

    /// Whether `folder` is a model, whole or damaged.
    private boolean found(Path folder) {
        for (FolderFormat format : Formats.FOLDERS) {
            try {
                Optional<Model> model = format.read(folder, root);
                if (model.isEmpty()) continue;
                models.add(model.get());
                return true;
            } catch (StudioException e) {
                broken(folder, e.problem());
                return true;
            } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
                // a reader that did not foresee what lies here; the files in it are still looked at
                broken(folder, StudioException.problemOf(e));
            }
        }
        return false;
    }

    private void file(Path file) {
        try {
            FileReading.model(file, root).ifPresent(models::add);
        } catch (StudioException e) {
            broken(file, e.problem());
        }
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
