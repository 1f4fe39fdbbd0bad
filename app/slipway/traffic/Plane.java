package slipway.traffic;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.DefaultEventExecutorGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;

import slipway.wire.Loops;

/// The event loops that all endpoints share, and the few threads for what takes longer than a loop may.
final class Plane implements AutoCloseable {
    private final int count;
    private final Loops loops;
    private final DefaultEventExecutorGroup workers = new DefaultEventExecutorGroup(2,
            new DefaultThreadFactory("gateway-work", true));

    Plane(int count) {
        this.count = count;
        this.loops = new Loops("gateway", count);
    }

    /// Listens on `port` of the loopback address, 0 for any free one.
    Door open(Endpoint endpoint, int port) throws IOException {
        Map<EventLoop, Lane> lanes = new HashMap<>();
        for (int i = 0; i < count; i++) {
            EventLoop loop = loops.next();
            lanes.put(loop, new Lane(endpoint, loop, workers));
        }
        var clients = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
        ChannelFuture bound = loops.server().childHandler(new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                Lane lane = lanes.get(channel.eventLoop());
                if (lane == null) throw new IllegalStateException("a loop without a lane");
                clients.add(channel);
                channel.pipeline().addLast(new Greeting(lane));
            }
        }).bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            Throwable cause = bound.cause();
            throw cause instanceof IOException failure ? failure : new IOException(cause);
        }
        return new Door(endpoint, bound.channel(), clients, lanes.values());
    }

    MetricsDoor openMetrics(int port, Supplier<String> text) throws IOException {
        return new MetricsDoor(loops, port, text);
    }

    @Override
    public void close() {
        loops.close();
        workers.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
    }
}
