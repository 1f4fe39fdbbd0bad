package slipway.traffic;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.impl.ConnectionBase;

/// One event loop's part of an endpoint: its listener, its connections to the replicas, its requests under way.
/// All of it is touched by that event loop only, so nothing of it is locked.
final class Lane extends VerticleBase {
    private static final long SWEEP_MILLIS = 250;
    /// Shorter than what servers keep idle connections for (uvicorn: 5 s), so that we are the one who closes.
    private static final int KEEP_ALIVE_SECONDS = 4;

    final Endpoint endpoint;
    private final int port;
    private final Set<Timed> underWay = new HashSet<>();
    private final HttpServerOptions options = new HttpServerOptions().setHost("127.0.0.1")
            .setHttp2ClearTextEnabled(false).setMaxInitialLineLength(64 * 1024).setMaxHeaderSize(64 * 1024)
            .setMaxChunkSize(64 * 1024).setAcceptBacklog(1024).setTcpNoDelay(true)
            .setRegisterWebSocketWriteHandlers(false).setStrictThreadMode(true);
    private final HttpClient client;
    private final HttpServer server;
    private boolean sweeping;

    /// Something under way that must not stay silent for longer than the limit.
    interface Timed {
        long lastActivity();

        void expire();
    }

    Lane(Vertx vertx, Endpoint endpoint, int port) {
        this.endpoint = endpoint;
        this.port = port;
        this.client = vertx.createHttpClient(
                new HttpClientOptions().setKeepAliveTimeout(KEEP_ALIVE_SECONDS).setConnectTimeout(5_000)
                        .setMaxHeaderSize(64 * 1024).setMaxChunkSize(64 * 1024).setDecompressionSupported(false),
                new PoolOptions().setHttp1MaxSize(endpoint.limits.connections()).setMaxWaitQueueSize(4_096)
                        .setCleanerPeriod(1_000));
        this.server = vertx.createHttpServer(options);
    }

    @Override
    public Future<?> start() {
        return server.connectionHandler(this::harden).requestHandler(request -> new Passage(this, request).begin())
                .listen(port, "127.0.0.1");
    }

    @Override
    public Future<?> stop() {
        return server.close().eventually(client::close);
    }

    /// Takes no more connections, and closes those there are when their request under way has ended.
    Future<Void> shutdown(long millis) {
        return server.shutdown(millis, TimeUnit.MILLISECONDS);
    }

    Future<HttpClientRequest> connect(Replica replica, HttpMethod method, String path) {
        return client.request(new RequestOptions().setHost(replica.host).setPort(replica.port).setSsl(replica.tls)
                .setMethod(method).setURI(replica.prefix + path));
    }

    /// Runs what takes long off the loop; the future ends on it.
    Future<Buffer> work(Callable<Buffer> work) {
        return vertx.<Buffer>executeBlocking(work, false).map(Objects::requireNonNull);
    }

    /// On the lane's own loop. The sweep's timer runs only while there is something to look at.
    void add(Timed timed) {
        if (underWay.isEmpty() && !sweeping) {
            sweeping = true;
            vertx.setPeriodic(SWEEP_MILLIS, this::sweep);
        }
        underWay.add(timed);
    }

    void remove(Timed timed) {
        underWay.remove(timed);
    }

    private void sweep(long timer) {
        if (underWay.isEmpty()) {
            vertx.cancelTimer(timer);
            sweeping = false;
            return;
        }
        long oldest = System.nanoTime() - endpoint.limits.upstreamTimeout().toNanos();
        List<Timed> late = new ArrayList<>();
        for (Timed timed : underWay) {
            if (timed.lastActivity() - oldest < 0) late.add(timed);
        }
        late.forEach(Timed::expire);
    }

    /// A message with both a length and chunks is how requests are smuggled past a proxy; Netty would mend it in
    /// silence, so its decoder is replaced by one that refuses.
    private void harden(HttpConnection connection) {
        if (connection instanceof ConnectionBase base) StrictDecoder.install(base.channel().pipeline(), options);
    }
}
