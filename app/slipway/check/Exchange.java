package slipway.check;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/// One request of a check and what came back, kept as evidence; bodies only as far as [#KEPT], secrets never.
///
/// @param status 0 where no answer came
/// @param body   of the answer; bytes that are no text as their number
/// @param error  why no answer came, null where one did
public record Exchange(String method, String path, Map<String, String> requestHeaders, String requestBody, int status,
        Map<String, String> headers, String body, double millis, @Nullable String error) {
    /// Characters of a body that are kept.
    public static final int KEPT = 4096;

    public Exchange {
        requestHeaders = Map.copyOf(requestHeaders);
        headers = Map.copyOf(headers);
    }

    /// Whether an answer came with a status of 200 to 299.
    public boolean good() {
        return status >= 200 && status < 300;
    }
}
