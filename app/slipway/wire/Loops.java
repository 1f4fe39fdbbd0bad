package slipway.wire;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
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

    /// Ends the loops; what still runs on them is cut.
    @Override
    public void close() {
        group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
    }
}
