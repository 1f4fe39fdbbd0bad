package slipway.catalog;

import java.io.IOException;
import java.util.Map;

/// Reads protobuf wire format without holding more than a small buffer; every length is checked against what is left
/// before anything is read or made. One reader, one thread.
final class ProtoReader {
    static final int VARINT = 0;
    static final int BYTES = 2;
    private static final int MAX_TEXT = 1 << 16;

    private final Cursor in;
    private int field;
    private int wire;
    private long valueEnd;

    ProtoReader(Cursor.Bytes bytes) {
        this.in = new Cursor(bytes);
    }

    long size() {
        return in.size();
    }

    long position() {
        return in.position();
    }

    /// Moves to the next field that begins before `end`; false at `end`. A value that was not read is skipped.
    boolean next(long end) throws IOException {
        long start = in.position();
        if (start == end) return false;
        long tag = varint(end);
        field = (int) (tag >>> 3);
        wire = (int) (tag & 7);
        if (field <= 0 || tag >>> 3 > 536_870_911) throw new Malformed("no field number", start);
        switch (wire) {
            case VARINT -> valueEnd = end;
            case 1 -> valueEnd = in.position() + 8;
            case BYTES -> {
                long length = varint(end);
                if (length < 0 || length > end - in.position()) throw new Malformed("length beyond the end", start);
                valueEnd = in.position() + length;
            }
            case 5 -> valueEnd = in.position() + 4;
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
            in.at(valueEnd);
    }

    /// Leaves the nested message that ends at `end`, whatever was read of it.
    void leave(long end) throws IOException {
        in.at(end);
    }

    /// An entry of a map of texts, which ends at `end`; no more than `most` are kept.
    void pair(long end, Map<String, String> into, int most) throws IOException {
        String key = "";
        String value = "";
        while (next(end)) {
            if (isBytes(1)) key = text();
            else if (isBytes(2)) value = text();
            else
                skip();
        }
        if (into.size() < most) into.put(key, value);
    }

    long number() throws IOException {
        return varint(valueEnd);
    }

    /// The next number of a packed value that ends at `end`.
    long packed(long end) throws IOException {
        return varint(end);
    }

    /// The present value as UTF-8; one longer than a name can be is cut.
    String text() throws IOException {
        long end = valueEnd;
        String text = in.text(Math.min(end - in.position(), MAX_TEXT));
        in.at(end);
        return text;
    }

    private long varint(long end) throws IOException {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            if (in.position() >= end) throw new Malformed("cut off", in.position());
            int next = in.u8();
            value |= (long) (next & 0x7f) << shift;
            if (next < 0x80) return value;
        }
        throw new Malformed("endless number", in.position());
    }
}
