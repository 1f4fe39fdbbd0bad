package slipway.engine;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Consumer;

/// Reads a growing text file line by line, from its start; one reader's own, not for two threads.
///
/// Where the file is made a closed [LogSegment], what was left there comes before what is written then. A file that became shorter was truncated and is read from its start again; a line longer than [#PIECE] bytes
/// comes in pieces; an unfinished line waits for its end.
public final class LogTail {
    /// Longest piece of a line in bytes.
    public static final int PIECE = 8192;

    private final Path file;
    private final ByteArrayOutputStream partial = new ByteArrayOutputStream();
    private final String stream;
    /// Where the file begins that is being read, in lines of the stream.
    private long first;
    private long position;
    private boolean within;

    /// Of what stands in `file` now, and what is written into it later.
    public LogTail(Path file) {
        this.file = file;
        this.stream = String.valueOf(file.getFileName());
        try {
            this.first = LogSegment.first(file);
        } catch (IOException e) {
            // the first look will say so
            this.first = 0;
        }
    }

    /// Hands every line that is new to `lines` and answers whether there was news. A file not there yet is no news.
    public boolean poll(Consumer<String> lines) throws IOException {
        return poll(lines, lines);
    }

    /// The same, and hands what goes on with the line before to `pieces`.
    public boolean poll(Consumer<String> lines, Consumer<String> pieces) throws IOException {
        if (!Files.exists(file) || Files.size(file) == position) return false;
        boolean news = false;
        byte[] buffer = new byte[256 * 1024];
        for (int n = next(buffer); n > 0; n = next(buffer)) {
            split(buffer, n, lines, pieces);
            news = true;
        }
        return news;
    }

    /// Fills `buffer` with what comes next; 0 where there is no more now.
    private int next(byte[] buffer) throws IOException {
        try {
            return LogRotation.reading(() -> read(buffer));
        } catch (NoSuchFileException e) {
            // taken away meanwhile
            return 0;
        }
    }

    private int read(byte[] buffer) throws IOException {
        for (LogSegment segment : LogSegment.in(file.toAbsolutePath().resolveSibling(""))) {
            if (!segment.stream().equals(stream) || segment.first() < first) continue;
            if (segment.first() > first) begin(segment.first());
            long size = Files.size(segment.file());
            if (size < position) begin(first);
            if (size > position) return read(segment.file(), buffer);
            if (segment.closed()) begin(segment.end());
        }
        return 0;
    }

    private int read(Path from, byte[] buffer) throws IOException {
        // not a channel: an interrupted thread would close it in the middle of a line
        try (var in = new RandomAccessFile(from.toFile(), "r")) {
            in.seek(position);
            int n = Math.max(0, in.read(buffer));
            position += n;
            return n;
        }
    }

    private void begin(long line) {
        first = line;
        position = 0;
        partial.reset();
        within = false;
    }

    /// Hands out a last line that has no end, once nothing writes any more.
    public void finish(Consumer<String> lines) {
        finish(lines, lines);
    }

    /// The same, and hands what goes on with the line before to `pieces`.
    public void finish(Consumer<String> lines, Consumer<String> pieces) {
        if (partial.size() > 0) hand(within ? pieces : lines, partial.size());
        within = false;
    }

    private void split(byte[] buffer, int length, Consumer<String> lines, Consumer<String> pieces) {
        int from = 0;
        for (int i = 0; i < length; i++) {
            if (buffer[i] == '\n') {
                partial.write(buffer, from, i - from);
                if (!within || partial.size() > 0) hand(within ? pieces : lines, partial.size());
                within = false;
                from = i + 1;
            } else if (partial.size() + i - from >= PIECE) {
                partial.write(buffer, from, i - from);
                hand(within ? pieces : lines, wholeCharacters());
                within = true;
                from = i;
            }
        }
        partial.write(buffer, from, length - from);
    }

    /// Length of what is kept without a character whose last bytes are still to come.
    private int wholeCharacters() {
        byte[] kept = partial.toByteArray();
        int end = kept.length;
        for (int back = 1; back <= 3 && back < kept.length; back++) {
            int octet = kept[kept.length - back] & 0xff;
            if (octet < 0x80) break;
            if (octet >= 0xc0) {
                int needed = octet >= 0xf0 ? 4 : octet >= 0xe0 ? 3 : 2;
                if (needed > back) end = kept.length - back;
                break;
            }
        }
        return end;
    }

    private void hand(Consumer<String> lines, int length) {
        byte[] kept = partial.toByteArray();
        partial.reset();
        partial.write(kept, length, kept.length - length);
        int end = length > 0 && kept[length - 1] == '\r' ? length - 1 : length;
        lines.accept(new String(kept, 0, end, StandardCharsets.UTF_8));
    }
}
