package slipway.traffic;

import io.netty.buffer.ByteBuf;

/// What stands around the chunks of a body (RFC 9112, 7.1).
final class Framing {
    private static final byte[] DIGITS = "0123456789abcdef".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    private Framing() {}

    /// Before a chunk: its size.
    static void size(ByteBuf out, int size) {
        int shift = (31 - Integer.numberOfLeadingZeros(size)) / 4 * 4;
        for (; shift >= 0; shift -= 4)
            out.writeByte(DIGITS[size >>> shift & 15]);
        line(out);
    }

    /// Behind it.
    static ByteBuf line(ByteBuf out) {
        return out.writeByte('\r').writeByte('\n');
    }

    /// Behind the last one.
    static ByteBuf end(ByteBuf out) {
        return line(line(out.writeByte('0')));
    }

    /// Behind the last one, with lines of trailers.
    static ByteBuf end(ByteBuf out, byte[] trailers) {
        return line(line(out.writeByte('0')).writeBytes(trailers));
    }
}
