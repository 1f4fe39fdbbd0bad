package slipway.catalog;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;

/// Reads protobuf wire format from a file without holding more than a small buffer; every length is checked against
/// what is left before anything is read or made. One reader, one thread.
final class ProtoReader {
    static final int VARINT = 0;
    static final int BYTES = 2;
    private static final int MAX_TEXT = 1 << 16;

    private final RandomAccessFile file;
    private final byte[] buffer = new byte[1 << 15];
    private long bufferAt;
    private int buffered;
    private long position;
    private int field;
    private int wire;
    private long valueEnd;

    /// The file is not what it should be at `offset`.
    static final class Malformed extends IOException {
        Malformed(String reason, long offset) {
            super(reason + " at byte " + offset);
        }
    }

    ProtoReader(RandomAccessFile file) {
        this.file = file;
    }

    long position() {
        return position;
    }

    /// Moves to the next field that begins before `end`; false at `end`. A value that was not read is skipped.
    boolean next(long end) throws IOException {
        if (position == end) return false;
        long start = position;
        long tag = varint(end);
        field = (int) (tag >>> 3);
        wire = (int) (tag & 7);
        if (field <= 0 || tag >>> 3 > 536_870_911) throw new Malformed("no field number", start);
        switch (wire) {
            case VARINT -> valueEnd = end;
            case 1 -> valueEnd = position + 8;
            case BYTES -> {
                long length = varint(end);
                if (length < 0 || length > end - position) throw new Malformed("length beyond the end", start);
                valueEnd = position + length;
            }
            case 5 -> valueEnd = position + 4;
            default -> throw new Malformed("unknown wire type " + wire, start);
        }
        if (valueEnd > end) throw new Malformed("value beyond the end", start);
        return true;
    }

    int field() {
        return field;
    }

    boolean isBytes(int number) {
        return field == number && wire == BYTES;
    }

    boolean isVarint(int number) {
        return field == number && wire == VARINT;
    }

    /// Where the value of the present field ends (a nested message is read up to there).
    long valueEnd() {
        return valueEnd;
    }

    void skip() throws IOException {
        if (wire == VARINT) varint(valueEnd);
        else
            position = valueEnd;
    }

    long number() throws IOException {
        return varint(valueEnd);
    }

    /// The present value as UTF-8; one longer than a name can be is cut.
    String text() throws IOException {
        byte[] bytes = new byte[(int) Math.min(valueEnd - position, MAX_TEXT)];
        for (int i = 0; i < bytes.length; i++)
            bytes[i] = (byte) read();
        position = valueEnd;
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private long varint(long end) throws IOException {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            if (position >= end) throw new Malformed("cut off", position);
            int next = read();
            value |= (long) (next & 0x7f) << shift;
            if (next < 0x80) return value;
        }
        throw new Malformed("endless number", position);
    }

    private int read() throws IOException {
        if (position < bufferAt || position >= bufferAt + buffered) {
            file.seek(position);
            bufferAt = position;
            buffered = file.read(buffer);
            if (buffered <= 0) throw new Malformed("cut off", position);
        }
        return buffer[(int) (position++ - bufferAt)] & 0xff;
    }
}
