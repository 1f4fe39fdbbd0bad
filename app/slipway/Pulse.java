package slipway;

import java.util.ArrayDeque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

import slipway.base.Live;
import slipway.traffic.Gateway;
import slipway.traffic.RequestRecord;

/// Counts what the deployments of one endpoint answer and how long their servers take for it, over the last seconds.
/// Requests that were held or waited for their turn count with the server's own time only. Counted on event loops, read by
/// one task.
final class Pulse implements AutoCloseable {
    /// Looks that are averaged: enough for a steady figure, few enough to be quick.
    private static final int LOOKS = 5;

    private final Live.Subscription counting;
    private final Map<String, Beat> beats = new ConcurrentHashMap<>();

    /// @param rate    requests a second
    /// @param seconds that the server takes for one on average, 0 where it answered none
    record Rate(double rate, double seconds) {
        static final Rate NONE = new Rate(0, 0);
    }

    private static final class Beat {
        private final LongAdder count = new LongAdder();
        private final LongAdder nanos = new LongAdder();
        private final ArrayDeque<long[]> looks = new ArrayDeque<>();
    }

    Pulse(Gateway gateway, String endpoint) {
        counting = gateway.onRequests(endpoint, this::count);
    }

    private void count(RequestRecord request) {
        if (request.deployment().isEmpty() || request.upstreamNanos() == 0) return;
        Beat beat = beats.computeIfAbsent(request.deployment(), name -> new Beat());
        beat.count.increment();
        beat.nanos.add(request.upstreamNanos());
    }

    /// What `deployment` did over the last looks, this one with what came since the one before, `millis` ago.
    Rate look(String deployment, long millis) {
        Beat beat = beats.get(deployment);
        if (beat == null) return Rate.NONE;
        beat.looks.addLast(new long[]{beat.count.sumThenReset(), beat.nanos.sumThenReset(), Math.max(1, millis)});
        if (beat.looks.size() > LOOKS) beat.looks.removeFirst();
        long count = 0;
        long nanos = 0;
        long time = 0;
        for (long[] each : beat.looks) {
            count += each[0];
            nanos += each[1];
            time += each[2];
        }
        return new Rate(count * 1000.0 / time, count == 0 ? 0 : nanos / 1e9 / count);
    }

    @Override
    public void close() {
        counting.close();
    }
}
