package slipway.traffic;

import java.time.Duration;

/// What a deployment takes at once, Azure's `request_settings`.
///
/// @param perReplica requests under way at each replica; as many again may wait
/// @param timeout    how long a server may take to begin its answer before the client gets 408
/// @param queueWait  how long a request waits for its turn before the client gets 429
public record Capacity(int perReplica, Duration timeout, Duration queueWait) {}
