package slipway.housekeeping;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import slipway.requests.History;

/// The history of requests, which keeps to its limits by itself; pinned entries stay. Any thread.
public final class HistoryShelf implements Shelf {
    private final History history;
    private final Path database;
    private final Path bodies;

    /// @param bodies folder of long answers
    public HistoryShelf(History history, Path database, Path bodies) {
        this.history = history;
        this.database = database;
        this.bodies = bodies;
    }

    @Override
    public Kind kind() {
        return Kind.HISTORY;
    }

    @Override
    public Held held() throws InterruptedException {
        Held files = Held.of(Kind.HISTORY, Tally.of(files()));
        // looking makes no database where there is none yet
        if (!Files.exists(database)) return files;
        History.Span span = history.span();
        return files.from(instant(span.oldest()), instant(span.newest()), span.pinned());
    }

    private static @Nullable Instant instant(long millis) {
        return millis <= 0 ? null : Instant.ofEpochMilli(millis);
    }

    private List<Path> files() {
        return List.of(database, database.resolveSibling(database.getFileName() + "-wal"), database.resolveSibling(
                database.getFileName() + "-shm"), bodies);
    }

    @Override
    public long clean() throws InterruptedException {
        if (!Files.exists(database)) return 0;
        long before = Tally.of(files()).bytes();
        history.deleteAll();
        history.compact();
        return Math.max(0, before - Tally.of(files()).bytes());
    }
}
