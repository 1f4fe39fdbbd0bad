package slipway.traffic;

/// What an endpoint lets pass; 0 means: no limit.
///
/// @param bandwidthMbps megabits per second, both directions and copies together
/// @param bodyBytes     largest body of a request; where it is 0, each deployment's contract decides
public record Allowance(int bandwidthMbps, long bodyBytes) {
    public static final Allowance NONE = new Allowance(0, 0);
}
