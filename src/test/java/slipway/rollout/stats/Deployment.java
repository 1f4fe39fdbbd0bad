package slipway.rollout.stats;

import java.util.function.DoubleUnaryOperator;

/// How a simulated deployment answers: its error rate, and its latencies as a table by fourteen random bits. Immutable.
final class Deployment {
    private static final int BITS = 14;
    private static final int SHARES = 1 << BITS;

    final double errors;
    private final short[] bucket = new short[SHARES];
    private final long failsBelow;

    /// @param slower how many times slower than its shape, by the share of requests that are faster
    Deployment(Buckets buckets, double errors, Shape shape, DoubleUnaryOperator slower) {
        this.errors = errors;
        failsBelow = Math.round(errors * (1L << 32));
        for (int i = 0; i < SHARES; i++) {
            double share = (i + 0.5) / SHARES;
            bucket[i] = (short) buckets.of(shape.nanos(share) * slower.applyAsDouble(share));
        }
    }

    int bucket(long random) {
        return bucket[(int) (random >>> (64 - BITS))];
    }

    boolean fails(long random) {
        return (random & 0xFFFF_FFFFL) < failsBelow;
    }
}
