package slipway.housekeeping;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import slipway.base.Problem;
import slipway.base.StudioException;

/// Files counted: links as themselves, never followed; what goes away meanwhile counts for nothing. Immutable.
record Tally(long bytes, long files, @Nullable Instant oldest, @Nullable Instant newest) {
    static final Tally NOTHING = new Tally(0, 0, null, null);

    /// All files at and below `paths`, without what is at and below `but`; interruption cancels.
    static Tally of(Collection<Path> paths, Set<Path> but) throws InterruptedException {
        var count = new Count(but);
        for (Path each : paths) {
            try {
                if (Files.exists(each)) Files.walkFileTree(each, count);
            } catch (IOException e) {
                throw new StudioException(Problem.of("housekeeping.unreadable", each, String.valueOf(e.getMessage())),
                        e);
            }
            if (Thread.interrupted()) throw new InterruptedException("counting " + each);
        }
        return count.tally;
    }

    static Tally of(Collection<Path> paths) throws InterruptedException {
        return of(paths, Set.of());
    }

    private Tally plus(long size, Instant at) {
        return new Tally(bytes + size, files + 1, oldest == null || at.isBefore(oldest) ? at : oldest,
                newest == null || at.isAfter(newest) ? at : newest);
    }

    private static final class Count extends SimpleFileVisitor<Path> {
        private final Set<Path> but;
        private Tally tally = NOTHING;

        Count(Set<Path> but) {
            this.but = but;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            if (Thread.currentThread().isInterrupted()) return FileVisitResult.TERMINATE;
            return but.contains(folder) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (!but.contains(file)) tally = tally.plus(attributes.size(), attributes.lastModifiedTime().toInstant());
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) {
            return FileVisitResult.CONTINUE;
        }
    }
}
