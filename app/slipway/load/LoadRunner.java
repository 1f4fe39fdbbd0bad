package slipway.load;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.internal.ContextInternal;
import org.jspecify.annotations.Nullable;

import slipway.base.Progress;
import slipway.base.StudioException;

/// Runs load plans against an address, on one Vert.x event loop of its own, started with the first run. Blocking;
/// cancelled by interruption. Plans may run side by side.
public final class LoadRunner implements AutoCloseable {
    private @Nullable Vertx vertx;

    /// Runs `plan` to its end: until every request has its answer or has timed out.
    ///
    /// @param partial gets the result so far about four times a second, on the caller's thread
    public LoadResult run(LoadPlan plan, Progress progress, Consumer<LoadResult> partial) throws InterruptedException {
        check(plan);
        var results = new LinkedBlockingQueue<Run.News>();
        var context = (ContextInternal) running().getOrCreateContext();
        var run = new Run(running(), context.nettyEventLoop(), plan, results::add);
        progress.stage("load.running");
        context.runOnContext(start -> run.start());
        try {
            while (true) {
                Run.News news = results.poll(5, TimeUnit.SECONDS);
                if (news == null) throw new IllegalStateException("the event loop of the run has stopped");
                progress.count(news.result().sent(), run.planned(), Progress.Unit.REQUESTS);
                if (news.last()) return news.result();
                partial.accept(news.result());
            }
        } finally {
            context.runOnContext(stop -> run.stop());
        }
    }

    private static void check(LoadPlan plan) {
        String scheme = String.valueOf(plan.url().getScheme());
        if (plan.url().getHost() == null || !(scheme.equals("http") || scheme.equals("https"))) {
            throw StudioException.of("load.url", plan.url());
        }
        if (!(plan.rate() > 0) || plan.rate() > 100_000) throw StudioException.of("load.rate", plan.rate());
        if (plan.duration().isZero() || plan.duration().isNegative()) throw StudioException.of("load.duration");
    }

    private synchronized Vertx running() {
        Vertx running = vertx;
        if (running == null) {
            running = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(1)
                    .setUseDaemonThread(true).setFileSystemOptions(new FileSystemOptions()
                            .setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
            vertx = running;
        }
        return running;
    }

    @Override
    public void close() {
        Vertx running;
        synchronized (this) {
            running = vertx;
            vertx = null;
        }
        if (running != null) running.close().toCompletionStage().toCompletableFuture().join();
    }
}
