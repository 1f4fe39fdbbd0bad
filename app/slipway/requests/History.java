package slipway.requests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import slipway.base.Bytes;
import slipway.base.Live;
import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.store.Database;

/// Sent requests in the workspace's database, newest first; authorization headers are masked before they are stored,
/// long bodies lie in files beside it. What is over the [Limits] goes, the oldest that are not pinned first. A locked
/// database is a [StudioException] after five seconds; a damaged one is kept aside and begun anew. Any thread.
public final class History {
    /// How long a deleted exchange can come back.
    static final long UNDO_MILLIS = 600_000;

    private final Database database;
    private final @Nullable Path files;
    private final Live<Long> changes = new Live<>(0L);

    /// How much is kept: bytes of bodies, both ways, and days.
    public record Limits(long bytes, int days) {}

    /// What is kept now.
    public record Usage(long rows, long bytes, Limits limits) {}

    /// Long bodies stay in the database.
    public History(Database database) {
        this(database, null);
    }

    /// @param files folder of long bodies; made when the first comes
    public History(Database database, @Nullable Path files) {
        this.database = database.migrate("requests", HistoryTables.STEPS);
        this.files = files;
    }

    /// Counts up with every change; the reader searches again.
    public Live<Long> changes() {
        return changes;
    }

    /// Where long answers are received into, so that saving them moves nothing.
    public @Nullable Path files() {
        return files;
    }

    /// Saves and answers it with its id.
    public Exchange add(Exchange exchange) {
        Exchange own = ExchangeRow.masked(filed(exchange));
        var left = new ArrayList<String>();
        long id = database.with(connection -> {
            long row = insert(connection, own);
            HistoryQuota.prune(connection, left);
            return row;
        });
        unfile(left);
        changed();
        return own.withId(id);
    }

    /// At most `max` that fit, newest first.
    public List<Past> find(HistoryQuery query, int max) {
        return find(query, max, new Finding());
    }

    /// The same, nothing once `finding` was ended.
    public List<Past> find(HistoryQuery query, int max, Finding finding) {
        // whoever waits for the database behind others need not begin at all
        if (finding.ended()) return List.of();
        return database.with(connection -> {
            try (PreparedStatement select = connection.prepareStatement(query.sql())) {
                List<Object> values = query.values(max);
                for (int i = 0; i < values.size(); i++)
                    select.setObject(i + 1, values.get(i));
                return finding.begins(select) ? listed(select) : List.<Past>of();
            } catch (SQLException e) {
                if (finding.ended()) return List.<Past>of();
                throw e;
            } finally {
                finding.ran();
            }
        });
    }

    private static List<Past> listed(PreparedStatement select) throws SQLException {
        var found = new ArrayList<Past>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next())
                found.add(ExchangeRow.listed(rows));
        }
        return List.copyOf(found);
    }

    public Optional<Exchange> get(long id) {
        return one("SELECT * FROM exchange WHERE id = ? AND gone = 0", id);
    }

    /// The newest that carried this id.
    public Optional<Exchange> byRequestId(String requestId) {
        return one("SELECT * FROM exchange WHERE request_id = ? AND gone = 0 ORDER BY id DESC LIMIT 1", requestId);
    }

    /// Endpoints and deployments that stand in the history, by name.
    public List<String> names(boolean deployments) {
        String column = deployments ? "served_by" : "endpoint";
        return database.with(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT DISTINCT " + column + " FROM exchange INDEXED BY "
                            + "exchange_facts WHERE gone = 0 AND " + column + " <> '' ORDER BY 1")) {
                var names = new ArrayList<String>();
                while (rows.next())
                    names.add(rows.getString(1));
                return List.copyOf(names);
            }
        });
    }

    /// A pinned exchange is never pruned.
    public void pin(long id, boolean pinned) {
        update("UPDATE exchange SET pinned = ? WHERE id = ?", pinned ? 1 : 0, id);
    }

    public void name(long id, String name) {
        update("UPDATE exchange SET name = ? WHERE id = ?", name.strip(), id);
    }

    /// Out of every list; [#restore] brings it back within ten minutes.
    public void delete(long id) {
        update("UPDATE exchange SET gone = ? WHERE id = ? AND gone = 0", System.currentTimeMillis(), id);
    }

    /// All that are not pinned; the answer is for [#restoreAll].
    public long deleteAll() {
        long now = System.currentTimeMillis();
        update("UPDATE exchange SET gone = ? WHERE pinned = 0 AND gone = 0", now);
        return now;
    }

    public void restore(long id) {
        update("UPDATE exchange SET gone = 0 WHERE id = ?", id);
    }

    public void restoreAll(long deleted) {
        update("UPDATE exchange SET gone = 0 WHERE gone = ?", deleted);
    }

    public Usage usage() {
        return database.with(HistoryQuota::usage);
    }

    /// From when to when it reaches, in epoch milliseconds, 0 where it is empty; and how many entries are pinned.
    public record Span(long oldest, long newest, long pinned) {}

    public Span span() {
        return database.with(connection -> {
            // ids grow with time
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT "
                            + "(SELECT millis FROM exchange WHERE gone = 0 ORDER BY id LIMIT 1), "
                            + "(SELECT millis FROM exchange WHERE gone = 0 ORDER BY id DESC LIMIT 1), "
                            + "(SELECT COUNT(*) FROM exchange WHERE pinned = 1 AND gone = 0)")) {
                row.next();
                return new Span(row.getLong(1), row.getLong(2), row.getLong(3));
            }
        });
    }

    /// From now on; what is over them goes with the next request.
    public void limits(Limits limits) {
        update("UPDATE exchange_limits SET bytes = ?, days = ?", limits.bytes(), limits.days());
    }

    /// Ends what was deleted, prunes, gives room back to the disk, and removes files that no row names. Takes seconds
    /// for gigabytes; the database waits meanwhile.
    public void compact() {
        var left = new ArrayList<String>();
        List<String> named = database.with(connection -> HistoryQuota.compact(connection, left));
        unfile(left);
        if (files != null) HistoryQuota.removeUnnamed(files, named);
        changed();
    }

    private Optional<Exchange> one(String sql, Object key) {
        return database.with(connection -> {
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                select.setObject(1, key);
                try (ResultSet rows = select.executeQuery()) {
                    return rows.next() ? Optional.of(ExchangeRow.read(rows, files)) : Optional.empty();
                }
            }
        });
    }

    private void update(String sql, Object... args) {
        int rows = database.with(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                for (int i = 0; i < args.length; i++)
                    statement.setObject(i + 1, args[i]);
                return statement.executeUpdate();
            }
        });
        if (rows > 0) changed();
    }

    private static long insert(Connection connection, Exchange exchange) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ExchangeRow.INSERT,
                Statement.RETURN_GENERATED_KEYS)) {
            ExchangeRow.write(statement, exchange);
            statement.executeUpdate();
            try (ResultSet keys = statement.getGeneratedKeys()) {
                keys.next();
                return keys.getLong(1);
            }
        }
    }

    /// With a body that is long in a file of its own, and its beginning in memory.
    private Exchange filed(Exchange exchange) {
        Path folder = files;
        if (folder == null || exchange.received().file() != null || exchange.body().length() <= Sender.IN_MEMORY) {
            return exchange;
        }
        Path file = folder.resolve(UUID.randomUUID() + ".body");
        byte[] whole = exchange.body().toArray();
        try {
            Files.createDirectories(folder);
            Files.write(file, whole);
        } catch (IOException e) {
            throw new StudioException(Problem.of("requests.history-file", folder, String.valueOf(e.getMessage())), e);
        }
        return exchange.withBody(Bytes.owning(java.util.Arrays.copyOf(whole, Sender.IN_MEMORY)),
                exchange.received().in(file));
    }

    private void unfile(List<String> names) {
        if (files == null) return;
        for (String name : names) {
            try {
                Files.deleteIfExists(files.resolve(name));
            } catch (IOException e) {
                // the next compaction finds it
                System.getLogger(History.class.getName()).log(System.Logger.Level.INFO, name, e);
            }
        }
    }

    private void changed() {
        changes.update(count -> count + 1);
    }
}
