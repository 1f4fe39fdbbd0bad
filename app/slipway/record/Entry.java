package slipway.record;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/// One line of `index.jsonl`: an exchange whose bodies stand in `bodies.bin`. Times in nanoseconds; `offset` from the
/// beginning of the recording to the request’s head.
public record Entry(long number, long offset, long epochMillis, String requestId, String method, String target,
        List<Map.Entry<String, String>> requestHeaders, Place request, String deployment, long revision, boolean copy,
        int status, List<Map.Entry<String, String>> answerHeaders, Place answer, long totalNanos, long upstreamNanos,
        @Nullable String error) {

    /// Where a body stands and how long it is there; `size` is what came. `sha256` is that of what stands there, empty
    /// for nothing. A `withheld` one could not be redacted for certain.
    public record Place(long at, long length, long size, String sha256, boolean redacted, boolean withheld) {
        static final Place NOWHERE = new Place(0, 0, 0, "", false, false);

        /// Whether less came than the body had.
        public boolean cut() {
            return !withheld && size > length && !redacted;
        }
    }

    static Entry of(Exchange exchange, long number, long offset, Place request, Place answer) {
        return new Entry(number, offset, exchange.epochMillis(), exchange.requestId(), exchange.method(),
                exchange.target(), exchange.requestHeaders(), request, exchange.deployment(), exchange.revision(),
                exchange.copy(), exchange.status(), exchange.answerHeaders(), answer, exchange.totalNanos(),
                exchange.upstreamNanos(), exchange.error());
    }

    /// The value of the first header of this name, in any case.
    public static @Nullable String header(List<Map.Entry<String, String>> headers, String name) {
        return Exchange.header(headers, name);
    }
}
