package slipway.traffic;

import java.time.Duration;

/// What the gateway grants a request.
///
/// @param upstreamTimeout how long a server may stay silent before the client gets 504 (or its answer is cut)
/// @param mirrorBytes     memory for copies under way, per endpoint
/// @param mirrorCopies    copies under way, per endpoint
/// @param connections     to one replica, per event loop
/// @param eventLoops      that serve each endpoint
/// @param headTimeout     how long a client may be silent within a request's head
/// @param idleTimeout     how long a client may keep a connection without a request
public record Limits(Duration upstreamTimeout, long mirrorBytes, int mirrorCopies, int connections, int eventLoops,
        Duration headTimeout, Duration idleTimeout) {
    public static final Limits DEFAULT = new Limits(Duration.ofSeconds(60), 16_000_000, 256, 512,
            Math.min(2, Runtime.getRuntime().availableProcessors()));

    /// With ten seconds for a head and 75 for the next request, as nginx keeps its connections.
    public Limits(Duration upstreamTimeout, long mirrorBytes, int mirrorCopies, int connections, int eventLoops) {
        this(upstreamTimeout, mirrorBytes, mirrorCopies, connections, eventLoops, Duration.ofSeconds(10),
                Duration.ofSeconds(75));
    }

    long headNanos() {
        return headTimeout.toNanos();
    }

    long idleNanos() {
        return idleTimeout.toNanos();
    }
}
