package slipway.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;

import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;

/// Opening and migrating one SQLite file; apart from [Database] so that the driver is loaded at first use only.
final class SqliteFile {
    private static final int BUSY_MILLIS = 5_000;
    /// Up to this size a full check at opening takes milliseconds; beyond it damage is found when it is met.
    private static final long CHECKED_BYTES = 32L << 20;

    private SqliteFile() {}

    static Connection connect(Path file, Map<String, List<String>> migrations) throws SQLException {
        var config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
        config.setBusyTimeout(BUSY_MILLIS);
        Connection open = JDBC.createConnection("jdbc:sqlite:" + file.toAbsolutePath(), config.toProperties());
        try {
            check(open, file);
            open.setAutoCommit(false);
            migrate(open, migrations);
            return open;
        } catch (SQLException e) {
            open.close();
            throw e;
        }
    }

    /// Runs the steps that the file has not seen; how many each feature has run stands in `slipway_schema`, and
    /// `PRAGMA user_version` says that the file is laid out this way.
    static void migrate(Connection open, Map<String, List<String>> migrations) throws SQLException {
        try (Statement statement = open.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS slipway_schema(feature TEXT PRIMARY KEY, steps INTEGER)");
            statement.execute("PRAGMA user_version = 1");
            for (var feature : migrations.entrySet())
                migrate(open, statement, feature.getKey(), feature.getValue());
            open.commit();
        } catch (SQLException e) {
            open.rollback();
            throw e;
        }
    }

    private static void migrate(Connection open, Statement statement, String feature, List<String> steps)
            throws SQLException {
        int done = 0;
        try (var query = open.prepareStatement("SELECT steps FROM slipway_schema WHERE feature = ?")) {
            query.setString(1, feature);
            try (ResultSet row = query.executeQuery()) {
                if (row.next()) done = row.getInt(1);
            }
        }
        // a newer studio may have run more steps than we know: its tables are left as they are
        if (done >= steps.size()) return;
        for (String step : steps.subList(done, steps.size()))
            statement.execute(step);
        try (var update = open.prepareStatement("INSERT OR REPLACE INTO slipway_schema VALUES (?, ?)")) {
            update.setString(1, feature);
            update.setInt(2, steps.size());
            update.executeUpdate();
        }
    }

    /// Whether `e` says that the file is no database, or a damaged one.
    static boolean damaged(SQLException e) {
        int code = e.getErrorCode() & 0xff;
        return code == SQLiteErrorCode.SQLITE_CORRUPT.code || code == SQLiteErrorCode.SQLITE_NOTADB.code;
    }

    private static void check(Connection open, Path file) throws SQLException {
        if (file.toFile().length() > CHECKED_BYTES) return;
        try (Statement statement = open.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA quick_check(1)")) {
            String answer = row.next() ? row.getString(1) : "ok";
            if (!"ok".equals(answer)) {
                throw new SQLException(answer, "", SQLiteErrorCode.SQLITE_CORRUPT.code);
            }
        }
    }
}
