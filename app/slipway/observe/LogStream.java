package slipway.observe;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

import slipway.engine.LogFiles;
import slipway.engine.LogRotation;
import slipway.engine.LogSegment;

/// One stream of a [LogWriter] on its way to the disk, whole lines at a time. What cannot be written waits, until
/// that is [#MOST] bytes; lines beyond that are missing, and counted, so that the numbers of those after them stay true. Used
/// by one thread at a time.
final class LogStream implements AutoCloseable {
    /// Bytes beyond which no more lines wait.
    static final int MOST = 1 << 20;
    private static final int WRITTEN_AT_ONCE = 64 * 1024;

    private final Path live;
    private final ByteArrayOutputStream waiting = new ByteArrayOutputStream();
    private @Nullable RandomAccessFile file;
    private long waitingLines;
    private long first;
    private long lines;
    private long bytes;
    private long missing;
    /// What the archive had when this stream was resumed.
    private LogPosition before = LogPosition.NONE;
    private long known;
    private long lastAt = Long.MIN_VALUE;
    private long lastCount;

    /// Writes `live` from its beginning.
    LogStream(Path live) {
        this.live = live;
    }

    /// Goes on with `live` from `position`: what was written after it is told again.
    LogStream(Path live, LogPosition position) throws IOException {
        this.live = live;
        first = LogSegment.first(live);
        before = position;
        lastAt = position.at();
        lastCount = position.count();
        long there = Files.exists(live) ? Files.size(live) : 0;
        // shorter where it was cut after that was noted
        bytes = Math.min(there, position.bytes());
        lines = there >= position.bytes() ? position.lines() : LogSegment.lines(live);
        if (there <= bytes) return;
        try (var file = new RandomAccessFile(live.toFile(), "rw")) {
            file.setLength(bytes);
        }
    }

    /// Whether a line of that time, the next one the engine tells, is in the archive already.
    boolean knows(long at) {
        boolean told = at < before.at() || (at == before.at() && known++ < before.count());
        // from the first new one on all are new, also where the clock was set back
        if (!told) before = LogPosition.NONE;
        return told;
    }

    /// Takes a line in; whether enough wait to be written.
    ///
    /// @param at when the engine got it, in milliseconds since 1970
    boolean add(long at, String line) {
        lastCount = at == lastAt ? lastCount + 1 : 1;
        lastAt = at;
        byte[] octets = (line + '\n').getBytes(StandardCharsets.UTF_8);
        if (missing > 0 || waiting.size() > MOST) {
            missing++;
        } else {
            waiting.writeBytes(octets);
            waitingLines++;
        }
        return waiting.size() > WRITTEN_AT_ONCE;
    }

    /// Writes what waits; where that fails it goes on to wait.
    void flush() throws IOException {
        if (waiting.size() == 0) return;
        RandomAccessFile to = file == null ? new RandomAccessFile(live.toFile(), "rw") : file;
        file = to;
        // also what was written in part only
        if (to.length() > bytes) to.setLength(bytes);
        to.seek(bytes);
        to.write(waiting.toByteArray());
        bytes += waiting.size();
        lines += waitingLines;
        waiting.reset();
        waitingLines = 0;
        note();
        if (missing > 0) cut();
    }

    private void note() throws IOException {
        new LogPosition(lastAt, lastCount, bytes, lines).write(live);
    }

    /// Closes the file that is written once it has `most` bytes, and begins another; whether it did.
    boolean cutBeyond(long most) throws IOException {
        if (bytes < most) return false;
        cut();
        return true;
    }

    private void cut() throws IOException {
        LogRotation.changing(() -> {
            release();
            return Files.move(live, LogSegment.closed(live, first, first + lines + missing));
        });
        first += lines + missing;
        lines = 0;
        missing = 0;
        bytes = 0;
        // whoever looks finds it, also while nothing is written
        Files.createFile(live);
        note();
    }

    private void release() throws IOException {
        RandomAccessFile written = file;
        file = null;
        if (written != null) written.close();
    }

    /// Writes what waits and lets go of the file, for good.
    @Override
    public void close() throws IOException {
        try {
            flush();
        } finally {
            release();
            Files.deleteIfExists(LogFiles.position(live));
        }
    }
}
