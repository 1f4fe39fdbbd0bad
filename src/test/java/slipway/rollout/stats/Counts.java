package slipway.rollout.stats;

/// What a simulated deployment has answered so far, by bucket. One thread.
final class Counts {
    final Buckets buckets;
    final int[] counts;
    int requests;
    int errors;

    Counts(Buckets buckets) {
        this.buckets = buckets;
        counts = new int[buckets.values.length];
    }

    void add(int bucket, boolean failed) {
        requests++;
        counts[bucket]++;
        if (failed) errors++;
    }

    Arm arm() {
        return new Arm(requests, errors, latencies());
    }

    Latencies latencies() {
        int used = 0;
        for (int count : counts)
            if (count > 0) used++;
        long[] nanos = new long[used];
        long[] of = new long[used];
        for (int i = 0, next = 0; i < counts.length; i++) {
            if (counts[i] == 0) continue;
            nanos[next] = buckets.values[i];
            of[next++] = counts[i];
        }
        return new Latencies(nanos, of);
    }
}
