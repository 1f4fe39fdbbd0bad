package slipway.load;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import org.jspecify.annotations.Nullable;

/// One load run. Request `n` is due at `start + n / rate`, whatever became of those before it, and is timed from then;
/// the event loop's own timer wakes for each, because Vert.x's timers step by a millisecond.
final class Run {
    private static final long TIMEOUT_NANOS = 60_000_000_000L;
    private static final long REPORT_NANOS = 250_000_000L;
    /// More than this many under way is not load but memory.
    private static final int WAITING_LIMIT = 50_000;
    private static final int CONNECTIONS = 1_000;
    private static final int BATCH = 16;
    private static final long BREATH_NANOS = 100_000L;

    private final EventLoop loop;
    private final LoadPlan plan;
    private final Consumer<News> news;
    private final HttpClient client;
    private final RequestOptions target;
    private final Buffer body;
    private final Tally tally = new Tally();
    private final long planned;
    private final double gapNanos;
    private long begun;
    private long reported;
    private int underWay;
    private boolean over;
    private @Nullable ScheduledFuture<?> wake;

    /// The result so far, or the `last` one.
    record News(LoadResult result, boolean last) {}

    Run(Vertx vertx, EventLoop loop, LoadPlan plan, Consumer<News> news) {
        this.loop = loop;
        this.plan = plan;
        this.news = news;
        this.gapNanos = 1e9 / plan.rate();
        this.planned = Math.max(1, Math.round(plan.rate() * plan.duration().toNanos() / 1e9));
        this.body = Buffer.buffer(plan.body().toArray());
        String path = plan.url().getRawPath();
        String query = plan.url().getRawQuery();
        boolean tls = "https".equals(plan.url().getScheme());
        int port = plan.url().getPort() > 0 ? plan.url().getPort() : tls ? 443 : 80;
        this.target = new RequestOptions().setHost(plan.url().getHost()).setPort(port).setSsl(tls)
                .setMethod(HttpMethod.POST)
                .setURI((path == null || path.isEmpty() ? "/" : path) + (query == null ? "" : "?" + query));
        this.client = vertx.createHttpClient(new HttpClientOptions().setConnectTimeout(5_000),
                new PoolOptions().setHttp1MaxSize(CONNECTIONS).setMaxWaitQueueSize(-1));
    }

    long planned() {
        return planned;
    }

    void start() {
        begun = System.nanoTime();
        reported = begun;
        step();
    }

    void stop() {
        over = true;
        if (wake != null) wake.cancel(false);
        client.close();
    }

    /// Sends what is due, a few at a time so that answers are read in between, then sleeps until the next is.
    private void step() {
        if (over) return;
        long now = System.nanoTime();
        for (int i = 0; i < BATCH && tally.sentSoFar() < planned && due(tally.sentSoFar()) <= now; i++) {
            send(due(tally.sentSoFar()));
        }
        boolean allSent = tally.sentSoFar() == planned;
        boolean last = allSent && tally.allEnded();
        if (last || now - reported >= REPORT_NANOS) {
            reported = now;
            double planSeconds = plan.duration().toNanos() / 1e9;
            double seconds = (now - begun) / 1e9;
            news.accept(new News(tally.result(last ? Math.max(seconds, planSeconds) : seconds), last));
        }
        if (last) {
            stop();
            return;
        }
        long next = allSent ? now + 20_000_000L : Math.min(due(tally.sentSoFar()), reported + REPORT_NANOS);
        // never at once: the loop runs all that is due before it reads a single answer
        wake = loop.schedule(this::step, Math.max(BREATH_NANOS, next - System.nanoTime()), TimeUnit.NANOSECONDS);
    }

    private long due(long number) {
        return begun + (long) (number * gapNanos);
    }

    private void send(long due) {
        tally.sent();
        if (underWay >= WAITING_LIMIT) {
            tally.failed("queue", System.nanoTime() - due);
            return;
        }
        underWay++;
        var call = new Call(due);
        client.request(target).onSuccess(call::connected).onFailure(failure -> call.fail("connect"));
    }

    /// One request of the run.
    private final class Call {
        private final long due;
        private boolean ended;

        Call(long due) {
            this.due = due;
        }

        void connected(HttpClientRequest request) {
            long left = TIMEOUT_NANOS - (System.nanoTime() - due);
            request.idleTimeout(Math.max(1, TimeUnit.NANOSECONDS.toMillis(left)));
            request.putHeader("content-type", plan.contentType());
            plan.headers().forEach(request::putHeader);
            request.exceptionHandler(this::broken);
            request.response().onFailure(this::broken).onSuccess(this::answered);
            request.end(body);
        }

        private void answered(HttpClientResponse answer) {
            String by = answer.getHeader("x-slipway-deployment");
            answer.exceptionHandler(this::broken);
            answer.handler(chunk -> {});
            answer.endHandler(end -> {
                if (end()) {
                    tally.answered(answer.statusCode(), by == null ? "" : by, System.nanoTime() - due);
                }
            });
        }

        private void broken(Throwable failure) {
            fail(failure instanceof java.util.concurrent.TimeoutException ? "timeout" : "cut");
        }

        void fail(String word) {
            if (end()) tally.failed(word, System.nanoTime() - due);
        }

        private boolean end() {
            if (ended) return false;
            ended = true;
            underWay--;
            return true;
        }
    }
}
