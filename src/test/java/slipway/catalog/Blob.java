package slipway.catalog;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Builds a binary file by hand: little-endian numbers, texts, and protobuf's wire format.
final class Blob {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    static Blob of() {
        return new Blob();
    }

    Blob number(long value, int width) {
        for (int i = 0; i < width; i++)
            out.write((int) (value >>> (8 * i)));
        return this;
    }

    Blob u8(long value) {
        return number(value, 1);
    }

    Blob u16(long value) {
        return number(value, 2);
    }

    Blob u32(long value) {
        return number(value, 4);
    }

    Blob u64(long value) {
        return number(value, 8);
    }

    Blob raw(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    /// The characters as bytes of ISO 8859-1.
    Blob ascii(String text) {
        return raw(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /// A text of GGUF: its length, then itself.
    Blob string(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return u64(bytes.length).raw(bytes);
    }

    Blob zeros(int count) {
        return raw(new byte[count]);
    }

    /// Zero bytes up to a multiple of `step`.
    Blob padded(int step) {
        return zeros((step - size() % step) % step);
    }

    int size() {
        return out.size();
    }

    byte[] bytes() {
        return out.toByteArray();
    }

    /// A field of protobuf that is a number.
    Blob field(int number, long value) {
        return varint((long) number << 3).varint(value);
    }

    /// A field of protobuf that is a text.
    Blob field(int number, String text) {
        return field(number, text.getBytes(StandardCharsets.UTF_8));
    }

    /// A field of protobuf that is a message.
    Blob field(int number, Blob message) {
        return field(number, message.bytes());
    }

    private Blob field(int number, byte[] bytes) {
        return varint(((long) number << 3) | 2).varint(bytes.length).raw(bytes);
    }

    private Blob varint(long value) {
        long rest = value;
        for (; (rest & ~0x7fL) != 0; rest >>>= 7)
            out.write((int) ((rest & 0x7f) | 0x80));
        out.write((int) rest);
        return this;
    }
}
