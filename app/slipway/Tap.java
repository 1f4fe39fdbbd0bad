package slipway;

import java.util.function.Consumer;

import slipway.record.Exchange.Body;
import slipway.traffic.Exchange;
import slipway.traffic.Watcher;

/// Glue: what the gateway shows of an exchange, handed to a recorder. On event loops.
record Tap(Consumer<slipway.record.Exchange> sink) implements Watcher {
    /// Longer bodies are recorded by their beginning.
    private static final int BODY = 16_000_000;

    @Override
    public int bodyLimit() {
        return BODY;
    }

    @Override
    public void exchanged(Exchange seen) {
        var request = seen.request();
        long start = System.nanoTime() - request.totalNanos();
        sink.accept(new slipway.record.Exchange(start, request.epochMillis(), request.requestId(), request.method(),
                seen.target(), seen.headers(), new Body(seen.body(), request.requestBytes()), request.deployment(),
                request.revision(), request.copy(), request.status(), seen.answerHeaders(),
                new Body(seen.answer(), request.answerBytes()), request.totalNanos(), request.upstreamNanos(),
                request.error()));
    }
}
