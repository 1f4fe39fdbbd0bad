package slipway.traffic;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;

import slipway.wire.Loops;

/// Where Prometheus asks: `GET /metrics` on a loopback port, on a loop of the gateway's.
final class MetricsDoor {
    private final Channel channel;

    /// Listens on `port` of the loopback address, 0 for any free one; `text` is asked anew by each request.
    MetricsDoor(Loops loops, int port, Supplier<String> text) throws IOException {
        ChannelFuture bound = loops.server().childHandler(new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel client) {
                client.pipeline().addLast(new HttpServerCodec(), new HttpObjectAggregator(8_192), new Answering(text));
            }
        }).bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw bound.cause() instanceof IOException failure ? failure : new IOException(bound.cause());
        }
        channel = bound.channel();
    }

    int port() {
        return channel.localAddress() instanceof InetSocketAddress address ? address.getPort() : 0;
    }

    void close() {
        channel.close().awaitUninterruptibly();
    }

    /// One answer a connection.
    private static final class Answering extends SimpleChannelInboundHandler<FullHttpRequest> {
        private final Supplier<String> text;

        Answering(Supplier<String> text) {
            this.text = text;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
            boolean known = request.method().equals(HttpMethod.GET) && Routes.path(request.uri()).equals("/metrics");
            String said = known ? text.get() : "";
            ByteBuf body = Unpooled.copiedBuffer(said, StandardCharsets.UTF_8);
            var answer = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1,
                    known ? HttpResponseStatus.OK : HttpResponseStatus.NOT_FOUND, body);
            answer.headers().set("content-type", Exposition.TYPE).set("content-length", body.readableBytes())
                    .set("connection", "close");
            end(ctx, answer);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            end(ctx, Unpooled.EMPTY_BUFFER);
        }

        private static void end(ChannelHandlerContext ctx, Object last) {
            var written = ctx.writeAndFlush(last);
            written.addListener(ChannelFutureListener.CLOSE);
        }
    }
}
