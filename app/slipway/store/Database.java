package slipway.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

import slipway.base.Live;
import slipway.base.Problem;
import slipway.base.StudioException;

/// The workspace's SQLite database (`.slipway/slipway.db`, WAL), one connection, one writer at a time. A file that is
/// not a database any more is kept aside (`NAME.unreadable-TIME`) and said in [#problem], and a new one is begun.
///
/// Nothing of SQLite is loaded, and no file made, before the first [#with]. Any thread; calls wait for each other.
public final class Database implements AutoCloseable {
    private final Path file;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, List<String>> migrations = new LinkedHashMap<>();
    private final Live<Optional<Problem>> problem = new Live<>(Optional.empty());
    private @Nullable Connection connection;
    private boolean closed;

    private Database(Path file) {
        this.file = file;
    }

    public static Database open(Path file) {
        return new Database(file);
    }

    /// What a feature's tables are made of: one SQL statement a step, only ever added to at the end. Steps that the
    /// file has not seen yet run in order before the feature's next work. Each feature counts its own steps, because
    /// several share the file.
    public Database migrate(String feature, List<String> steps) {
        lock.lock();
        try {
            migrations.put(feature, List.copyOf(steps));
            if (connection != null) SqliteFile.migrate(connection, Map.of(feature, steps));
            return this;
        } catch (SQLException e) {
            throw failed(e);
        } finally {
            lock.unlock();
        }
    }

    /// What happened to the file last: kept aside as unreadable.
    public Live<Optional<Problem>> problem() {
        return problem;
    }

    /// Work on the connection, in one transaction: committed when `work` returns, undone when it throws.
    public <T> T with(Work<T> work) {
        lock.lock();
        try {
            if (closed) throw StudioException.of("store.database-closed", file);
            try {
                return inTransaction(connected(), work);
            } catch (SQLException e) {
                if (!SqliteFile.damaged(e)) throw e;
                beginAnew(e);
                return inTransaction(connected(), work);
            }
        } catch (SQLException | IOException e) {
            throw failed(e);
        } finally {
            lock.unlock();
        }
    }

    /// Work on an open connection.
    @FunctionalInterface
    public interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            disconnect();
        } finally {
            lock.unlock();
        }
    }

    private static <T> T inTransaction(Connection open, Work<T> work) throws SQLException {
        boolean done = false;
        try {
            T result = work.on(open);
            open.commit();
            done = true;
            return result;
        } finally {
            if (!done) open.rollback();
        }
    }

    private Connection connected() throws SQLException, IOException {
        Connection open = connection;
        if (open != null) return open;
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) Files.createDirectories(folder);
        Connection fresh;
        try {
            fresh = SqliteFile.connect(file, migrations);
        } catch (SQLException e) {
            if (!SqliteFile.damaged(e)) throw e;
            beginAnew(e);
            fresh = SqliteFile.connect(file, migrations);
        }
        connection = fresh;
        return fresh;
    }

    private void beginAnew(SQLException cause) throws IOException {
        disconnect();
        Path aside = AtomicFiles.keepAside(file);
        // the write-ahead log belongs to the damaged file; beside a new one it would damage that too
        for (String ending : List.of("-wal", "-shm")) {
            Path own = file.resolveSibling(file.getFileName() + ending);
            if (Files.exists(own)) Files.move(own, aside.resolveSibling(aside.getFileName() + ending));
        }
        problem.set(Optional.of(Problem.of("store.database-unreadable", file.getFileName(), aside)
                .withDetail(cause.toString())));
    }

    private void disconnect() {
        Connection open = connection;
        connection = null;
        try {
            if (open != null) open.close();
        } catch (SQLException e) {
            System.getLogger(Database.class.getName()).log(System.Logger.Level.WARNING, file.toString(), e);
        }
    }

    private StudioException failed(Exception e) {
        return new StudioException(Problem.of("store.database-failed", file, String.valueOf(e.getMessage())), e);
    }
}
