package slipway.rollout;

import java.time.Instant;

import slipway.base.StudioException;

/// A change of an endpoint's policy or targets: from `before` to `after`, in words.
///
/// @param beganNanos   when the new routes took the next request, on the clock of the requests
/// @param drainedNanos when the last request under way at what was replaced had ended; `beganNanos` where none was
public record Swap(Instant at, String before, String after, long beganNanos, long drainedNanos) {
    public Swap {
        if (drainedNanos < beganNanos) throw StudioException.of("rollout.swap-time", beganNanos, drainedNanos);
    }
}
