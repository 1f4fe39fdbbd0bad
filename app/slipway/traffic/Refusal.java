package slipway.traffic;

import java.util.Map;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import tools.jackson.databind.json.JsonMapper;

import slipway.base.Text;

/// The gateway's own answers: JSON with a stable code and a sentence, the text `traffic.answer.CODE`.
final class Refusal {
    static final CharSequence AUTHENTICATE = HttpHeaders.createOptimized("www-authenticate");
    static final CharSequence JSON_TYPE = HttpHeaders.createOptimized("application/json");
    private static final JsonMapper JSON = new JsonMapper();

    private Refusal() {}

    static void send(HttpServerResponse out, int status, String code, String argument) {
        var error = Map.of("error", Map.of("code", code, "message", Text.of("traffic.answer." + code, argument)));
        out.setStatusCode(status);
        out.headers().set(HttpHeaders.CONTENT_TYPE, JSON_TYPE);
        out.end(Buffer.buffer(JSON.writeValueAsBytes(error)));
    }
}
