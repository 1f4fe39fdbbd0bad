package slipway.load;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.EventLoop;
import org.jspecify.annotations.Nullable;

import slipway.wire.Loops;

/// Up to two event loops of one runner, begun when the first is given. Any thread.
final class LazyLoops implements AutoCloseable {
    private @Nullable Loops begun;

    EventLoop next() {
        return begun().next();
    }

    ServerBootstrap server() {
        return begun().server();
    }

    private synchronized Loops begun() {
        Loops running = begun;
        if (running == null) {
            running = new Loops("slipway-load", 2);
            begun = running;
        }
        return running;
    }

    @Override
    public void close() {
        Loops running;
        synchronized (this) {
            running = begun;
            begun = null;
        }
        if (running != null) running.close();
    }
}
