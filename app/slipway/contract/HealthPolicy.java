package slipway.contract;

import java.time.Duration;

/// When and how often a platform probes, and when it gives up.
///
/// @param startPeriod before the first probe counts
/// @param retries     failures in a row that make it unhealthy
/// @param startLimit  by when it must have become healthy
public record HealthPolicy(Duration startPeriod, Duration interval, Duration timeout, int retries,
        Duration startLimit) {}
