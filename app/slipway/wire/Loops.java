package slipway.wire;

import java.net.NoRouteToHostException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.unix.Errors;
import io.netty.util.concurrent.DefaultThreadFactory;

/// Event loops with the sockets that fit them: epoll on Linux, else Java's own selectors.
public final class Loops implements AutoCloseable {
    private static final boolean NATIVE = Epoll.isAvailable();

    private final MultiThreadIoEventLoopGroup group;

    /// @param name of the threads, which do not keep the process alive
    public Loops(String name, int count) {
        group = new MultiThreadIoEventLoopGroup(count, new DefaultThreadFactory(name, true),
                NATIVE ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
    }

    /// The next in turn.
    public EventLoop next() {
        return group.next();
    }

    /// A listener whose connections go to the loops in turn.
    public ServerBootstrap server() {
        return new ServerBootstrap().group(group, group)
                .channel(NATIVE ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, 1024).option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                .childOption(ChannelOption.TCP_NODELAY, true);
    }

    /// Connections out of one loop.
    public static Bootstrap client(EventLoop loop, Duration connect) {
        return new Bootstrap().group(loop).channel(NATIVE ? EpollSocketChannel.class : NioSocketChannel.class)
                .option(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) connect.toMillis());
    }

    /// As [#client], of connections that end by themselves when nothing comes back from the other machine for `silence`,
    /// in whole seconds: not even its system’s word that it got what was sent, or that it is there. On epoll only.
    public static Bootstrap client(EventLoop loop, Duration connect, Duration silence) {
        Bootstrap client = client(loop, connect);
        if (!NATIVE) return client;
        return client.option(EpollChannelOption.TCP_USER_TIMEOUT, (int) silence.toMillis())
                .option(ChannelOption.SO_KEEPALIVE, true)
                .option(EpollChannelOption.TCP_KEEPIDLE, Math.max(1, (int) silence.toSeconds() / 2))
                .option(EpollChannelOption.TCP_KEEPINTVL, 1).option(EpollChannelOption.TCP_KEEPCNT, 3);
    }

    /// How long what is sent may go without any word that it arrived, in milliseconds; 0 for as long as it takes.
    public static int silence(Channel channel) {
        Integer millis = NATIVE ? channel.config().getOption(EpollChannelOption.TCP_USER_TIMEOUT) : null;
        return millis == null ? 0 : millis;
    }

    /// Gives what is sent from now on another [#silence]. With 0 the other side may take its time: one that reads nothing
    /// for a while would look as if it were gone.
    public static void silence(Channel channel, int millis) {
        if (NATIVE) channel.config().setOption(EpollChannelOption.TCP_USER_TIMEOUT, millis);
    }

    /// Whether a connection failed because nothing came back from the other machine; one that refuses or resets is there.
    public static boolean unreached(Throwable cause) {
        if (cause instanceof Errors.NativeIoException e) {
            return e.expectedErr() != Errors.ERRNO_ECONNRESET_NEGATIVE
                    && e.expectedErr() != Errors.ERRNO_EPIPE_NEGATIVE;
        }
        return cause instanceof ConnectTimeoutException || cause instanceof NoRouteToHostException;
    }

    /// Ends the loops; what still runs on them is cut.
    @Override
    public void close() {
        group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
    }
}
