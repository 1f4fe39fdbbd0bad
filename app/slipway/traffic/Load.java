package slipway.traffic;

/// What a deployment has to do at one moment.
///
/// @param underWay    requests and copies
/// @param outstanding of those, the ones that count against its [Capacity]; 0 where it has none
/// @param queued      of those, the ones that wait for their turn
public record Load(int underWay, int outstanding, int queued) {}
