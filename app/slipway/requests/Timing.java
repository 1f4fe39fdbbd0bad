package slipway.requests;

/// Where the time of a request went, in nanoseconds, -1 where nobody knows. The first five are read from the studio’s
/// own clock and follow each other; the last two are what the gateway noted under the request’s id.
///
/// @param connect  name and TCP; `tls` the handshake, 0 without one
/// @param send     writing head and body
/// @param await    from there to the first byte of the answer; `transfer` from there to its last
/// @param gateway  in the gateway: waiting for a turn, passing on; `server` the deployment’s share
public record Timing(long connect, long tls, long send, long await, long transfer, long gateway, long server) {
    public static final Timing UNKNOWN = new Timing(-1, -1, -1, -1, -1, -1, -1);

    /// With what the gateway noted: in all, and the server’s share of it.
    public Timing through(long gatewayTotal, long upstream) {
        return new Timing(connect, tls, send, await, transfer, Math.max(0, gatewayTotal - upstream), upstream);
    }
}
