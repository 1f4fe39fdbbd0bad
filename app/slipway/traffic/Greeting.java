package slipway.traffic;

import java.nio.charset.StandardCharsets;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.jspecify.annotations.Nullable;

/// The first bytes of a connection decide what it speaks: the preface of HTTP/2 (RFC 9113, 3.4), else HTTP/1.1.
// what these futures would tell comes as events of the channel
@SuppressWarnings("FutureReturnValueIgnored")
final class Greeting extends ChannelInboundHandlerAdapter {
    private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Lane lane;
    private final Silence silence = new Silence();
    private @Nullable ByteBuf early;
    private @Nullable ChannelHandlerContext context;

    Greeting(Lane lane) {
        this.lane = lane;
    }

    /// A client that says nothing.
    private final class Silence extends Timed {
        @Override
        long patienceNanos() {
            return early == null ? lane.endpoint.limits.idleNanos() : lane.endpoint.limits.headNanos();
        }

        @Override
        void expire() {
            if (context != null) context.close();
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        context = ctx;
        lane.add(silence);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf in = (ByteBuf) message;
        ByteBuf before = early;
        ByteBuf all = before == null ? in : Lane.join(ctx.alloc(), before, in);
        int known = Math.min(all.readableBytes(), PREFACE.length);
        boolean two = true;
        for (int i = 0; i < known && two; i++)
            two = all.getByte(all.readerIndex() + i) == PREFACE[i];
        if (two && known < PREFACE.length) {
            if (before == null) silence.active = System.nanoTime();
            early = all;
            return;
        }
        early = null;
        lane.remove(silence);
        if (two) {
            lane.endpoint.speaksTwo(ctx.channel());
            H2Caller.install(ctx.pipeline(), lane);
        } else
            ctx.pipeline().addLast(new H1Caller(lane, ctx.channel()));
        ctx.fireChannelRead(all);
        ctx.pipeline().remove(this);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event == Door.Leaving.NOW) ctx.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        lane.remove(silence);
        if (early != null) early.release();
        early = null;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }
}
