package slipway.traffic;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;

/// What stands around the chunks of a body (RFC 9112, 7.1), and lines of one hop.
final class Framing {
    /// A piece up to this size is copied behind what goes out before it: one write for both.
    static final int SMALL = 4096;
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

    /// Writes a piece of a body, in chunks where it has no length; answers what was not written yet and goes out with the
    /// next piece or the end. `before` is what that was so far; both are this method's from now on.
    @SuppressWarnings("FutureReturnValueIgnored")
    static @Nullable ByteBuf piece(Channel channel, @Nullable ByteBuf before, ByteBuf piece, boolean chunked) {
        int size = piece.readableBytes();
        ByteBuf out = before;
        if (chunked) {
            if (out == null) out = channel.alloc().directBuffer(size <= SMALL ? size + 32 : 32);
            size(out, size);
        }
        if (out != null && size <= SMALL) {
            out.writeBytes(piece);
            piece.release();
        } else {
            if (out != null) channel.write(out, channel.voidPromise());
            channel.write(piece, channel.voidPromise());
            out = null;
        }
        if (!chunked) return out;
        return line(out == null ? channel.alloc().directBuffer(32) : out);
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
