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
/// A file that became shorter was truncated and is read from its start again; a line longer than [#PIECE] bytes
/// comes in pieces; an unfinished line waits for its end.
public final class LogTail {
    /// Longest piece of a line in bytes.
    public static final int PIECE = 8192;

    private final Path file;
    private final ByteArrayOutputStream partial = new ByteArrayOutputStream();
    private long position;

    public LogTail(Path file) {
        this.file = file;
    }

    /// Hands every line that is new to `lines` and answers whether there was news. A file not there yet is no news.
    public boolean poll(Consumer<String> lines) throws IOException {
        long size;
        try {
            size = Files.size(file);
        } catch (NoSuchFileException e) {
            return false;
        }
        if (size < position) {
            position = 0;
            partial.reset();
        }
        if (size == position) return false;
        // not a channel: an interrupted thread would close it in the middle of a line
        try (var in = new RandomAccessFile(file.toFile(), "r")) {
            in.seek(position);
            byte[] buffer = new byte[64 * 1024];
            for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
                position += n;
                split(buffer, n, lines);
            }
        }
        return true;
    }

    /// Hands out a last line that has no end, once nothing writes any more.
    public void finish(Consumer<String> lines) {
        if (partial.size() > 0) hand(lines, partial.size());
    }

    private void split(byte[] buffer, int length, Consumer<String> lines) {
        int from = 0;
        for (int i = 0; i < length; i++) {
            if (buffer[i] == '\n') {
                partial.write(buffer, from, i - from);
                hand(lines, partial.size());
                from = i + 1;
            } else if (partial.size() + i - from >= PIECE) {
                partial.write(buffer, from, i - from);
                hand(lines, wholeCharacters());
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
