package slipway.traffic;

import org.jspecify.annotations.Nullable;

/// One request that went through the gateway (or one mirror copy of it).
///
/// @param number     counts from 0 per endpoint
/// @param deployment who served it, empty when nobody did
/// @param totalNanos from the request's head to the answer's last byte; `upstreamNanos` is the server's share of it
/// @param mirrored   for a live request, who got a copy
/// @param copy       whether this record is the copy
/// @param status     what the client got; 499 where it went away first, 0 for a copy that got no answer
/// @param error      why it failed where no status came from a server: the CODE of the text `traffic.answer.CODE`
public record RequestRecord(long number, String requestId, long epochMillis, String method, String path,
        String deployment, long revision, int status, long totalNanos, long upstreamNanos, long requestBytes,
        long answerBytes, @Nullable String mirrored, boolean copy, @Nullable String error) {
    public boolean failed() {
        return status == 0 || status >= 500;
    }
}
