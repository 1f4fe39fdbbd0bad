package slipway.observe;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;

import org.jspecify.annotations.Nullable;

import slipway.base.Tasks;
import slipway.engine.LogFiles;
import slipway.engine.LogSink;

/// Keeps the lines of one container in the archive, anew from its first line on, so that they outlive it. What cannot be
/// written is said once and not tried again: a full disk must not stop a log from being shown. Any thread.
public final class LogWriter implements LogSink, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(LogWriter.class.getName());
    private static final Duration LINGER = Duration.ofMillis(200);

    private final LogFiles.Pair files;
    private final Tasks tasks;
    private @Nullable BufferedWriter out;
    private @Nullable BufferedWriter err;
    private boolean flushing;
    private boolean broken;

    public LogWriter(LogFiles.Pair files, Tasks tasks) {
        this.files = files;
        this.tasks = tasks;
        try {
            out = writer(files.out());
            err = writer(files.err());
        } catch (IOException e) {
            fail(e);
        }
    }

    private static BufferedWriter writer(Path file) throws IOException {
        return Files.newBufferedWriter(file, StandardCharsets.UTF_8);
    }

    @Override
    public synchronized void line(long epochMillis, boolean stderr, String text) {
        BufferedWriter to = stderr ? err : out;
        if (broken || to == null) return;
        try {
            // the archive sorts by time, and a line of its own time keeps it
            if (!stamped(text)) {
                to.write(DateTimeFormatter.ISO_INSTANT.format(Instant.ofEpochMilli(epochMillis)));
                to.write(' ');
            }
            to.write(text);
            to.write('\n');
        } catch (IOException e) {
            fail(e);
            return;
        }
        if (flushing) return;
        flushing = true;
        tasks.quiet("log archive", progress -> {
            Tasks.pause(LINGER);
            flush();
        });
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

    private synchronized void flush() {
        flushing = false;
        try {
            if (out != null) out.flush();
            if (err != null) err.flush();
        } catch (IOException e) {
            fail(e);
        }
    }

    /// Writes what is left and lets go of the files; lines after that are left out.
    @Override
    public synchronized void close() {
        try {
            if (out != null) out.close();
            if (err != null) err.close();
        } catch (IOException e) {
            fail(e);
        } finally {
            out = null;
            err = null;
        }
    }

    private void fail(IOException e) {
        if (!broken) LOG.log(System.Logger.Level.WARNING, "no longer kept: " + files.out(), e);
        broken = true;
    }
}
