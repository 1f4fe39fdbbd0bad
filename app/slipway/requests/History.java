package slipway.requests;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import slipway.base.Live;
import slipway.store.Database;

/// Sent requests in the workspace's database, newest first; authorization headers are masked before they are stored.
/// At most [#MAX_ROWS] and [#MAX_BYTES]: the oldest that are not pinned go first. Any thread.
public final class History {
    public static final int MAX_ROWS = 10_000;
    /// Of bodies, both ways.
    public static final long MAX_BYTES = 256_000_000;
    /// Bodies longer than this are left out of lists and are not searched beyond it.
    static final int LISTED_BYTES = 64_000;

    private final Database database;
    private final int maxRows;
    private final long maxBytes;
    private final Live<Long> changes = new Live<>(0L);

    public History(Database database) {
        this(database, MAX_ROWS, MAX_BYTES);
    }

    History(Database database, int maxRows, long maxBytes) {
        this.database = database.migrate("requests", ExchangeRow.TABLES);
        this.maxRows = maxRows;
        this.maxBytes = maxBytes;
    }

    /// Counts up with every change; the reader searches again.
    public Live<Long> changes() {
        return changes;
    }

    /// Saves and answers it with its id.
    public Exchange add(Exchange exchange) {
        Exchange masked = ExchangeRow.masked(exchange);
        long id = database.with(connection -> {
            long row = insert(connection, masked);
            prune(connection);
            return row;
        });
        changed();
        return ExchangeRow.withId(masked, id);
    }

    /// Those whose name, address, body or answer hold every word of `words` (empty: all), without bodies over 64 kB.
    public List<Exchange> search(String words, int max) {
        String query = ExchangeRow.query(words);
        String sql = query.isEmpty()
                ? "SELECT e.* FROM exchange e ORDER BY e.id DESC LIMIT ?"
                : "SELECT e.* FROM exchange e WHERE e.id IN (SELECT rowid FROM exchange_words WHERE exchange_words "
                        + "MATCH ?) ORDER BY e.id DESC LIMIT ?";
        return database.with(connection -> {
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                int next = 1;
                if (!query.isEmpty()) select.setString(next++, query);
                select.setInt(next, max);
                var found = new ArrayList<Exchange>();
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next())
                        found.add(ExchangeRow.read(rows, LISTED_BYTES));
                }
                return List.copyOf(found);
            }
        });
    }

    public Optional<Exchange> get(long id) {
        return database.with(connection -> {
            try (PreparedStatement select = connection.prepareStatement("SELECT * FROM exchange WHERE id = ?")) {
                select.setLong(1, id);
                try (ResultSet rows = select.executeQuery()) {
                    return rows.next() ? Optional.of(ExchangeRow.read(rows, Integer.MAX_VALUE)) : Optional.empty();
                }
            }
        });
    }

    /// A pinned exchange is never pruned.
    public void pin(long id, boolean pinned) {
        update("UPDATE exchange SET pinned = ? WHERE id = ?", pinned ? 1 : 0, id);
    }

    public void delete(long id) {
        update("DELETE FROM exchange WHERE id = ?", id);
    }

    private void update(String sql, long... args) {
        int rows = database.with(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                for (int i = 0; i < args.length; i++)
                    statement.setLong(i + 1, args[i]);
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

    /// Cheap while within the limits: one look at counts that triggers keep.
    private void prune(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            while (true) {
                try (ResultSet size = statement.executeQuery("SELECT rows, bytes FROM exchange_size")) {
                    if (!size.next() || (size.getLong(1) <= maxRows && size.getLong(2) <= maxBytes)) return;
                }
                int gone = statement.executeUpdate(
                        "DELETE FROM exchange WHERE id = (SELECT min(id) FROM exchange WHERE pinned = 0)");
                if (gone == 0) return;
            }
        }
    }

    private void changed() {
        changes.update(count -> count + 1);
    }
}
