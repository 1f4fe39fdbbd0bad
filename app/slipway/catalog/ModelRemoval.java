package slipway.catalog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import slipway.base.Problem;
import slipway.base.StudioException;

/// A model that was taken out of its root, and can be put back until [#purge] deletes it: it lies in a hidden folder of
/// the root, under the time and the path it had. One thread at a time.
public final class ModelRemoval {
    /// How long removed models are kept.
    public static final Duration KEPT = Duration.ofDays(7);

    private static final String TRASH = ".slipway-trash";
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSSSSS'Z'");
    private static final int LONGEST_NAME = 60;

    private final Path model;
    private final Path entry;
    private final Path kept;

    private ModelRemoval(Path model, Path entry, Path kept) {
        this.model = model;
        this.entry = entry;
        this.kept = kept;
    }

    /// Takes the file or folder `model` out of `root`; of a folder that holds more, only that file goes.
    ///
    /// @param usedBy ids of the deployments that use it; refused unless there are none
    public static ModelRemoval of(Path model, Path root, Collection<String> usedBy) {
        Path from = model.toAbsolutePath().normalize();
        Path top = root.toAbsolutePath().normalize();
        if (!usedBy.isEmpty()) {
            throw StudioException.of("catalog.remove-used", from.getFileName(), String.join(", ", usedBy));
        }
        if (!Files.exists(from, LinkOption.NOFOLLOW_LINKS)) throw StudioException.of("catalog.missing", from);
        try {
            if (!inside(from, top)) throw StudioException.of("catalog.remove-outside", from, top);
            purge(top, KEPT);
            return moved(from, top);
        } catch (IOException e) {
            throw new StudioException(Problem.of("catalog.remove-failed", from, reason(e)), e);
        }
    }

    /// Where it lies now.
    public Path kept() {
        return kept;
    }

    /// Puts it back where it was.
    public void undo() {
        if (!Files.exists(kept, LinkOption.NOFOLLOW_LINKS)) throw StudioException.of("catalog.remove-gone", model);
        if (Files.exists(model, LinkOption.NOFOLLOW_LINKS)) throw StudioException.of("catalog.remove-taken", model);
        try {
            Files.createDirectories(parent(model));
            Files.move(kept, model, StandardCopyOption.ATOMIC_MOVE);
            Archive.delete(entry);
        } catch (IOException e) {
            throw new StudioException(Problem.of("catalog.remove-stays", model, kept, reason(e)), e);
        }
    }

    /// Deletes for good what was removed from `root` longer than `olderThan` ago; what cannot be deleted is logged.
    public static void purge(Path root, Duration olderThan) {
        Path trash = root.resolve(TRASH);
        if (!Files.isDirectory(trash, LinkOption.NOFOLLOW_LINKS)) return;
        Instant oldest = Instant.now().minus(olderThan);
        try (var all = Files.newDirectoryStream(trash)) {
            for (Path each : all) {
                Instant removed = time(String.valueOf(each.getFileName()));
                if (removed != null && removed.isBefore(oldest)) Archive.delete(each);
            }
        } catch (IOException e) {
            System.getLogger(ModelRemoval.class.getName()).log(System.Logger.Level.WARNING, "left over in " + trash, e);
        }
    }

    /// Whether `model` lies below `root`, and neither is a link nor is reached through one.
    private static boolean inside(Path model, Path root) throws IOException {
        return model.startsWith(root) && !model.equals(root) && !model.startsWith(root.resolve(TRASH))
                && model.toRealPath().equals(root.toRealPath().resolve(root.relativize(model)));
    }

    private static ModelRemoval moved(Path model, Path root) throws IOException {
        Path trash = root.resolve(TRASH);
        if (!Files.isDirectory(trash, LinkOption.NOFOLLOW_LINKS)) Files.createDirectory(trash);
        String name = String.valueOf(model.getFileName());
        Path entry = Files.createDirectory(trash.resolve(LocalDateTime.now(ZoneOffset.UTC).format(STAMP) + "-" + name
                .substring(0, Math.min(name.length(), LONGEST_NAME))));
        Path kept = entry.resolve(root.relativize(model));
        try {
            Files.createDirectories(parent(kept));
            Files.move(model, kept, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            Archive.delete(entry);
            throw e;
        }
        return new ModelRemoval(model, entry, kept);
    }

    private static Path parent(Path path) {
        return Objects.requireNonNull(path.getParent());
    }

    private static @Nullable Instant time(String name) {
        int dash = name.indexOf('-');
        try {
            return dash < 0
                    ? null
                    : LocalDateTime.parse(name.substring(0, dash), STAMP).toInstant(ZoneOffset.UTC);
        } catch (DateTimeParseException e) {
            // not made here
            return null;
        }
    }

    private static String reason(IOException e) {
        return e.getClass().getSimpleName() + ": " + e.getMessage();
    }
}
