package slipway.traffic;

import java.time.Duration;

/// What a deployment takes at once, Azure's `request_settings`.
///
/// @param perReplica requests under way at each replica; as many again may wait
/// @param timeout    how long a server may take to begin its answer before the client gets 408
/// @param queueWait  how long a request waits for its turn before the client gets 429
/// @param held       0, or how many requests wait for a deployment that sleeps: it has no server now and takes none
public record Capacity(int perReplica, Duration timeout, Duration queueWait, int held) {
    /// Of one that is awake.
    public Capacity(int perReplica, Duration timeout, Duration queueWait) {
        this(perReplica, timeout, queueWait, 0);
    }

    /// Of one without a server for now: at most `held` requests wait for it, each for `longest` before the client gets
    /// 504.
    public static Capacity asleep(int held, Duration longest) {
        return new Capacity(0, longest, longest, held);
    }

    boolean asleep() {
        return held > 0;
    }
}
