package slipway.ui.checks;

/// What was measured of a deployment that runs, to plan with.
///
/// @param name          `iris/blue`
/// @param residentBytes memory of one replica, the model loaded
/// @param p50Seconds    of its predictions lately, 0 where there were none; `p95Seconds` likewise
public record Measured(String name, long residentBytes, double p50Seconds, double p95Seconds) {}
