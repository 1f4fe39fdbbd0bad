package slipway.observe;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;

import slipway.engine.LogRotation;
import slipway.engine.LogSegment;

/// One [LogSegment] of the archive, indexed line by line as far as asked: where each piece begins and when it was
/// written. It is found again by its stream and its first line when it gets another name. A line without a time of its own has that of the line before, the first ones that of the file. One indexing thread;
/// what is indexed is read by any.
final class LogFile {
    /// Bytes read at once.
    static final int BLOCK = 1 << 20;
    /// Marks a place whose piece goes on with the one before.
    static final long CONTINUED = 1L << 47;
    static final long OFFSET = CONTINUED - 1;

    private final Path folder;
    private final String stream;
    private final long first;
    private final boolean stderr;
    private long[] places = new long[256];
    private long[] times = new long[256];
    private int size;
    private long position;
    private long lines;
    private long lastTime;
    private boolean within;

    /// What is done with an open file.
    interface Reading<T> {
        T from(RandomAccessFile in) throws IOException;
    }

    /// @param earliest no line of it is older, milliseconds since 1970
    LogFile(LogSegment of, long earliest) throws IOException {
        this.folder = of.file().resolveSibling("");
        this.stream = of.stream();
        this.first = of.first();
        this.stderr = stream.endsWith(".err");
        var facts = Files.readAttributes(of.file(), BasicFileAttributes.class);
        this.lastTime = Math.max(earliest,
                Math.min(facts.creationTime().toMillis(), facts.lastModifiedTime().toMillis()));
    }

    /// Opens the file, whatever its name is by now; a [NoSuchFileException] where it is gone.
    <T> T read(Reading<T> what) throws IOException {
        return LogRotation.reading(() -> {
            Path now = LogSegment.at(folder, stream, first).map(LogSegment::file)
                    .orElseThrow(() -> new NoSuchFileException(stream + " from line " + first));
            try (var in = new RandomAccessFile(now.toFile(), "r")) {
                return what.from(in);
            }
        });
    }

    boolean is(LogSegment segment) {
        return first == segment.first() && stream.equals(segment.stream());
    }

    String stream() {
        return stream;
    }

    /// When the last line known was written.
    long lastTime() {
        return lastTime;
    }

    boolean stderr() {
        return stderr;
    }

    /// How far it is indexed, in bytes.
    long position() {
        return position;
    }

    int size() {
        return size;
    }

    long place(int index) {
        return places[index];
    }

    long time(int index) {
        return times[index];
    }

    /// Lets go of what was taken over.
    void forget() {
        places = new long[256];
        times = new long[256];
        size = 0;
    }

    /// Goes on until the line before number `until` of the stream is known or the file ends; those before `from` are
    /// left out.
    void extend(long from, long until) throws IOException {
        long limit = until - first;
        if (lines >= limit) return;
        byte[] block = new byte[BLOCK];
        while (lines < limit) {
            int length = read(in -> {
                in.seek(position);
                return fill(in, block);
            });
            int used = index(block, length, from - first, limit);
            if (used == 0) return;
            position += used;
        }
    }

    private static int fill(RandomAccessFile in, byte[] block) throws IOException {
        int length = 0;
        while (length < block.length) {
            int n = in.read(block, length, block.length - length);
            if (n < 0) break;
            length += n;
        }
        return length;
    }

    /// Bytes of `block` gone over; what has no end yet is left for the next time.
    private int index(byte[] block, int length, long from, long limit) {
        int at = 0;
        while (lines < limit) {
            int end = LogCutter.pieceEnd(block, at, length);
            if (end < 0) break;
            boolean whole = end < length && block[end] == '\n';
            if (end == length) break;
            if (!within) lastTime = Stamp.millis(block, at, end, lastTime);
            if (lines >= from && (end > at || !within)) {
                add(position + at | (within ? CONTINUED : 0), lastTime);
            }
            within = !whole;
            if (whole) lines++;
            at = whole ? end + 1 : end;
        }
        return at;
    }

    private void add(long place, long time) {
        if (size == places.length) {
            places = Arrays.copyOf(places, size * 2);
            times = Arrays.copyOf(times, size * 2);
        }
        places[size] = place;
        times[size++] = time;
    }

    /// The piece whose line starts or goes on at `from` of `block`, without its own time.
    static LogLine line(byte[] block, int from, int end, long number, long time, boolean stderr, boolean continued) {
        int stop = end > from && block[end - 1] == '\r' ? end - 1 : end;
        String text = new String(block, from, stop - from, StandardCharsets.UTF_8);
        if (continued) return new LogLine(number, time, stderr, LogLine.Level.INFO, text, true, 0);
        Stamped taken = Stamped.of(time, text);
        return new LogLine(number, time, stderr, taken.level(), taken.text(), false, 0);
    }
}
