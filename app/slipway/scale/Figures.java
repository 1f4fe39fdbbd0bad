package slipway.scale;

import java.math.BigDecimal;
import java.time.Instant;

/// What was seen of a deployment at one moment. Immutable.
///
/// @param at       by the clock on the wall, which may be set
/// @param nanos    as System.nanoTime, by which times are taken
/// @param replicas those that run or are being started
/// @param rate     requests a second that its servers answer
/// @param seconds  that a server takes for one on average; 0 where none has ended
/// @param refused  requests a second that were turned away because too many were there
/// @param waiting  requests that are held until a replica is there, or wait for their turn
/// @param underWay requests that have not ended, those that wait among them
public record Figures(Instant at, long nanos, int replicas, double rate, double seconds, double refused,
        double waiting, int underWay) {
    /// Without requests that wait, go on or were turned away.
    public Figures(Instant at, long nanos, int replicas, double rate, double seconds) {
        this(at, nanos, replicas, rate, seconds, 0, 0, 0);
    }

    /// Requests that would be under way at once if none had to wait and none was turned away.
    BigDecimal demand() {
        return ScalePolicy.provisioned(rate, seconds).add(ScalePolicy.provisioned(refused, seconds))
                .add(BigDecimal.valueOf(waiting));
    }

    /// Whether anybody wants something of it.
    boolean busy() {
        return rate > 0 || waiting > 0 || underWay > 0;
    }
}
