package slipway;

import java.util.ArrayDeque;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

import slipway.base.Live;
import slipway.traffic.Gateway;
import slipway.traffic.RequestRecord;

/// Counts what the deployments of one endpoint answer, how long their servers take for it and whom they turn away, over
/// the last seconds. Requests that were held or waited for their turn count with the server's own time only. Counted on
/// event loops, read by one task.
final class Pulse implements AutoCloseable {
    /// Looks that are averaged: enough for a steady figure, few enough to be quick.
    private static final int LOOKS = 5;
    /// Why the gateway turns a request away where a deployment takes only so many at once.
    private static final Set<String> REFUSALS = Set.of("too-many", "queue-wait");

    private final Live.Subscription counting;
    private final Map<String, Beat> beats = new ConcurrentHashMap<>();

    /// @param rate    requests a second that the servers answer
    /// @param seconds that a server takes for one on average; the last that is known where none ended lately, 0 where
    ///                none ever did
    /// @param refused requests a second that were turned away
    /// @param waiting those that wait for their turn now, but no more than did at the last looks on average: two that
    ///                meet by chance are no load
    record Rate(double rate, double seconds, double refused, double waiting) {
        static final Rate NONE = new Rate(0, 0, 0, 0);
    }

    private record Look(long count, long nanos, long refused, int waiting, long millis) {}

    private static final class Beat {
        private final LongAdder count = new LongAdder();
        private final LongAdder nanos = new LongAdder();
        private final LongAdder refused = new LongAdder();
        private final ArrayDeque<Look> looks = new ArrayDeque<>();
        private double seconds;
    }

    Pulse(Gateway gateway, String endpoint) {
        counting = gateway.onRequests(endpoint, this::count);
    }

    private void count(RequestRecord request) {
        String error = request.error();
        boolean served = request.upstreamNanos() > 0;
        boolean refused = error != null && REFUSALS.contains(error);
        if (request.deployment().isEmpty() || !(served || refused)) return;
        Beat beat = beats.computeIfAbsent(request.deployment(), name -> new Beat());
        if (refused) {
            beat.refused.increment();
            return;
        }
        beat.count.increment();
        beat.nanos.add(request.upstreamNanos());
    }

    /// What `deployment` did over the last looks, this one with what came since the one before, `millis` ago; `waiting`
    /// wait for their turn now.
    Rate look(String deployment, long millis, int waiting) {
        Beat beat = beats.computeIfAbsent(deployment, name -> new Beat());
        beat.looks.addLast(new Look(beat.count.sumThenReset(), beat.nanos.sumThenReset(), beat.refused.sumThenReset(),
                waiting, Math.max(1, millis)));
        if (beat.looks.size() > LOOKS) beat.looks.removeFirst();
        long count = 0;
        long nanos = 0;
        long refused = 0;
        long waited = 0;
        long time = 0;
        for (Look each : beat.looks) {
            count += each.count;
            nanos += each.nanos;
            refused += each.refused;
            waited += each.waiting;
            time += each.millis;
        }
        if (count > 0) beat.seconds = nanos / 1e9 / count;
        return new Rate(count * 1000.0 / time, beat.seconds, refused * 1000.0 / time,
                Math.min(waiting, (double) waited / beat.looks.size()));
    }

    @Override
    public void close() {
        counting.close();
    }
}
