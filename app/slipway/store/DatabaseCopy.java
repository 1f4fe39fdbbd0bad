package slipway.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;

import slipway.base.Problem;
import slipway.base.StudioException;

/// A copy of a SQLite database as it is at one moment, also while others write it. Stateless; any thread, blocks.
public final class DatabaseCopy {
    private static final int BUSY_MILLIS = 5_000;

    private DatabaseCopy() {}

    /// Copies `database` with what stands in its write-ahead log into `to`, in place of what is there; `to` is one file
    /// with nothing beside it, for its owner only. Takes seconds for gigabytes; whoever writes meanwhile goes on.
    public static void write(Path database, Path to) {
        var config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_MILLIS);
        try {
            Files.deleteIfExists(to);
            AtomicFiles.createPrivate(to);
            try (Connection open = JDBC.createConnection("jdbc:sqlite:" + database.toAbsolutePath(), config
                    .toProperties()); PreparedStatement copy = open.prepareStatement("VACUUM INTO ?")) {
                copy.setString(1, to.toAbsolutePath().toString());
                copy.execute();
            }
        } catch (SQLException | IOException e) {
            throw new StudioException(Problem.of("store.database-failed", database, String.valueOf(e.getMessage())), e);
        }
    }
}
