package slipway.catalog;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

/// A file that somebody asks what it is: its first bytes are read once for all formats, the rest where one asks for it.
/// Whoever made it closes it; one thread.
final class Probe implements Closeable {
    /// Bytes of [#head].
    static final int HEAD = 1 << 12;

    private final Path path;
    private final RandomAccessFile file;
    private final long size;
    private final byte[] head;

    private Probe(Path path, RandomAccessFile file) throws IOException {
        this.path = path;
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
    long size() {
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

    /// Whether the file's name ends so, whatever its case. A hint only: content decides.
    boolean named(String ending) {
        return String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT).endsWith(ending);
    }

    /// For reading anywhere; its position is wherever the last reader left it.
    RandomAccessFile file() {
        return file;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
