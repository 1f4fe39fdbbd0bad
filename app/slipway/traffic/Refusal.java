package slipway.traffic;

import java.util.Map;

import io.netty.handler.codec.http.HttpResponseStatus;
import tools.jackson.databind.json.JsonMapper;

import slipway.base.Text;

/// The gateway's own answers: JSON with a stable code and a sentence, the text `traffic.answer.CODE`.
final class Refusal {
    private static final JsonMapper JSON = new JsonMapper();

    private Refusal() {}

    static byte[] body(String code, String argument) {
        return JSON.writeValueAsBytes(
                Map.of("error", Map.of("code", code, "message", Text.of("traffic.answer." + code, argument))));
    }

    static String reason(int status) {
        return HttpResponseStatus.valueOf(status).reasonPhrase();
    }
}
