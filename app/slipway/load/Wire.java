package slipway.load;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/// A connection of a share, with at most one request under way. One event loop.
final class Wire extends ChannelInboundHandlerAdapter {
    private final Share share;
    private final Channel channel;
    private final AnswerReader reader = new AnswerReader();
    private @Nullable Call call;
    private Answer.@Nullable Draft draft;

    Wire(Share share, Channel channel) {
        this.share = share;
        this.channel = channel;
    }

    boolean open() {
        return channel.isActive();
    }

    void ready() {
        share.free(this);
    }

    void close() {
        var _ = channel.close();
    }

    void send(Call next, Answer.@Nullable Draft into) {
        call = next;
        draft = into;
        next.wire = this;
        next.sentAt = System.nanoTime();
        reader.begin(next.shot.head(), into);
        var _ = channel.writeAndFlush(next.shot.bytes().duplicate(), channel.voidPromise());
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        try {
            // bytes that nobody asked for end a connection
            if (call == null || !(message instanceof ByteBuf bytes)) close();
            else
                take(bytes);
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void take(ByteBuf bytes) {
        switch (reader.read(bytes)) {
            case MORE -> {
            }
            case BAD -> {
                fail();
                close();
            }
            case DONE -> {
                boolean again = reader.keepAlive() && !bytes.isReadable();
                end();
                if (again) share.free(this);
                else {
                    close();
                    share.spent();
                }
            }
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (call != null) {
            if (reader.closed() == AnswerReader.Step.DONE) {
                end();
                share.spent();
            } else {
                fail();
            }
        }
        share.gone(this, channel);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        close();
    }

    private void end() {
        Call ended = call;
        call = null;
        if (ended != null) share.answered(ended, reader, draft);
    }

    private void fail() {
        Call failed = call;
        call = null;
        if (failed != null) share.failed(failed, "cut");
    }
}
