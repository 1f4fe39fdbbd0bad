package slipway.tour;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import slipway.base.Problem;
import slipway.base.StudioException;

/// The sample workspace that comes with the studio, and fresh copies of it to walk through.
public final class SampleWorkspace {
    /// A file that only the sample workspace and its copies have.
    public static final String MARK = "iris/held-out.csv";

    private SampleWorkspace() {}

    /// Where the samples are: the launcher says so.
    public static Path source() {
        String told = System.getProperty("slipway.samples");
        if (told == null || !Files.exists(Path.of(told).resolve(MARK))) {
            throw StudioException.of("tour.no-samples", String.valueOf(told));
        }
        return Path.of(told);
    }

    /// A fresh copy at `to`, of `copy` (one that was opened from a bundle, say) or of [#source] where that is null; an
    /// older copy there is replaced, anything else is left alone and refused.
    public static Path copyTo(@Nullable Path copy, Path to) {
        Path from = copy == null ? source() : copy;
        if (!Files.exists(from.resolve(MARK))) throw StudioException.of("tour.not-a-copy", from);
        try {
            if (Files.exists(to)) {
                if (!Files.exists(to.resolve(MARK))) throw StudioException.of("tour.not-a-copy", to);
                delete(to);
            }
            Files.walkFileTree(from, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
                        throws IOException {
                    if (folder.endsWith(".slipway")) return FileVisitResult.SKIP_SUBTREE;
                    Files.createDirectories(to.resolve(from.relativize(folder)));
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.copy(file, to.resolve(from.relativize(file)));
                    return FileVisitResult.CONTINUE;
                }
            });
            return to;
        } catch (IOException e) {
            throw new StudioException(Problem.of("tour.copy-failed", to), e);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
