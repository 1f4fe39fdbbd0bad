package slipway.observe;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

import slipway.base.Tasks;
import slipway.engine.LogFiles;
import slipway.engine.LogSink;

/// Keeps the lines of one container in the archive, so that they outlive it and what its engine keeps of them; in files of a
/// bounded size. When they cannot be written, because the disk is full, that is said once and tried again now and then:
/// nothing of it stops a log from being shown. Any thread.
public final class LogWriter implements LogSink, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(LogWriter.class.getName());
    private static final Duration LINGER = Duration.ofMillis(200);

    private final LogFiles.Pair files;
    private final Tasks tasks;
    private final Keeping keeping;
    private final Duration retry;
    private final LogStream out;
    private final LogStream err;
    private boolean flushing;
    private boolean broken;
    private boolean closed;

    /// What a writer asks and tells, on the thread that gave it the line or on one of its own.
    public interface Keeping {
        /// Bytes after which a file is closed and another one begun.
        long segment();

        /// Nothing is kept from now on, and why.
        void stopped(String why);

        /// Lines are kept again.
        void again();

        /// A file was closed: there is more to take for a quota.
        void cut();
    }

    public LogWriter(LogFiles.Pair files, Tasks tasks, Keeping keeping) {
        this(files, tasks, keeping, Duration.ofSeconds(2));
    }

    /// @param retry how long after it failed it is tried again
    LogWriter(LogFiles.Pair files, Tasks tasks, Keeping keeping, Duration retry) {
        this(files, tasks, keeping, retry, new LogStream(files.out()), new LogStream(files.err()));
    }

    private LogWriter(LogFiles.Pair files, Tasks tasks, Keeping keeping, Duration retry, LogStream out,
            LogStream err) {
        this.keeping = keeping;
        this.files = files;
        this.tasks = tasks;
        this.retry = retry;
        this.out = out;
        this.err = err;
    }

    /// Goes on with files that a writer of another run of the studio began; empty where it cannot be told how far that
    /// one had come.
    public static Optional<LogWriter> resume(LogFiles.Pair files, Tasks tasks, Keeping keeping) {
        try {
            Optional<LogPosition> out = LogPosition.read(files.out());
            Optional<LogPosition> err = LogPosition.read(files.err());
            if (out.isEmpty() || err.isEmpty()) return Optional.empty();
            return Optional.of(new LogWriter(files, tasks, keeping, Duration.ofSeconds(2),
                    new LogStream(files.out(), out.get()), new LogStream(files.err(), err.get())));
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "written anew: " + files.out(), e);
            return Optional.empty();
        }
    }

    /// Whether the next line that the engine tells of a stream is in the archive already; to be asked once for each.
    public synchronized boolean knows(long epochMillis, boolean stderr) {
        return (stderr ? err : out).knows(epochMillis);
    }

    @Override
    public synchronized void line(long epochMillis, boolean stderr, String text) {
        LogStream to = stderr ? err : out;
        if (closed) return;
        // the archive sorts by time, and a line of its own time keeps it
        boolean much = to.add(epochMillis, stamped(text)
                ? text
                : DateTimeFormatter.ISO_INSTANT.format(Instant.ofEpochMilli(epochMillis)) + ' ' + text);
        if (broken) return;
        if (much) flush();
        else
            later(LINGER);
    }

    private void later(Duration pause) {
        if (flushing) return;
        flushing = true;
        tasks.quiet("log archive", progress -> {
            Tasks.pause(pause);
            flushNow();
        });
    }

    private synchronized void flushNow() {
        flushing = false;
        if (!closed) flush();
    }

    private static boolean stamped(String line) {
        int end = line.indexOf(' ');
        if (end < 20 || end > 35) return false;
        try {
            return Instant.parse(line.substring(0, end)).isAfter(Instant.EPOCH);
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private void flush() {
        try {
            boolean cut = false;
            for (LogStream each : List.of(out, err)) {
                each.flush();
                cut |= each.cutBeyond(keeping.segment());
            }
            if (broken) {
                broken = false;
                keeping.again();
            }
            if (cut) keeping.cut();
        } catch (IOException e) {
            fail(e);
        }
    }

    /// Writes what is left and lets go of the files; lines after that are left out.
    @Override
    public synchronized void close() {
        closed = true;
        for (LogStream each : List.of(out, err)) {
            try {
                each.close();
            } catch (IOException e) {
                fail(e);
            }
        }
    }

    private void fail(IOException e) {
        if (!broken) {
            broken = true;
            LOG.log(System.Logger.Level.WARNING, "no longer kept: " + files.out(), e);
            keeping.stopped(e.getMessage() == null ? e.toString() : e.getMessage());
        }
        if (!closed) later(retry);
    }
}
