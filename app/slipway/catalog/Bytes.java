package slipway.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/// Reads bytes one after the other and checks each length against what is left before anything is read or made; a long
/// text is kept only at its beginning. One reader, one thread; whoever opened the stream closes it.
final class Bytes {
    /// Bytes of a text that are kept.
    static final int KEPT = 1 << 12;

    private final InputStream in;
    private final long size;
    private final byte[] buffer = new byte[1 << 13];
    private int at;
    private int filled;
    private long passed;

    /// @param size bytes that `in` has, -1 where nobody knows
    Bytes(InputStream in, long size) {
        this.in = in;
        this.size = size;
    }

    long position() {
        return passed + at;
    }

    /// Bytes up to the end, or a number beyond every length where the end is not known.
    long left() {
        return size < 0 ? Long.MAX_VALUE - position() : size - position();
    }

    /// The next byte, -1 at the end.
    int read() throws IOException {
        if (at == filled && !fill()) return -1;
        return buffer[at++] & 0xff;
    }

    /// The next byte without moving on, -1 at the end.
    int peek() throws IOException {
        if (at == filled && !fill()) return -1;
        return buffer[at] & 0xff;
    }

    int next() throws IOException {
        int next = read();
        if (next < 0) throw new Malformed("cut off", position());
        return next;
    }

    /// A number of `count` bytes, the lowest first; negative where eight bytes say so.
    long little(int count) throws IOException {
        long number = 0;
        for (int i = 0; i < count; i++)
            number |= (long) next() << (8 * i);
        return number;
    }

    /// A number of `count` bytes, the highest first; negative where eight bytes say so.
    long big(int count) throws IOException {
        long number = 0;
        for (int i = 0; i < count; i++)
            number = number << 8 | next();
        return number;
    }

    /// `length` where so much can be left, else a refusal.
    long checked(long length) throws IOException {
        if (length < 0 || length > left()) throw new Malformed("length beyond the end", position());
        return length;
    }

    void skip(long length) throws IOException {
        long rest = checked(length);
        while (rest > 0) {
            if (at == filled && rest > buffer.length) rest -= leap(rest);
            if (rest == 0) return;
            if (at == filled && !fill()) throw new Malformed("cut off", position());
            int step = (int) Math.min(rest, filled - at);
            at += step;
            rest -= step;
        }
    }

    /// A text of `length` bytes; what is longer than [#KEPT] is cut.
    String text(long length, Charset charset) throws IOException {
        byte[] kept = new byte[(int) Math.min(checked(length), KEPT)];
        for (int i = 0; i < kept.length; i++)
            kept[i] = (byte) next();
        skip(length - kept.length);
        return new String(kept, charset);
    }

    /// A text up to the next line feed, which is passed over; what is longer than [#KEPT] is cut.
    String line() throws IOException {
        return line(KEPT);
    }

    /// As [#line()], with a bound of one's own.
    String line(int most) throws IOException {
        var kept = new StringBuilder();
        for (int next = next(); next != '\n'; next = next())
            if (kept.length() < most) kept.append((char) next);
        byte[] bytes = kept.toString().getBytes(StandardCharsets.ISO_8859_1);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private long leap(long length) throws IOException {
        long leapt = in.skip(length);
        if (leapt > 0) {
            passed += filled + leapt;
            at = 0;
            filled = 0;
        }
        return Math.max(leapt, 0);
    }

    private boolean fill() throws IOException {
        if (Thread.currentThread().isInterrupted()) throw new java.io.InterruptedIOException("cancelled");
        int count = in.read(buffer);
        if (count <= 0) return false;
        passed += filled;
        at = 0;
        filled = count;
        return true;
    }
}
