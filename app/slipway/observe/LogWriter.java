package slipway.observe;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;

import slipway.base.Tasks;
import slipway.engine.LogFiles;
import slipway.engine.LogSink;

/// Keeps the lines of one container in the archive, anew from its first line on, so that they outlive it; in files of a
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
        this.keeping = keeping;
        this.files = files;
        this.tasks = tasks;
        this.retry = retry;
        this.out = new LogStream(files.out());
        this.err = new LogStream(files.err());
    }

    @Override
    public synchronized void line(long epochMillis, boolean stderr, String text) {
        LogStream to = stderr ? err : out;
        if (closed) return;
        // the archive sorts by time, and a line of its own time keeps it
        boolean much = to.add(stamped(text)
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
