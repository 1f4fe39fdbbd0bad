package slipway.traffic;

import java.util.ArrayDeque;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelInitializer;
import org.jspecify.annotations.Nullable;

import slipway.wire.Loops;

/// One event loop's connections to one replica: as many as there are requests under way, at most the limit; idle ones
/// are used last in, first out, and closed after a while. On its event loop only.
// what these futures would tell comes as events of the channel
@SuppressWarnings("FutureReturnValueIgnored")
final class Pool {
    private static final int WAITING_LIMIT = 4_096;
    private static final long CLOSE_NANOS = 5_000_000_000L;

    private final Lane lane;
    private final Replica replica;
    private final ArrayDeque<Upstream> idle = new ArrayDeque<>();
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    private int open;
    private @Nullable Upstream offered;

    private record Waiting(Upstream.User user, boolean head) {}

    Pool(Lane lane, Replica replica) {
        this.lane = lane;
        this.replica = replica;
    }

    /// Gives `user` a connection, at once where one is idle.
    ///
    /// @param head whether it will send a HEAD request
    void take(Upstream.User user, boolean head) {
        for (Upstream found = idle.pollFirst(); found != null; found = idle.pollFirst()) {
            if (!found.alive()) continue;
            found.take(user, head);
            user.connected(found);
            return;
        }
        if (open < lane.endpoint.limits.connections()) {
            open++;
            connect(user, head);
        } else if (waiting.size() < WAITING_LIMIT) {
            waiting.add(new Waiting(user, head));
        } else {
            user.refused();
        }
    }

    private void connect(Upstream.User user, boolean head) {
        if (!replica.way.begin()) {
            open--;
            user.refused();
            // many may wait: each is refused in a turn of its own
            lane.loop.execute(this::next);
            return;
        }
        var made = new Upstream[1];
        ChannelFuture future = lane.connect(replica, new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                made[0] = new Upstream(Pool.this, channel);
                lane.secure(channel, replica);
                channel.pipeline().addLast(made[0]);
            }
        });
        future.addListener(done -> {
            if (done.isSuccess()) {
                replica.reached();
                made[0].take(user, head);
                user.connected(made[0]);
            } else {
                open--;
                replica.way.failed();
                broke(done.cause());
                user.refused();
                next();
            }
        });
    }

    /// A connection failed for this.
    void broke(Throwable cause) {
        if (Loops.unreached(cause)) replica.lost();
    }

    void answered() {
        replica.reached();
    }

    void flushSoon(Channel channel) {
        lane.flushSoon(channel);
    }

    /// Closes it when what was written is out, at most after a while.
    void closeWritten(Channel channel) {
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        lane.later(channel::close, CLOSE_NANOS);
    }

    void idle(Upstream upstream) {
        if (offered == upstream) {
            // given back at once by one that waited for too long: the loop below goes on
            offered = null;
            return;
        }
        for (Waiting first = waiting.pollFirst(); first != null; first = waiting.pollFirst()) {
            offered = upstream;
            upstream.take(first.user, first.head);
            first.user.connected(upstream);
            boolean kept = offered == upstream;
            offered = null;
            if (kept) return;
        }
        idle.addFirst(upstream);
        lane.watchIdle();
    }

    void closed(Upstream upstream) {
        open--;
        idle.remove(upstream);
        next();
    }

    private void next() {
        Waiting first = waiting.pollFirst();
        if (first == null) return;
        open++;
        connect(first.user, first.head);
    }

    /// Closes what was idle since before `nanos`; whether some idle one is left.
    boolean closeIdle(long nanos) {
        while (!idle.isEmpty() && idle.getLast().isIdleSince(nanos))
            idle.removeLast().channel().close();
        return !idle.isEmpty();
    }

    boolean unused() {
        return open == 0 && waiting.isEmpty();
    }

    void close() {
        idle.forEach(each -> each.channel().close());
        idle.clear();
    }
}
