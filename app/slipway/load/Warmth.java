package slipway.load;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;

import slipway.base.Bytes;
import slipway.network.Purpose;

/// Sends some thousand requests to a server in this process before the first load of a JVM: code that is not compiled
/// yet takes milliseconds, which would be told as the server’s. About half a second; any thread.
final class Warmth {
    private static final Duration LENGTH = Duration.ofMillis(400);
    private static final double RATE = 20_000;
    private static final AtomicBoolean DONE = new AtomicBoolean();

    private Warmth() {}

    static void once(LazyLoops loops) throws InterruptedException {
        if (DONE.getAndSet(true)) return;
        ChannelFuture bound = loops.server().childHandler(new Same())
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)).await();
        // without a loopback there is nothing to warm up with
        if (!bound.isSuccess()) return;
        try {
            send(loops, bound.channel());
        } finally {
            var _ = bound.channel().close();
        }
    }

    private static void send(LazyLoops loops, Channel server) throws InterruptedException {
        int port = ((InetSocketAddress) server.localAddress()).getPort();
        var to = Destination.of(URI.create("http://127.0.0.1:" + port + "/"), Purpose.LOAD);
        var request = new LoadRequest("POST", "", Map.of(), Bytes.utf8("{}"), 1);
        Feed feed = Feed.of(new Shape.Constant(RATE, LENGTH), Long.MAX_VALUE,
                Magazine.of(to, RequestSet.inTurn(List.of(request))), 0, 1);
        var over = new LinkedBlockingQueue<Interval>();
        var loop = loops.next();
        var share = new Share(loop, new Dialer(to, Trust.AUTHORITIES), feed,
                new Share.Terms(16, LENGTH.toNanos(), System.nanoTime(), 0, -1),
                new Share.Log(0, over::add, Interval::new, Share.Taker.NOBODY));
        loop.execute(share::start);
        try {
            Interval each = over.poll(1, TimeUnit.SECONDS);
            while (each != null && !each.last)
                each = over.poll(1, TimeUnit.SECONDS);
        } finally {
            loop.execute(share::stop);
        }
    }

    /// Answers whatever comes; the requests are small enough to come whole.
    @ChannelHandler.Sharable
    private static final class Same extends ChannelInboundHandlerAdapter {
        private static final ByteBuf ANSWER = Unpooled.unreleasableBuffer(Unpooled.copiedBuffer(
                "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}",
                StandardCharsets.US_ASCII));

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ReferenceCountUtil.release(message);
            var _ = context.writeAndFlush(ANSWER.duplicate(), context.voidPromise());
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            var _ = context.close();
        }
    }
}
