package slipway.traffic;

import java.util.List;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/// How often one request may be tried, and what is sent then. Its passage's, same event loop.
///
/// One that reached no server may go to each replica once, whatever its method. One that was sent may be sent again only
/// where asking twice does no harm ([Repeat]): once when a server cut it, which it may do again with the next; and from
/// each server that was lost with its machine, which was not the request's doing.
final class Attempts {
    private @Nullable Repeat repeat;
    private boolean cut;
    private int tries;

    Attempts(String method, long length, boolean chunked) {
        repeat = Repeat.of(method, length, chunked);
    }

    void keep(ByteBuf piece) {
        if (repeat != null) repeat.keep(piece);
    }

    /// Whether another replica may have it, since this one took no connection.
    boolean elsewhere(Backend at) {
        return ++tries < at.size();
    }

    /// The body so far of a request that `by` has left without an answer; null where it may not be sent again.
    @Nullable
    List<ByteBuf> again(Backend at, Replica by) {
        Repeat kept = repeat;
        if (kept == null) return null;
        if (by.isLost() && elsewhere(at)) return kept.body();
        if (cut) return null;
        cut = true;
        return kept.body();
    }
}
