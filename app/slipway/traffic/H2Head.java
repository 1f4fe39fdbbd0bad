package slipway.traffic;

import java.util.Locale;
import java.util.Map;

import io.netty.handler.codec.http2.Http2Headers;

import slipway.wire.BadMessage;
import slipway.wire.Head;

/// Headers of h2 told as those of HTTP/1.1, refusing what would mean something else there (RFC 9113, 8.2 and 10.3).
final class H2Head {
    private final Head head;
    private final Http2Headers headers;

    H2Head(Head head, Http2Headers headers) {
        this.head = head;
        this.headers = headers;
    }

    void read(boolean ended) throws BadMessage {
        CharSequence method = headers.method();
        CharSequence path = headers.path();
        if (method == null || path == null || !isMethod(method) || !isVisible(path)) {
            head.request("GET", "");
            throw new BadMessage(400, "no method or path");
        }
        head.request(method.toString(), path.toString());
        long length = -1;
        boolean host = false;
        for (Map.Entry<CharSequence, CharSequence> each : headers) {
            String name = each.getKey().toString();
            if (name.startsWith(":")) continue;
            String value = each.getValue().toString();
            if (!isToken(name) || !isText(value)) throw new BadMessage(400, "a header that HTTP/1.1 cannot have");
            switch (name) {
                case "connection", "transfer-encoding", "keep-alive", "proxy-connection", "upgrade" ->
                    throw new BadMessage(400, name + " in h2");
                case "content-length" -> {
                    if (length >= 0) throw new BadMessage(400, "two content lengths");
                    length = number(value);
                }
                case "host" -> {
                    if (host) throw new BadMessage(400, "two hosts");
                    host = true;
                }
                default -> {
                    // as it is
                }
            }
            head.add(name, value);
        }
        CharSequence authority = headers.authority();
        if (!host && authority != null && isText(authority.toString())) head.add("host", authority);
        if (ended && length > 0) throw new BadMessage(400, "less than its content length");
        if (length < 0 && !ended) head.framedInChunks();
        else
            head.framed(ended && length < 0 ? -1 : length);
    }

    private static boolean isMethod(CharSequence text) {
        return text.length() <= 32 && isToken(text.toString().toLowerCase(Locale.ROOT));
    }

    private static boolean isVisible(CharSequence text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c > ' ' && c < 127);
    }

    private static boolean isToken(String name) {
        return !name.isEmpty() && name.chars().allMatch(c -> c > ' ' && c < 127 && "\"(),/:;<=>?@[\\]{}".indexOf(c) < 0
                && !(c >= 'A' && c <= 'Z'));
    }

    private static boolean isText(String value) {
        return value.chars().allMatch(c -> (c >= ' ' && c != 127 && c < 256) || c == '\t');
    }

    private static long number(String text) throws BadMessage {
        if (text.isEmpty() || text.length() > 18 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new BadMessage(400, "no content length");
        }
        return Long.parseLong(text);
    }
}
