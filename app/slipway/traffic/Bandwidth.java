package slipway.traffic;

import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

/// What may pass an endpoint (A207) or a deployment (A093) per second, both directions and copies together. Event loops
/// share it without waiting: each byte moves the moment when the way is free again, and who comes before that moment
/// pauses or is refused.
final class Bandwidth {
    /// What may pass an endpoint in advance, as time: who is early pauses, and that should be smooth.
    private static final long SMOOTH_NANOS = 20_000_000L;
    /// What may pass a deployment in advance: who is early is refused, so a second is the measure that its limit names.
    private static final long SECOND_NANOS = 1_000_000_000L;

    final int mbps;
    private final long burstNanos;
    private final AtomicLong free = new AtomicLong(System.nanoTime());

    private Bandwidth(int mbps, long burstNanos) {
        this.mbps = mbps;
        this.burstNanos = burstNanos;
    }

    /// @param mbps megabits (of a million) per second, 0 for any
    static @Nullable Bandwidth ofEndpoint(int mbps, @Nullable Bandwidth before) {
        return of(mbps, SMOOTH_NANOS, before);
    }

    /// @param mbps megabits (of a million) per second, 0 for any
    static @Nullable Bandwidth ofDeployment(int mbps, @Nullable Bandwidth before) {
        return of(mbps, SECOND_NANOS, before);
    }

    /// The one from before counts on where its limit is the same.
    private static @Nullable Bandwidth of(int mbps, long burstNanos, @Nullable Bandwidth before) {
        if (mbps == 0) return null;
        return before != null && before.mbps == mbps ? before : new Bandwidth(mbps, burstNanos);
    }

    /// Counts `bytes`; how long who passed them must pause, in nanoseconds.
    long pass(long bytes) {
        long now = System.nanoTime();
        long cost = bytes * 8_000 / mbps;
        long next = free.accumulateAndGet(cost, (before, more) -> (before - now > 0 ? before : now) + more);
        return Math.max(0, next - now - burstNanos);
    }

    /// How long a new request must wait, in nanoseconds.
    long delay() {
        return Math.max(0, free.get() - System.nanoTime() - burstNanos);
    }
}
