package slipway.traffic;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// What Prometheus counts of one endpoint, per deployment, from the moment somebody asks for it. Event loops add
/// without waiting; anybody reads.
final class Meters {
    /// Upper bounds of the latency buckets, in microseconds.
    static final long[] BOUNDS = {1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000, 1_000_000,
            2_500_000, 5_000_000, 10_000_000};

    private final Map<String, Meter> byDeployment = new ConcurrentHashMap<>();

    /// Of one deployment; requests that nobody served stand under the empty name.
    static final class Meter {
        /// By the first digit of the status; 0 for a copy without an answer.
        final LongAdder[] classes = adders(6);
        final LongAdder[] buckets = adders(BOUNDS.length + 1);
        final LongAdder nanos = new LongAdder();
        final LongAdder requestBytes = new LongAdder();
        final LongAdder answerBytes = new LongAdder();
        final LongAdder copies = new LongAdder();
        final LongAdder copiesFailed = new LongAdder();
        final LongAdder copiesDropped = new LongAdder();

        private static LongAdder[] adders(int count) {
            var all = new LongAdder[count];
            for (int i = 0; i < count; i++)
                all[i] = new LongAdder();
            return all;
        }
    }

    private Meter of(String deployment) {
        Meter meter = byDeployment.get(deployment);
        return meter != null ? meter : byDeployment.computeIfAbsent(deployment, name -> new Meter());
    }

    void add(RequestRecord request) {
        Meter meter = of(request.deployment());
        if (request.copy()) {
            meter.copies.increment();
            if (request.status() == 0 || request.status() >= 400) meter.copiesFailed.increment();
            return;
        }
        meter.classes[Math.clamp(request.status() / 100, 0, 5)].increment();
        meter.nanos.add(request.totalNanos());
        meter.requestBytes.add(request.requestBytes());
        meter.answerBytes.add(request.answerBytes());
        int bucket = 0;
        long micros = request.totalNanos() / 1_000;
        while (bucket < BOUNDS.length && micros > BOUNDS[bucket])
            bucket++;
        meter.buckets[bucket].increment();
    }

    void dropped(String deployment) {
        of(deployment).copiesDropped.increment();
    }

    Map<String, Meter> all() {
        return new TreeMap<>(byDeployment);
    }
}
