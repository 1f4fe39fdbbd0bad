package slipway.serve;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import slipway.base.Tasks;

/// The socket: one virtual thread a request, its answer and its line in the log.
final class HttpFront {
    private final HttpServer server;
    private final Routes routes;
    private final AccessLog log;
    private final AtomicInteger open = new AtomicInteger();
    private volatile boolean draining;

    HttpFront(ServerSettings settings, Routes routes, AccessLog log, Tasks tasks) throws IOException {
        this.routes = routes;
        this.log = log;
        // read by the JDK's server when its first class loads
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.setProperty("sun.net.httpserver.maxIdleConnections", "10000");
        // longer than any client keeps an idle connection, so that it is the client who closes it
        System.setProperty("sun.net.httpserver.idleInterval", "600");
        server = HttpServer.create(new InetSocketAddress(settings.bind(), settings.port()), 1024);
        server.setExecutor(work -> tasks.quiet("request", progress -> work.run()));
        server.createContext("/", this::handle);
    }

    int start() {
        server.start();
        return server.getAddress().getPort();
    }

    /// Lets the requests under way end, at most ten seconds, and closes the socket.
    void stop() {
        draining = true;
        long end = System.nanoTime() + 10_000_000_000L;
        try {
            while (open.get() > 0 && System.nanoTime() < end)
                Tasks.pause(Duration.ofMillis(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        open.incrementAndGet();
        try (exchange) {
            long start = System.nanoTime();
            var call = new Call(exchange, requestId(exchange));
            Reply reply = reply(call);
            send(exchange, call, reply);
            log.request(call.id, call.method, call.path, reply.status, System.nanoTime() - start, reply.body.length,
                    Routes.isProbe(call.path));
            if (reply.reason != null && reply.status != 503) {
                log.line(reply.status < 500 ? "WARN" : "ERROR", call.id + " " + reply.reason);
            }
        } finally {
            open.decrementAndGet();
        }
    }

    private Reply reply(Call call) throws IOException {
        String contract = routes.contractOf(call.path);
        try {
            return routes.answer(call);
        } catch (Refusal e) {
            Reply reply = Reply.refused(contract, e);
            if (e.status() == 405) reply.with("Allow", call.method.equals("GET") ? "POST" : "GET");
            return reply;
        } catch (RuntimeException e) {
            var failure = new Refusal(500, "INTERNAL_ERROR", "The server failed: " + e);
            return Reply.refused(contract, failure).with("x-ms-run-function-failed", "true");
        }
    }

    private void send(HttpExchange exchange, Call call, Reply reply) throws IOException {
        var headers = exchange.getResponseHeaders();
        if (reply.contentType != null) headers.set("Content-Type", reply.contentType);
        headers.set("x-request-id", call.id);
        reply.headers.forEach(headers::set);
        // after 413 the rest of the body is still on its way: nothing after it on this connection would be understood
        if (draining || reply.status == 413) headers.set("Connection", "close");
        boolean head = call.method.equals("HEAD");
        exchange.sendResponseHeaders(reply.status, head || reply.body.length == 0 ? -1 : reply.body.length);
        if (head || reply.body.length == 0) return;
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(reply.body);
        }
    }

    private static String requestId(HttpExchange exchange) {
        String given = exchange.getRequestHeaders().getFirst("x-request-id");
        if (given != null && !given.isBlank() && given.length() <= 200) return given.strip();
        return Long.toHexString(ThreadLocalRandom.current().nextLong() | Long.MIN_VALUE);
    }
}
