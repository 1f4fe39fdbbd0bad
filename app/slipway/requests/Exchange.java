package slipway.requests;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import slipway.base.Bytes;
import slipway.base.Problem;

/// A draft that was sent and what came back. `status` is 0 where no answer came, with the `problem`.
///
/// @param id         row in the history, 0 before it is saved
/// @param totalNanos from sending to the last byte; `firstByteNanos` to the head of the answer
/// @param servedBy   `x-slipway-deployment`, empty where nobody said
public record Exchange(long id, String endpoint, long epochMillis, Draft draft, int status,
        Map<String, List<String>> headers, Bytes body, long totalNanos, long firstByteNanos, String servedBy,
        String revision, String requestId, boolean pinned, @Nullable Problem problem) {}
