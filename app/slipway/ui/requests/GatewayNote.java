package slipway.ui.requests;

import java.time.Duration;
import java.util.Optional;

import slipway.base.Tasks;
import slipway.requests.Exchange;
import slipway.traffic.Gateway;
import slipway.traffic.RequestRecord;

/// What the gateway noted of a request, joined to its exchange by the request’s id. Any thread but the FX thread.
final class GatewayNote {
    private static final int LOOKED = 100;
    private static final int TRIES = 5;

    private GatewayNote() {}

    /// The gateway notes after its last byte, so the note may come a moment later than the answer.
    static Exchange on(Exchange exchange, Gateway gateway) throws InterruptedException {
        boolean listens = gateway.endpoints().get().stream().anyMatch(view -> view.name().equals(exchange.endpoint()));
        if (exchange.requestId().isEmpty() || !listens) return exchange;
        for (int i = 0; i < TRIES; i++) {
            Optional<RequestRecord> note = gateway.recent(exchange.endpoint(), LOOKED).stream().filter(each -> !each
                    .copy() && each.requestId().equals(exchange.requestId())).findFirst();
            if (note.isPresent()) {
                return exchange.withTiming(exchange.received().timing().through(note.get().totalNanos(), note.get()
                        .upstreamNanos()));
            }
            Tasks.pause(Duration.ofMillis(10));
        }
        return exchange;
    }
}
