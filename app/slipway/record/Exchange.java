package slipway.record;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import slipway.base.Bytes;

/// One request with its answer as the gateway saw them, handed to a [Recorder] from any thread.
///
/// @param startNanos    when the request’s head came, on the clock of [System#nanoTime]
/// @param target        path and query as they were sent
/// @param deployment    who served it, empty when nobody did
/// @param copy          whether it is a mirror copy
/// @param status        0 where no answer came
/// @param totalNanos    from the request’s head to the answer’s last byte; `upstreamNanos` is the server’s share of it
/// @param error         why there was no answer of a server, as a code of the gateway
public record Exchange(long startNanos, long epochMillis, String requestId, String method, String target,
        List<Map.Entry<String, String>> requestHeaders, Body request, String deployment, long revision, boolean copy,
        int status, List<Map.Entry<String, String>> answerHeaders, Body answer, long totalNanos, long upstreamNanos,
        @Nullable String error) {

    public Exchange {
        requestHeaders = List.copyOf(requestHeaders);
        answerHeaders = List.copyOf(answerHeaders);
    }

    /// A body, or its beginning where the rest was let go: `size` counts all of it.
    public record Body(Bytes kept, long size) {
        public static final Body EMPTY = new Body(Bytes.EMPTY, 0);

        public static Body whole(Bytes content) {
            return new Body(content, content.length());
        }

        public boolean cut() {
            return size > kept.length();
        }
    }

    /// The value of the first header of this name, in any case.
    static @Nullable String header(List<Map.Entry<String, String>> headers, String name) {
        for (Map.Entry<String, String> header : headers) {
            if (header.getKey().equalsIgnoreCase(name)) return header.getValue();
        }
        return null;
    }

    /// What it weighs in memory, headers reckoned roughly.
    long weight() {
        long weight = 512L + request.kept().length() + answer.kept().length() + target.length();
        for (Map.Entry<String, String> header : requestHeaders) {
            weight += header.getKey().length() + header.getValue().length() + 64L;
        }
        for (Map.Entry<String, String> header : answerHeaders) {
            weight += header.getKey().length() + header.getValue().length() + 64L;
        }
        return weight;
    }
}
