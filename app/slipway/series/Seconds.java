package slipway.series;

import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;

/// The last quarter of an hour of one deployment by the second, begun with what an earlier run has kept of it. Any thread.
final class Seconds {
    private final ConcurrentSkipListMap<Long, Bucket> buckets = new ConcurrentSkipListMap<>();
    private volatile boolean seeded;
    private volatile long first = Long.MAX_VALUE;

    void add(Bucket bucket, long now) {
        first = Math.min(first, bucket.at());
        buckets.merge(bucket.at(), bucket, Bucket::plus);
        buckets.headMap(now - Tier.SECONDS.keptMillis() - Tier.TENS.millis()).clear();
    }

    boolean seeded() {
        return seeded;
    }

    /// Takes from `earlier`, which is coarser, what ended before our first second.
    synchronized void seed(List<Bucket> earlier) {
        if (seeded) return;
        seeded = true;
        earlier.stream().filter(bucket -> bucket.at() + bucket.millis() <= first)
                .forEach(bucket -> buckets.putIfAbsent(bucket.at(), bucket));
    }

    /// Those that begin from `from` to `to`, oldest first.
    List<Bucket> between(long from, long to) {
        return List.copyOf(buckets.subMap(from, true, to, true).values());
    }
}
