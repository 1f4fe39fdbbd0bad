package slipway.rollout.stats;

import java.util.function.DoubleUnaryOperator;

/// How a simulated deployment answers: its error rate, and its latencies as a table by sixteen random bits. Immutable.
final class Deployment {
    private static final int SHARES = 1 << 16;

    final double errors;
    private final int[] bucket = new int[SHARES];
    private final long failsBelow;

    /// @param slower how many times slower than its shape, by the share of requests that are faster
    Deployment(Buckets buckets, double errors, Shape shape, DoubleUnaryOperator slower) {
        this.errors = errors;
        failsBelow = Math.round(errors * (1L << 32));
        for (int i = 0; i < SHARES; i++) {
            double share = (i + 0.5) / SHARES;
            bucket[i] = buckets.of(shape.nanos(share) * slower.applyAsDouble(share));
        }
    }

    int bucket(long random) {
        return bucket[(int) (random >>> 48)];
    }

    boolean fails(long random) {
        return (random & 0xFFFF_FFFFL) < failsBelow;
    }
}
