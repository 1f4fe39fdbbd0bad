package slipway.series;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import org.jspecify.annotations.Nullable;

/// The tables of [SeriesStore] and what is asked of them; runs inside the database’s transactions. Stateless.
final class SeriesRows {
    static final List<String> TABLES = List.of(
            "CREATE TABLE series_bucket(tier TEXT, id TEXT, at INTEGER, data BLOB, PRIMARY KEY(tier, id, at)) "
                    + "WITHOUT ROWID",
            "CREATE TABLE series_mark(at INTEGER, subject TEXT, kind TEXT, detail TEXT)",
            "CREATE INDEX series_mark_at ON series_mark(at)");

    private SeriesRows() {}

    /// Where a bucket stands: one of a tier and a deployment at each beginning.
    record Place(Tier tier, String id, long at) {}

    static void add(Connection connection, Place place, Bucket more) throws SQLException {
        Bucket known = read(connection, place);
        try (PreparedStatement write = connection.prepareStatement(
                "INSERT OR REPLACE INTO series_bucket VALUES (?, ?, ?, ?)")) {
            write.setString(1, place.tier.name());
            write.setString(2, place.id);
            write.setLong(3, place.at);
            write.setBytes(4, BucketBytes.write(known == null ? more : known.plus(more)));
            write.executeUpdate();
        }
    }

    /// Everything, and the file is made small; commits what came before.
    static void clear(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("DELETE FROM series_bucket");
            statement.execute("DELETE FROM series_mark");
        }
        connection.commit();
        // SQLite rebuilds its file outside of transactions and with no other statement open
        connection.setAutoCommit(true);
        try (Statement alone = connection.createStatement()) {
            alone.execute("VACUUM");
            alone.execute("PRAGMA wal_checkpoint(TRUNCATE)");
        } finally {
            connection.setAutoCommit(false);
        }
    }

    private static @Nullable Bucket read(Connection connection, Place place) throws SQLException {
        List<Bucket> found = read(connection, place.tier, place.id, place.at, place.at);
        return found.isEmpty() ? null : found.getFirst();
    }

    /// Those that begin from `from` to `to`, both of them too, oldest first.
    static List<Bucket> read(Connection connection, Tier tier, String id, long from, long to) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT at, data FROM series_bucket WHERE tier = ? AND id = ? AND at BETWEEN ? AND ? ORDER BY at")) {
            select.setString(1, tier.name());
            select.setString(2, id);
            select.setLong(3, from);
            select.setLong(4, to);
            var found = new ArrayList<Bucket>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    Bucket bucket = BucketBytes.read(rows.getLong(1), tier.millis(), rows.getBytes(2));
                    if (bucket != null) found.add(bucket);
                }
            }
            return found;
        }
    }

    static void mark(Connection connection, Mark mark) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO series_mark VALUES (?, ?, ?, ?)")) {
            insert.setLong(1, mark.epochMillis());
            insert.setString(2, mark.subject());
            insert.setString(3, mark.kind().name());
            insert.setString(4, mark.detail());
            insert.executeUpdate();
        }
    }

    /// The newest `most` since `from`, oldest first.
    static List<Mark> marks(Connection connection, long from, int most) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT at, subject, kind, detail FROM series_mark WHERE at >= ? ORDER BY at DESC LIMIT ?")) {
            select.setLong(1, from);
            select.setInt(2, most);
            var found = new ArrayList<Mark>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    Mark.Kind kind = kind(rows.getString(3));
                    if (kind != null) found.add(new Mark(rows.getLong(1), rows.getString(2), kind, rows.getString(4)));
                }
            }
            return found.reversed();
        }
    }

    /// Takes away what is older than its tier reaches back.
    static void retain(Connection connection, long now, Collection<Tier> tiers) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(
                "DELETE FROM series_bucket WHERE tier = ? AND at < ?")) {
            for (Tier tier : tiers) {
                delete.setString(1, tier.name());
                delete.setLong(2, now - tier.keptMillis() - tier.millis());
                delete.executeUpdate();
            }
        }
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM series_mark WHERE at < ?")) {
            delete.setLong(1, now - Tier.TEN_MINUTES.keptMillis());
            delete.executeUpdate();
        }
    }

    private static Mark.@Nullable Kind kind(String name) {
        for (Mark.Kind kind : Mark.Kind.values())
            if (kind.name().equals(name)) return kind;
        return null;
    }
}
