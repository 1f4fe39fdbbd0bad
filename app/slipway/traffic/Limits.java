package slipway.traffic;

import java.time.Duration;

/// What the gateway grants a request.
///
/// @param upstreamTimeout how long a server may stay silent before the client gets 504 (or its answer is cut)
/// @param mirrorBytes     memory for copies under way, per endpoint
/// @param mirrorCopies    copies under way, per endpoint
/// @param connections     to one replica, per event loop
/// @param eventLoops      that serve each endpoint
public record Limits(Duration upstreamTimeout, long mirrorBytes, int mirrorCopies, int connections, int eventLoops) {
    public static final Limits DEFAULT = new Limits(Duration.ofSeconds(60), 16_000_000, 256, 512,
            Math.min(2, Runtime.getRuntime().availableProcessors()));
}
