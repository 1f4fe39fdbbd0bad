package slipway.load;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;

/// Answers each request after a delay that follows from its number, and once lets nothing out for a second. It notes
/// when each answer left. One event loop, so that the system and not this server is what shakes.
final class StallingServer implements AutoCloseable {
    private static final byte[] OK = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok"
            .getBytes(StandardCharsets.US_ASCII);

    private final MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(1,
            new DefaultThreadFactory("stalling", true), EpollIoHandler.newFactory());
    private final Channel listener;
    private final long stallNanos;
    private final long stallAfterNanos;
    /// Of [System#nanoTime], by the request’s number.
    final long[] arrived;
    final long[] left;

    StallingServer(int requests, long stallAfterNanos, long stallNanos) {
        this.arrived = new long[requests];
        this.left = new long[requests];
        this.stallAfterNanos = stallAfterNanos;
        this.stallNanos = stallNanos;
        this.listener = new ServerBootstrap().group(loops).channel(EpollServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, 4_000).childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new Answering());
                    }
                }).bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)).syncUninterruptibly().channel();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + ((InetSocketAddress) listener.localAddress()).getPort());
    }

    /// 0.5 to 20 ms, in no order.
    static long delay(int number) {
        return 500_000L + number * 7_919L % 391 * 50_000L;
    }

    /// When the answer to a request that arrives then leaves, both in nanoseconds after the first arrival.
    long leaves(long arrival, int number) {
        long leaves = arrival + delay(number);
        boolean stalled = leaves >= stallAfterNanos && leaves < stallAfterNanos + stallNanos;
        return stalled ? stallAfterNanos + stallNanos : leaves;
    }

    @Override
    public void close() {
        var _ = loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private final class Answering extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            // GET /NUMBER HTTP/1.1 …
            var bytes = (ByteBuf) message;
            int number = 0;
            for (int at = bytes.readerIndex() + 5; bytes.getByte(at) != ' '; at++)
                number = number * 10 + bytes.getByte(at) - '0';
            bytes.release();
            int each = number;
            arrived[each] = System.nanoTime();
            long begun = arrived[0];
            long wait = leaves(arrived[each] - begun, each) - (System.nanoTime() - begun);
            var _ = context.executor().schedule(() -> {
                left[each] = System.nanoTime();
                var _ = context.writeAndFlush(Unpooled.wrappedBuffer(OK));
            }, wait, TimeUnit.NANOSECONDS);
        }
    }
}
