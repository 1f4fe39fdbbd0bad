package slipway.traffic;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;

/// What stands around the chunks of a body (RFC 9112, 7.1), and lines of one hop.
final class Framing {
    private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    static final byte[] KEEP_ALIVE = bytes("connection: keep-alive\r\n");
    static final byte[] CLOSE = bytes("connection: close\r\n");
    static final byte[] CHUNKED = bytes("transfer-encoding: chunked\r\n");
    static final byte[] CONTINUE = bytes("HTTP/1.1 100 Continue\r\n\r\n");

    private Framing() {}

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /// Address of the one at the other end.
    static String peer(Channel channel) {
        return channel.remoteAddress() instanceof InetSocketAddress address
                ? address.getAddress().getHostAddress()
                : "127.0.0.1";
    }

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
