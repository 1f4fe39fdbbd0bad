package slipway.traffic;

/// Somebody who wants to see whole exchanges of an endpoint, for as long as it is given to [Gateway#watch].
public interface Watcher {
    /// The most bytes of a body that it wants, in each direction; what is longer comes cut.
    int bodyLimit();

    /// One exchange, or one mirror copy, that has ended. On an event loop: it must hand it on and return.
    void exchanged(Exchange exchange);
}
