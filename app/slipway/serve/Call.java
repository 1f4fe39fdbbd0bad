package slipway.serve;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

import com.sun.net.httpserver.HttpExchange;
import org.jspecify.annotations.Nullable;

import slipway.base.Units;

/// One request as the routes see it.
final class Call {
    private final HttpExchange exchange;
    final String method;
    /// As it came, still encoded, never normalised: `/predict/` is not `/predict`.
    final String path;
    final String id;

    Call(HttpExchange exchange, String id) {
        this.exchange = exchange;
        this.method = exchange.getRequestMethod();
        this.path = String.valueOf(exchange.getRequestURI().getRawPath());
        this.id = id;
    }

    @Nullable
    String header(String name) {
        return exchange.getRequestHeaders().getFirst(name);
    }

    /// The media type without parameters, in lower case; empty where none was sent.
    String mediaType() {
        String type = header("Content-Type");
        return type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    /// Whether the media type carries no parameter but `charset=utf-8`.
    boolean plainUtf8() {
        String type = header("Content-Type");
        if (type == null || !type.contains(";")) return true;
        return type.split(";", 2)[1].strip().replace("\"", "").equalsIgnoreCase("charset=utf-8");
    }

    /// The whole body, refused above `limit` bytes whether or not its length was announced.
    byte[] body(long limit) throws IOException {
        String announced = header("Content-Length");
        if (announced != null && Long.parseLong(announced) > limit) {
            throw tooLarge(limit);
        }
        InputStream in = exchange.getRequestBody();
        byte[] body = in.readNBytes((int) Math.min(Integer.MAX_VALUE - 8L, limit + 1));
        if (body.length > limit) throw tooLarge(limit);
        return body;
    }

    private static Refusal tooLarge(long limit) {
        return new Refusal(413, "BAD_REQUEST", "The body is larger than this contract's limit of " + Units.bytes(limit)
                + ".");
    }
}
