package slipway.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/// A request as the bytes that go out, encoded once; any event loop may send it, any number of times. `number` tells
/// replayed ones apart.
record Shot(ByteBuf bytes, boolean head, long number) {
    /// What belongs to the connection and not to the request.
    private static final List<String> OURS = List.of("host", "content-length", "transfer-encoding", "connection",
            "expect", "keep-alive", "te", "trailer", "upgrade", "proxy-connection");

    static Shot of(Destination to, LoadRequest request, Map<String, String> more) {
        var headers = new LinkedHashMap<String, String>();
        request.headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        more.forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        String target = request.target().isEmpty() ? to.target() : request.target();
        byte[] top = top(to, request.method(), target, List.copyOf(headers.entrySet()), request.body().length());
        // direct, because it goes out many times; the JDK’s own direct memory goes with the last reference
        ByteBuffer all = ByteBuffer.allocateDirect(top.length + request.body().length());
        all.put(top).put(request.body().toArray()).flip();
        return new Shot(kept(Unpooled.wrappedBuffer(all)), request.method().equals("HEAD"), 0);
    }

    /// A request that goes out once.
    static Shot once(Destination to, ReplayItem item, List<Map.Entry<String, String>> headers, byte[] body,
            long number) {
        byte[] top = top(to, item.method(), item.target(), headers, body.length);
        return new Shot(kept(Unpooled.wrappedBuffer(top, body)), item.method().equals("HEAD"), number);
    }

    private static ByteBuf kept(ByteBuf bytes) {
        return Unpooled.unreleasableBuffer(bytes);
    }

    /// The host and the body’s length are said here, whatever `headers` say of them.
    private static byte[] top(Destination to, String method, String target, List<Map.Entry<String, String>> headers,
            int length) {
        var text = new StringBuilder(256).append(method).append(' ').append(target).append(" HTTP/1.1\r\nhost: ")
                .append(to.hostHeader()).append("\r\n");
        for (var header : headers) {
            if (!OURS.contains(header.getKey().toLowerCase(Locale.ROOT))) {
                text.append(header.getKey()).append(": ").append(header.getValue()).append("\r\n");
            }
        }
        if (length > 0 || !(method.equals("GET") || method.equals("HEAD"))) {
            text.append("content-length: ").append(length).append("\r\n");
        }
        return text.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
    }
}
