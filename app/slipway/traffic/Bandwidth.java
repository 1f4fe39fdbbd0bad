package slipway.traffic;

import java.util.concurrent.atomic.AtomicLong;

/// What may pass an endpoint per second, both directions and copies together (A207). Event loops share it without
/// waiting: each byte moves the moment when the way is free again, and who comes before that moment pauses.
final class Bandwidth {
    /// What may pass in advance, as time.
    private static final long BURST_NANOS = 20_000_000L;

    final int mbps;
    private final AtomicLong free = new AtomicLong(System.nanoTime());

    /// @param mbps megabits (of a million) per second, above 0
    Bandwidth(int mbps) {
        this.mbps = mbps;
    }

    /// Counts `bytes`; how long who passed them must pause, in nanoseconds.
    long pass(long bytes) {
        long now = System.nanoTime();
        long cost = bytes * 8_000 / mbps;
        long next = free.accumulateAndGet(cost, (before, more) -> (before - now > 0 ? before : now) + more);
        return Math.max(0, next - now - BURST_NANOS);
    }

    /// How long a new request must wait, in nanoseconds.
    long delay() {
        return Math.max(0, free.get() - System.nanoTime() - BURST_NANOS);
    }
}
