package slipway.traffic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

import slipway.base.Bytes;
import slipway.wire.Head;

/// What is kept of one exchange while somebody watches; takes no more memory than the endpoint's budget for it has left.
/// Same event loop as the exchange.
final class Watch {
    private final Endpoint endpoint;
    private final List<Watcher> watchers;
    private final String target;
    private final List<Map.Entry<String, String>> headers;
    private final Kept body;
    private final Kept answer;
    private List<Map.Entry<String, String>> answerHeaders = List.of();

    private Watch(Endpoint endpoint, List<Watcher> watchers, String target, List<Map.Entry<String, String>> headers) {
        this.endpoint = endpoint;
        this.watchers = watchers;
        this.target = target;
        this.headers = headers;
        int limit = watchers.stream().mapToInt(Watcher::bodyLimit).max().orElse(0);
        this.body = new Kept(limit);
        this.answer = new Kept(limit);
    }

    /// Null where nobody watches.
    static @Nullable Watch of(Endpoint endpoint, String target, Head head) {
        List<Watcher> watchers = endpoint.watchers();
        return watchers.isEmpty() ? null : new Watch(endpoint, watchers, target, headers(head));
    }

    private static List<Map.Entry<String, String>> headers(Head head) {
        var all = new ArrayList<Map.Entry<String, String>>(head.count());
        for (int i = 0; i < head.count(); i++)
            all.add(Map.entry(head.name(i), head.value(i)));
        return all;
    }

    void request(ByteBuf piece) {
        body.add(piece);
    }

    void answered(Head head) {
        answerHeaders = headers(head);
    }

    void answer(ByteBuf piece) {
        answer.add(piece);
    }

    void ended(RequestRecord request) {
        var exchange = new Exchange(request, target, headers, body.bytes(), body.cut, answerHeaders, answer.bytes(),
                answer.cut);
        drop();
        watchers.forEach(watcher -> watcher.exchanged(exchange));
    }

    /// Gives its memory back; nobody gets to see it, unless it has ended before.
    void drop() {
        endpoint.watchedLess(body.size + answer.size);
        body.size = 0;
        answer.size = 0;
    }

    private final class Kept {
        private final int limit;
        private byte[] bytes = {};
        private int size;
        private boolean cut;

        Kept(int limit) {
            this.limit = limit;
        }

        void add(ByteBuf piece) {
            int n = piece.readableBytes();
            if (cut || size + n > limit || !endpoint.watchedMore(n)) {
                cut = true;
                return;
            }
            if (size + n > bytes.length) bytes = Arrays.copyOf(bytes, Math.max(size + n, 2 * size));
            piece.getBytes(piece.readerIndex(), bytes, size, n);
            size += n;
        }

        Bytes bytes() {
            return Bytes.copyOf(size == bytes.length ? bytes : Arrays.copyOf(bytes, size));
        }
    }
}
