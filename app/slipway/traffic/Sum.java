package slipway.traffic;

import java.util.concurrent.atomic.LongAdder;

import org.HdrHistogram.Histogram;

/// Requests of one backend, added by all event loops, read by anybody.
final class Sum {
    private final LongAdder requests = new LongAdder();
    private final LongAdder errors = new LongAdder();
    private final Second.Latencies latencies = new Second.Latencies();

    void add(RequestRecord request) {
        // a client that went away says nothing of the server
        if ("client-gone".equals(request.error())) return;
        requests.increment();
        if (request.failed()) errors.increment();
        latencies.add(request.totalNanos());
    }

    boolean isEmpty() {
        return requests.sum() == 0;
    }

    Measured measured(Target target, boolean copies) {
        Histogram copy = latencies.read();
        return new Measured(target.deployment(), target.revision(), copies, requests.sum(), errors.sum(), copy);
    }
}
