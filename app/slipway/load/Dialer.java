package slipway.load;

import java.util.function.Function;

import javax.net.ssl.SSLException;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import org.jspecify.annotations.Nullable;

/// Opens connections to one destination; any event loop.
final class Dialer {
    private static final int CONNECT_MILLIS = 5_000;

    private final Destination to;
    private final @Nullable SslContext tls;

    Dialer(Destination to) {
        this.to = to;
        this.tls = to.tls() ? tls() : null;
    }

    /// What waits for sockets: epoll where there is one, because its timers are exact to microseconds and NIO’s to a
    /// millisecond only.
    static IoHandlerFactory handler() {
        return Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    }

    /// Opens a connection; then `open` makes its wire, which is free at once; or else `refused` runs. On `loop`.
    void dial(EventLoop loop, Function<Channel, Wire> open, Runnable refused) {
        var bootstrap = new Bootstrap().group(loop)
                .channel(Epoll.isAvailable() ? EpollSocketChannel.class : NioSocketChannel.class)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS).option(ChannelOption.TCP_NODELAY, true)
                .handler(new ChannelInboundHandlerAdapter());
        var _ = bootstrap.connect(to.address()).addListener(done -> {
            Channel channel = ((ChannelFuture) done).channel();
            if (!done.isSuccess()) refused.run();
            else if (tls == null) ready(channel, open);
            else
                handshake(tls, channel, open, refused);
        });
    }

    private void handshake(SslContext context, Channel channel, Function<Channel, Wire> open, Runnable refused) {
        SslHandler handler = context.newHandler(channel.alloc(), to.host(), to.port());
        handler.setHandshakeTimeoutMillis(CONNECT_MILLIS);
        channel.pipeline().addFirst(handler);
        var _ = handler.handshakeFuture().addListener(done -> {
            if (done.isSuccess()) {
                ready(channel, open);
            } else {
                var _ = channel.close();
                refused.run();
            }
        });
    }

    private static void ready(Channel channel, Function<Channel, Wire> open) {
        Wire wire = open.apply(channel);
        channel.pipeline().addLast(wire);
        wire.ready();
    }

    private static SslContext tls() {
        try {
            return SslContextBuilder.forClient().build();
        } catch (SSLException e) {
            throw new IllegalStateException("every Java has TLS", e);
        }
    }
}
