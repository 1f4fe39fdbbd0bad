package slipway.requests;

/// An exchange as the history lists it: without headers and bodies.
///
/// @param size of the answer’s body, in bytes, decoded
public record Past(long id, String endpoint, long epochMillis, String name, String method, String url, int status,
        String servedBy, String requestId, boolean pinned, long totalNanos, long size) {}
