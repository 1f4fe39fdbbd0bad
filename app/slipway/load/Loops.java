package slipway.load;

import java.util.concurrent.TimeUnit;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import org.jspecify.annotations.Nullable;

/// Up to two event loops of one runner, each started when it is first given. Any thread.
final class Loops implements AutoCloseable {
    private @Nullable EventLoopGroup group;

    synchronized EventLoop next() {
        EventLoopGroup running = group;
        if (running == null) {
            running = new MultiThreadIoEventLoopGroup(2, new DefaultThreadFactory("slipway-load", true),
                    Dialer.handler());
            group = running;
        }
        return running.next();
    }

    @Override
    public void close() {
        EventLoopGroup running;
        synchronized (this) {
            running = group;
            group = null;
        }
        if (running == null) return;
        var _ = running.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
