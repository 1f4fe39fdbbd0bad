package slipway.traffic;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.util.concurrent.EventExecutorGroup;
import io.netty.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

import slipway.wire.HeadWriter;
import slipway.wire.Loops;

/// One event loop's part of an endpoint: its clients, its connections to the replicas, its requests under way. All of
/// it is touched by that event loop only, so nothing of it is locked.
final class Lane {
    private static final long SWEEP_MILLIS = 250;
    /// Shorter than what servers keep idle connections for (uvicorn: 5 s), so that we are the one who closes.
    private static final long KEEP_ALIVE_NANOS = 4_000_000_000L;
    private static final Duration CONNECT_ALONE = Duration.ofSeconds(5);
    /// Shorter where another replica can have the request; longer than it takes to say a lost packet once more.
    private static final Duration CONNECT = Duration.ofSeconds(2);
    /// After so long, a machine that says nothing at all is given up for another; a slow server’s system does answer.
    private static final Duration SILENCE = Duration.ofSeconds(2);
    /// Connections written to in one turn of the loop from which on it is busy.
    private static final int BUSY = 4;

    final Endpoint endpoint;
    final EventLoop loop;
    /// What is being written just now; nobody keeps it.
    final HeadWriter lines = new HeadWriter();
    final HeadWriter first = new HeadWriter();
    private final EventExecutorGroup workers;
    private final IdentityHashMap<Replica, Pool> pools = new IdentityHashMap<>();
    private final Watched underWay = new Watched();
    private final ArrayList<Channel> written = new ArrayList<>();
    private final Runnable flushing = this::flushAll;
    private boolean sweeping;
    private boolean watching;
    private @Nullable SslContext tls;

    Lane(Endpoint endpoint, EventLoop loop, EventExecutorGroup workers) {
        this.endpoint = endpoint;
        this.loop = loop;
        this.workers = workers;
    }

    static ByteBuf join(ByteBufAllocator alloc, ByteBuf before, ByteBuf in) {
        return ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(alloc, before, in);
    }

    Pool pool(Replica replica) {
        Pool pool = pools.get(replica);
        if (pool != null) return pool;
        pools.values().removeIf(Pool::unused);
        var made = new Pool(this, replica);
        pools.put(replica, made);
        return made;
    }

    ChannelFuture connect(Replica replica, ChannelHandler handler) {
        var client = replica.alone ? Loops.client(loop, CONNECT_ALONE) : Loops.client(loop, CONNECT, SILENCE);
        return client.handler(handler).connect(InetSocketAddress.createUnresolved(replica.host, replica.port));
    }

    /// Encrypts the channel where the replica wants it.
    void secure(Channel channel, Replica replica) {
        if (!replica.tls) return;
        SslContext context = tls;
        try {
            if (context == null) context = SslContextBuilder.forClient().build();
        } catch (javax.net.ssl.SSLException e) {
            throw new IllegalStateException(e);
        }
        tls = context;
        channel.pipeline().addLast(context.newHandler(channel.alloc(), replica.host, replica.port));
    }

    /// Runs what takes long off the loop; `then` gets its value or its failure on the loop.
    <T> void work(Callable<T> work, BiConsumer<@Nullable T, @Nullable Throwable> then) {
        Future<T> under = workers.submit(work);
        under.addListener(done -> {
            @SuppressWarnings("unchecked")
            T value = done.isSuccess() ? (T) done.getNow() : null;
            Throwable failure = done.cause();
            loop.execute(() -> then.accept(value, failure));
        });
    }

    /// Sends what was written to `channel` when all that came in this turn of the loop has been read: the others are
    /// woken once for all of it, and not by every request.
    void flushSoon(Channel channel) {
        if (written.isEmpty()) loop.execute(flushing);
        written.add(channel);
    }

    // where nobody else wants to run, it costs nothing
    @SuppressWarnings("ThreadPriorityCheck")
    private void flushAll() {
        // a flush may make room, and what is written into it stands at the list’s end
        for (int i = 0; i < written.size(); i++)
            written.get(i).flush();
        int count = written.size();
        written.clear();
        // a busy loop never sleeps, so those it has just given work to would wait for the end of its time slice
        if (count >= BUSY) Thread.yield();
    }

    void later(Runnable step, long nanos) {
        // whoever wants it no longer looks when it is due
        var _ = loop.schedule(step, nanos, TimeUnit.NANOSECONDS);
    }

    /// The sweep's timer runs only while there is something to look at.
    void add(Timed timed) {
        underWay.add(timed);
        if (sweeping) return;
        sweeping = true;
        later(this::sweep, TimeUnit.MILLISECONDS.toNanos(SWEEP_MILLIS));
    }

    void remove(Timed timed) {
        underWay.remove(timed);
    }

    private void sweep() {
        sweeping = underWay.expire(System.nanoTime());
        if (sweeping) later(this::sweep, TimeUnit.MILLISECONDS.toNanos(SWEEP_MILLIS));
    }

    /// Idle connections are closed in time, while there are any.
    void watchIdle() {
        if (watching) return;
        watching = true;
        later(this::closeIdle, KEEP_ALIVE_NANOS / 4);
    }

    private void closeIdle() {
        watching = false;
        long since = System.nanoTime() - KEEP_ALIVE_NANOS;
        boolean left = false;
        for (Pool pool : pools.values())
            left |= pool.closeIdle(since);
        if (left) watchIdle();
    }

    void close() {
        pools.values().forEach(Pool::close);
    }
}
