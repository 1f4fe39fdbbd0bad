package slipway.load;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.netty.buffer.ByteBuf;

import slipway.base.Bytes;

/// What came back for one replayed request. `status` is 0 where no whole answer came; then `error` is the word of
/// [LoadResult#errors] for it, else empty. `body` ends at the replay’s limit, `cut` says that there was more. The
/// latencies are nanoseconds from when the request was due, and from when it was sent.
public record Answer(int status, String error, String deployment, List<Map.Entry<String, String>> headers, Bytes body,
        boolean cut, long latencyNanos, long serviceNanos) {
    public Answer {
        headers = List.copyOf(headers);
    }

    static Answer failed(String error, long latencyNanos) {
        return new Answer(0, error, "", List.of(), Bytes.EMPTY, false, latencyNanos, latencyNanos);
    }

    /// Headers and body as they come in; one event loop.
    static final class Draft {
        private final int limit;
        private final List<Map.Entry<String, String>> headers = new ArrayList<>();
        private final ByteArrayOutputStream body = new ByteArrayOutputStream();
        private boolean cut;

        Draft(int limit) {
            this.limit = limit;
        }

        void header(String name, String value) {
            headers.add(Map.entry(name, value));
        }

        /// The next `bytes` of `in`, which stay in it.
        void body(ByteBuf in, int bytes) {
            int room = Math.min(bytes, limit - body.size());
            cut |= room < bytes;
            try {
                in.getBytes(in.readerIndex(), body, room);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        Answer answer(int status, String deployment, long latencyNanos, long serviceNanos) {
            return new Answer(status, "", deployment, headers, Bytes.copyOf(body.toByteArray()), cut, latencyNanos,
                    serviceNanos);
        }
    }
}
