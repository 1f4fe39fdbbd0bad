package slipway.testkit;

import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;

/// A model server that answers as the test says, on a free loopback port. Its handler runs on its event loop.
public final class StubUpstream implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setUseDaemonThread(true)
            .setFileSystemOptions(new FileSystemOptions().setFileCachingEnabled(false)));
    private final HttpServer server;
    private final AtomicLong requests = new AtomicLong();
    private final List<String> targets = new CopyOnWriteArrayList<>();

    public StubUpstream(Handler<HttpServerRequest> handler) {
        this(handler, false);
    }

    private StubUpstream(Handler<HttpServerRequest> handler, boolean quiet) {
        server = vertx.createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(0))
                .requestHandler(request -> {
                    requests.incrementAndGet();
                    if (!quiet) targets.add(request.method() + " " + request.uri());
                    handler.handle(request);
                });
        server.listen().toCompletionStage().toCompletableFuture().join();
    }

    /// Reads each request whole, then answers `text`.
    public static StubUpstream answering(String text) {
        return new StubUpstream(
                request -> request.body().onSuccess(body -> request.response().end(text)), true);
    }

    /// Sends each request's body back as it comes.
    public static StubUpstream echoing() {
        return new StubUpstream(request -> {
            String length = request.getHeader("content-length");
            if (length == null) request.response().setChunked(true);
            else
                request.response().putHeader("content-length", length);
            request.pipeTo(request.response());
        }, true);
    }

    /// Takes requests and never answers.
    public static StubUpstream hanging() {
        return new StubUpstream(request -> request.resume(), true);
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.actualPort());
    }

    public int port() {
        return server.actualPort();
    }

    public long requests() {
        return requests.get();
    }

    /// `POST /score?x=1` of each request, in order.
    public List<String> targets() {
        return List.copyOf(targets);
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
