package slipway.traffic;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameCodec;
import org.jspecify.annotations.Nullable;

/// A client's connection of h2 as a whole: closed when it has had no stream for too long, or when its endpoint leaves.
/// On its event loop only.
// what these futures would tell comes as events of the channel
@SuppressWarnings("FutureReturnValueIgnored")
final class H2Connection extends ChannelInboundHandlerAdapter {
    /// For all streams together: one that is held back must not stop the others.
    private static final int WINDOW = 1 << 22;
    private static final int WINDOW_AT_FIRST = 65_535;

    private final Lane lane;
    private final Idle idle = new Idle();
    private @Nullable ChannelHandlerContext context;
    private @Nullable Http2Connection connection;

    H2Connection(Lane lane) {
        this.lane = lane;
    }

    /// Looks whether there is a stream; what comes outside of streams keeps no connection alive.
    private final class Idle extends Timed {
        @Override
        long patienceNanos() {
            Http2Connection now = connection;
            if (now != null && now.numActiveStreams() > 0) active = System.nanoTime();
            return lane.endpoint.limits.idleNanos();
        }

        @Override
        void expire() {
            active = System.nanoTime();
            if (context != null) context.close();
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) throws Http2Exception {
        context = ctx;
        Http2FrameCodec codec = ctx.pipeline().get(Http2FrameCodec.class);
        Http2Connection made = codec.connection();
        connection = made;
        made.local().flowController().incrementWindowSize(made.connectionStream(), WINDOW - WINDOW_AT_FIRST);
        ctx.flush();
        lane.add(idle);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        // Netty's codec says GOAWAY and waits for the streams under way
        if (event == Door.Leaving.NOW) ctx.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        lane.remove(idle);
        ctx.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }
}
