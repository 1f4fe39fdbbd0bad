package slipway.load;

/// Whose word a load over HTTPS takes that it speaks with the right server.
public enum Trust {
    /// That of the authorities that this Java knows; any other server is no connection, counted as `certificate`.
    AUTHORITIES,
    /// Anybody’s: for a server with a certificate of its own making.
    ANYBODY
}
