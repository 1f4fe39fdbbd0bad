package slipway.traffic;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;

import slipway.wire.BadMessage;
import slipway.wire.BodyReader;
import slipway.wire.HeadReader;
import slipway.wire.Loops;

/// A server that answers everything alike, and can be killed as a process is: all its connections reset at once.
@SuppressWarnings({"FutureReturnValueIgnored", "AddressSelection"})
final class SoakReplica {
    private static final ByteBuf ANSWER = Unpooled.unreleasableBuffer(Unpooled.directBuffer().writeBytes(
            "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 19\r\n\r\n{\"predictions\":[1]}"
                    .getBytes(StandardCharsets.US_ASCII)));

    private final Channel door;
    private final DefaultChannelGroup clients = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);

    SoakReplica(Loops loops) {
        door = loops.server().childOption(ChannelOption.SO_LINGER, 0).childHandler(new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                clients.add(channel);
                channel.pipeline().addLast(new Server());
            }
        }).bind(new InetSocketAddress("127.0.0.1", 0)).syncUninterruptibly().channel();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + ((InetSocketAddress) door.localAddress()).getPort());
    }

    void kill() {
        door.close();
        clients.close();
    }

    /// One connection.
    private static final class Server extends ChannelInboundHandlerAdapter {
        private final HeadReader reader = HeadReader.requests(65_536);
        private final BodyReader body = new BodyReader();
        private boolean inBody;

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) throws BadMessage {
            ByteBuf in = (ByteBuf) message;
            try {
                while (in.isReadable()) {
                    if (!inBody) {
                        if (!reader.read(in)) return;
                        body.begin(reader.head().length(), reader.head().chunked());
                        inBody = true;
                    }
                    for (ByteBuf piece = body.next(in); piece != null; piece = body.next(in))
                        piece.release();
                    if (body.done()) {
                        inBody = false;
                        ctx.write(ANSWER.duplicate(), ctx.voidPromise());
                    }
                }
            } finally {
                in.release();
            }
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext ctx) {
            ctx.flush();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            ctx.close();
        }
    }
}
