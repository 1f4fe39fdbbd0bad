package slipway.traffic;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;

/// Requests that two servers could read differently, or that no model server can answer.
final class Framing {
    private Framing() {}

    static boolean isBad(HttpServerRequest in, String target) {
        if (target.isEmpty() || HttpMethod.CONNECT.equals(in.method())) return true;
        if (!target.chars().allMatch(c -> c > ' ' && c < 127)) return true;
        var encodings = in.headers().getAll(HttpHeaders.TRANSFER_ENCODING);
        if (encodings.isEmpty()) return false;
        return encodings.size() > 1 || !encodings.getFirst().equalsIgnoreCase("chunked")
                || in.version() == HttpVersion.HTTP_1_0;
    }
}
