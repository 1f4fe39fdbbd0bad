package slipway.scale;

import java.time.Instant;

/// What was seen of a deployment at one moment. Immutable.
///
/// @param replicas those that run or are being started
/// @param rate     requests a second
/// @param seconds  that a request takes on average; 0 where none has ended
/// @param waiting  requests that are held until a replica is there
/// @param underWay requests that have not ended, those that wait among them
public record Figures(Instant at, int replicas, double rate, double seconds, int waiting, int underWay) {
    /// Without requests that wait or go on.
    public Figures(Instant at, int replicas, double rate, double seconds) {
        this(at, replicas, rate, seconds, 0, 0);
    }

    /// Whether anybody wants something of it.
    boolean busy() {
        return rate > 0 || waiting > 0 || underWay > 0;
    }
}
