package slipway.requests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// What the history lets go of, and when. Runs within the history’s work on its database.
final class HistoryQuota {
    private static final int BATCH = 200;
    private static final String OLDEST = "SELECT id FROM exchange WHERE pinned = 0 ORDER BY id LIMIT ";

    private HistoryQuota() {}

    static History.Usage usage(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT s.rows, s.bytes, l.bytes, l.days FROM exchange_size s, "
                        + "exchange_limits l")) {
            row.next();
            return new History.Usage(row.getLong(1), row.getLong(2), new History.Limits(row.getLong(3), row.getInt(
                    4)));
        }
    }

    /// Cheap while within the limits: counts that triggers keep, and the oldest row. `left` takes the names of files
    /// that no row needs any more.
    static void prune(Connection connection, List<String> left) throws SQLException {
        long now = System.currentTimeMillis();
        remove(connection, "SELECT id FROM exchange WHERE gone > 0 AND gone < " + (now - History.UNDO_MILLIS), left);
        History.Usage usage = usage(connection);
        long before = now - Duration.ofDays(usage.limits().days()).toMillis();
        // ids grow with time: the first few tell
        String tooOld = "SELECT id FROM (SELECT id, millis FROM exchange WHERE pinned = 0 ORDER BY id LIMIT " + BATCH
                + ") WHERE millis < " + before;
        while (remove(connection, tooOld, left) == BATCH);
        long room = usage.limits().bytes();
        while (usage(connection).bytes() > room && remove(connection, OLDEST + "1", left) > 0);
    }

    private static int remove(Connection connection, String ids, List<String> left) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            var rows = new ArrayList<Long>();
            try (ResultSet found = statement.executeQuery(ids)) {
                while (found.next())
                    rows.add(found.getLong(1));
            }
            for (long row : rows) {
                try (PreparedStatement delete = connection.prepareStatement(
                        "DELETE FROM exchange WHERE id = ? RETURNING file")) {
                    delete.setLong(1, row);
                    try (ResultSet file = delete.executeQuery()) {
                        if (file.next() && file.getString(1) != null) left.add(file.getString(1));
                    }
                }
            }
            return rows.size();
        }
    }

    /// Answers the names of all files that rows name.
    static List<String> compact(Connection connection, List<String> left) throws SQLException {
        remove(connection, "SELECT id FROM exchange WHERE gone > 0", left);
        prune(connection, left);
        var named = new ArrayList<String>();
        try (Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO exchange_words(exchange_words) VALUES ('optimize')");
            try (ResultSet rows = statement.executeQuery("SELECT file FROM exchange WHERE file IS NOT NULL")) {
                while (rows.next())
                    named.add(rows.getString(1));
            }
        }
        connection.commit();
        // SQLite rebuilds its file outside of transactions and with no other statement open
        connection.setAutoCommit(true);
        try (Statement alone = connection.createStatement()) {
            alone.execute("VACUUM");
            // what was rebuilt stands in the write-ahead log twice over until then
            alone.execute("PRAGMA wal_checkpoint(TRUNCATE)");
        } finally {
            connection.setAutoCommit(false);
        }
        return named;
    }

    /// Files that nobody names, but for those of the last hour: an answer may be on its way.
    static void removeUnnamed(Path folder, List<String> named) {
        if (!Files.isDirectory(folder)) return;
        Set<String> known = new HashSet<>(named);
        FileTime recent = FileTime.from(Instant.now().minus(Duration.ofHours(1)));
        try (Stream<Path> all = Files.list(folder)) {
            for (Path file : all.toList()) {
                boolean ours = String.valueOf(file.getFileName()).endsWith(".body");
                if (ours && !known.contains(String.valueOf(file.getFileName()))
                        && Files.getLastModifiedTime(file).compareTo(recent) < 0) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            System.getLogger(HistoryQuota.class.getName()).log(System.Logger.Level.WARNING, folder.toString(), e);
        }
    }
}
