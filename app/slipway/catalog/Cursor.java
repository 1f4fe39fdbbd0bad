package slipway.catalog;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// Reads numbers and texts anywhere in some bytes through one small buffer. Every length is checked against what is
/// left before anything is read or made, and the texts read through one cursor are bounded together. One thread.
final class Cursor {
    private static final int BUFFER = 1 << 13;
    /// Characters that one reading may keep.
    private static final long MOST_TEXT = 48L << 20;

    private final Bytes bytes;
    private final byte[] buffer = new byte[BUFFER];
    private final long size;
    private long bufferAt;
    private int buffered;
    private long position;
    private long textLeft = MOST_TEXT;
    private boolean bigEndian;

    /// Bytes that can be read anywhere.
    interface Bytes {
        long size();

        /// Reads up to all of `into` from `at`; how many, -1 at the end.
        int read(long at, byte[] into) throws IOException;

        static Bytes of(byte[] content) {
            return new Bytes() {
                @Override
                public long size() {
                    return content.length;
                }

                @Override
                public int read(long at, byte[] into) {
                    int count = (int) Math.min(into.length, content.length - at);
                    if (count <= 0) return -1;
                    System.arraycopy(content, (int) at, into, 0, count);
                    return count;
                }
            };
        }
    }

    Cursor(Bytes bytes) {
        this.bytes = bytes;
        this.size = bytes.size();
    }

    long size() {
        return size;
    }

    long position() {
        return position;
    }

    void bigEndian(boolean big) {
        bigEndian = big;
    }

    /// Moves to `offset`, which may be the end and nothing beyond.
    Cursor at(long offset) throws Malformed {
        if (offset < 0 || offset > size) throw new Malformed("offset " + offset + " outside the file", position);
        position = offset;
        return this;
    }

    void skip(long count) throws Malformed {
        if (count < 0 || count > size - position) throw new Malformed("length beyond the end", position);
        position += count;
    }

    int u8() throws IOException {
        if (position < bufferAt || position >= bufferAt + buffered) {
            if (position >= size) throw new Malformed("cut off", position);
            bufferAt = position;
            buffered = Math.max(0, bytes.read(position, buffer));
            if (buffered == 0) throw new Malformed("cut off", position);
        }
        return buffer[(int) (position++ - bufferAt)] & 0xff;
    }

    int u16() throws IOException {
        return (int) number(2);
    }

    long u32() throws IOException {
        return number(4);
    }

    /// The bits of a number of 64; above 2^63 it is negative.
    long u64() throws IOException {
        return number(8);
    }

    /// A number of `width` bytes, 1 to 8.
    long number(int width) throws IOException {
        long value = 0;
        for (int i = 0; i < width; i++) {
            if (bigEndian) value = value << 8 | u8();
            else
                value |= (long) u8() << (8 * i);
        }
        return value;
    }

    byte[] bytes(long count) throws IOException {
        if (count < 0 || count > size - position) throw new Malformed("length beyond the end", position);
        textLeft -= count;
        if (textLeft < 0) throw new Malformed("too much text", position);
        byte[] read = new byte[(int) count];
        for (int i = 0; i < read.length; i++)
            read[i] = (byte) u8();
        return read;
    }

    /// The next `count` bytes as UTF-8; what is no UTF-8 is replaced.
    String text(long count) throws IOException {
        return new String(bytes(count), StandardCharsets.UTF_8);
    }
}
