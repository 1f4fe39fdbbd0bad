package slipway.traffic;

import java.util.List;
import java.util.Set;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/// What is needed to send a request once more: its body, where it is small. Only for methods that may be asked twice
/// (RFC 9110, 9.2.2). Its passage's, same event loop.
final class Repeat {
    private static final Set<String> IDEMPOTENT = Set.of("GET", "HEAD", "OPTIONS", "PUT", "DELETE");
    private static final int LARGEST = 64 * 1024;
    private static final byte[] NOTHING = {};

    private byte[] body;
    private int size;

    private Repeat(int length) {
        body = length == 0 ? NOTHING : new byte[length];
    }

    /// Null where it may be sent only once.
    static @Nullable Repeat of(String method, long length, boolean chunked) {
        if (method.equals("POST") || chunked || length > LARGEST || !IDEMPOTENT.contains(method)) return null;
        return new Repeat((int) Math.max(0, length));
    }

    void keep(ByteBuf piece) {
        int more = Math.min(piece.readableBytes(), body.length - size);
        piece.getBytes(piece.readerIndex(), body, size, more);
        size += more;
    }

    /// What has come of it so far.
    List<ByteBuf> body() {
        return size == 0 ? List.of() : List.of(Unpooled.wrappedBuffer(body, 0, size));
    }
}
