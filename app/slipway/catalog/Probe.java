package slipway.catalog;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

import slipway.base.StudioException;

/// A file that somebody asks what it is: its first bytes are read once for all formats, the rest where one asks for it.
/// Whoever made it closes it; one thread.
final class Probe implements Closeable, Cursor.Bytes {
    /// Bytes of [#head].
    static final int HEAD = 1 << 12;
    /// How long the readers of one file may take together.
    private static final Duration MOST_TIME = Duration.ofSeconds(2);

    private final long opened = System.nanoTime();
    private final Path path;
    private final String name;
    private final RandomAccessFile file;
    private final long size;
    private final byte[] head;

    private Probe(Path path, RandomAccessFile file) throws IOException {
        this.path = path;
        this.name = String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
        this.file = file;
        this.size = file.length();
        this.head = new byte[(int) Math.min(HEAD, size)];
        file.readFully(head);
    }

    static Probe open(Path path) throws IOException {
        var file = new RandomAccessFile(path.toFile(), "r");
        try {
            return new Probe(path, file);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    Path path() {
        return path;
    }

    /// Bytes of the file when it was opened.
    @Override
    public long size() {
        return size;
    }

    /// The first [#HEAD] bytes, or all of a shorter file. Not to be changed.
    byte[] head() {
        return head;
    }

    /// Whether the bytes from `offset` are those of `text` in ISO 8859-1.
    boolean has(int offset, String text) {
        byte[] wanted = text.getBytes(StandardCharsets.ISO_8859_1);
        if (offset + wanted.length > head.length) return false;
        for (int i = 0; i < wanted.length; i++)
            if (head[offset + i] != wanted[i]) return false;
        return true;
    }

    /// The file's name in small letters. A hint only: content decides.
    String name() {
        return name;
    }

    /// Whether the file's name ends so, whatever its case. A hint only: content decides.
    boolean named(String ending) {
        return name.endsWith(ending);
    }

    /// For reading anywhere; its position is wherever the last reader left it.
    RandomAccessFile file() {
        return file;
    }

    @Override
    public int read(long at, byte[] into) throws IOException {
        check();
        if (at < head.length) {
            int count = (int) Math.min(into.length, head.length - at);
            System.arraycopy(head, (int) at, into, 0, count);
            return count;
        }
        file.seek(at);
        return file.read(into);
    }

    /// Ends the reading of a file that keeps its readers busy for too long; whoever loops without [#read] calls it.
    void check() {
        if (System.nanoTime() - opened > MOST_TIME.toNanos()) {
            throw StudioException.of("catalog.too-slow", MOST_TIME.toSeconds());
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
