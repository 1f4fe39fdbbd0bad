package slipway.traffic;

/// Client connections of an endpoint that are open at one moment.
///
/// @param ofTwo those of `open` that speak HTTP/2, each with any number of requests at a time
public record Connections(int open, int ofTwo) {
    public static final Connections NONE = new Connections(0, 0);
}
