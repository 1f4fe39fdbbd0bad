package slipway.rollout;

import org.jspecify.annotations.Nullable;

/// One live request around a swap, times in nanoseconds on one clock.
///
/// @param status what the client got; 0 where it got no answer, 499 where it went away first
/// @param error  the gateway's own word for a failure (`cut`, `refused`, `timeout` …); null where a server answered
public record SwapEvent(long beganNanos, long endedNanos, int status, @Nullable String error) {}
