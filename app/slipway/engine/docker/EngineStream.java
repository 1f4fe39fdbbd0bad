package slipway.engine.docker;

import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Frame;
import org.jspecify.annotations.Nullable;

/// A stream from the engine that ends exactly once and leaks nothing, also when it is closed before the answer came.
/// Items come on docker-java's own thread; the sink must only copy and hand on.
final class EngineStream<T> implements ResultCallback<T> {
    private static final System.Logger LOG = System.getLogger(EngineStream.class.getName());

    /// How a stream ended: by itself, by a failure, or closed by us.
    enum Kind {
        COMPLETE, FAILED, CLOSED
    }

    record End(Kind kind, @Nullable Throwable failure) {}

    private final Consumer<? super T> sink;
    private final AtomicReference<@Nullable End> end = new AtomicReference<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean closing;
    private volatile @Nullable Closeable body;

    EngineStream(Consumer<? super T> sink) {
        this.sink = sink;
    }

    @Override
    public void onStart(Closeable closeable) {
        body = closeable;
        // closed before the answer came: docker-java would go on streaming to nobody
        if (closing) closeQuietly(closeable);
    }

    @Override
    @SuppressWarnings("unchecked")
    public void onNext(T item) {
        if (closing) return;
        // docker-java hands out its own buffer and fills it again with the next frame
        sink.accept(item instanceof Frame frame
                ? (T) new Frame(frame.getStreamType(), frame.getPayload().clone())
                : item);
    }

    @Override
    public void onError(Throwable failure) {
        finish(closing ? Kind.CLOSED : Kind.FAILED, failure);
    }

    @Override
    public void onComplete() {
        finish(closing ? Kind.CLOSED : Kind.COMPLETE, null);
    }

    @Override
    public void close() {
        closing = true;
        Closeable open = body;
        if (open != null) closeQuietly(open);
        finish(Kind.CLOSED, null);
    }

    /// Waits for the end; interrupted, it closes the stream and passes the interruption on.
    End await() throws InterruptedException {
        try {
            ended.await();
        } catch (InterruptedException e) {
            close();
            throw e;
        }
        return java.util.Objects.requireNonNull(end.get());
    }

    /// Waits at most `millis` for the end; whether it has come.
    boolean await(long millis) throws InterruptedException {
        return ended.await(millis, TimeUnit.MILLISECONDS);
    }

    private void finish(Kind kind, @Nullable Throwable failure) {
        // after our own close, and after an error, docker-java tells of an end again
        if (end.compareAndSet(null, new End(kind, failure))) ended.countDown();
    }

    private static void closeQuietly(Closeable open) {
        try {
            open.close();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "closing a stream", e);
        }
    }
}
