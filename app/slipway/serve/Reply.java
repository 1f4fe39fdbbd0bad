package slipway.serve;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/// One answer on its way out; made and sent by the thread of its request.
final class Reply {
    static final String JSON = "application/json";

    final int status;
    final @Nullable String contentType;
    final byte[] body;
    final Map<String, String> headers = new LinkedHashMap<>();
    /// Why it is no 200, for the log.
    final @Nullable String reason;

    private Reply(int status, @Nullable String contentType, byte[] body, @Nullable String reason) {
        this.status = status;
        this.contentType = contentType;
        this.body = body;
        this.reason = reason;
    }

    static Reply ok(String contentType, byte[] body) {
        return new Reply(200, contentType, body, null);
    }

    static Reply ok(String contentType, String body) {
        return ok(contentType, body.getBytes(StandardCharsets.UTF_8));
    }

    static Reply empty() {
        return new Reply(200, null, new byte[0], null);
    }

    /// The refusal in the shape that `contract` has for errors.
    static Reply refused(String contract, Refusal refusal) {
        String reason = refusal.reason();
        byte[] json = switch (contract) {
            case "mlflow" -> Json.object("error_code", refusal.code(), "message", reason);
            case "azureml" -> Json.object("message", reason);
            case "oci-byoc" -> Json.object("code", refusal.code(), "message", reason);
            default -> Json.object("error", reason);
        };
        boolean text = contract.equals("mlflow") && refusal.status() == 415;
        return new Reply(refusal.status(), text ? "text/plain" : JSON,
                text ? reason.getBytes(StandardCharsets.UTF_8) : json, reason);
    }

    Reply with(String header, String value) {
        headers.put(header, value);
        return this;
    }
}
