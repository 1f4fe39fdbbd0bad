package slipway.requests;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import slipway.base.Bytes;
import slipway.base.Problem;

/// A draft that was sent and what came back. `status` is 0 where no answer came, with the `problem`.
///
/// @param id         row in the history, 0 before it is saved
/// @param body       all of it, or its beginning where [Received#file] holds the whole
/// @param totalNanos from sending to the last byte; `firstByteNanos` to the head of the answer
/// @param servedBy   `x-slipway-deployment`, empty where nobody said
public record Exchange(long id, String endpoint, long epochMillis, Draft draft, int status,
        Map<String, List<String>> headers, Bytes body, long totalNanos, long firstByteNanos, String servedBy,
        String revision, String requestId, boolean pinned, @Nullable Problem problem, Received received) {
    /// One whose body is all in memory.
    public Exchange(long id, String endpoint, long epochMillis, Draft draft, int status,
            Map<String, List<String>> headers, Bytes body, long totalNanos, long firstByteNanos, String servedBy,
            String revision, String requestId, boolean pinned, @Nullable Problem problem) {
        this(id, endpoint, epochMillis, draft, status, headers, body, totalNanos, firstByteNanos, servedBy, revision,
                requestId, pinned, problem, Received.plain(body.length()));
    }

    Exchange withId(long row) {
        return new Exchange(row, endpoint, epochMillis, draft, status, headers, body, totalNanos, firstByteNanos,
                servedBy, revision, requestId, pinned, problem, received);
    }

    /// The same answer, with the request as it was written: `{{name}}` where the value of a secret was sent.
    public Exchange withDraft(Draft written) {
        return new Exchange(id, endpoint, epochMillis, written, status, headers, body, totalNanos, firstByteNanos,
                servedBy, revision, requestId, pinned, asWritten(problem, written), received);
    }

    private @Nullable Problem asWritten(@Nullable Problem said, Draft written) {
        if (said == null || draft.url().isEmpty()) return said;
        String detail = said.detail();
        return new Problem(said.code(), said.args().stream().map(arg -> arg instanceof String text
                ? text.replace(draft.url(), written.url())
                : arg).toList(), detail == null ? null : detail.replace(draft.url(), written.url()));
    }

    Exchange withHeaders(Map<String, List<String>> answered) {
        return new Exchange(id, endpoint, epochMillis, draft, status, answered, body, totalNanos, firstByteNanos,
                servedBy, revision, requestId, pinned, problem, received);
    }

    Exchange withBody(Bytes beginning, Received how) {
        return new Exchange(id, endpoint, epochMillis, draft, status, headers, beginning, totalNanos, firstByteNanos,
                servedBy, revision, requestId, pinned, problem, how);
    }

    /// With the times that the gateway noted.
    public Exchange withTiming(Timing timing) {
        return withBody(body, new Received(received.file(), received.size(), received.wire(), received.encoding(),
                received.trailers(), timing));
    }

    /// The value of the answer’s header `name`, in any case; empty where it has none.
    public String header(String name) {
        return AnswerHead.value(headers, name);
    }
}
