package slipway.rollout.stats;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// What “no worse” means for a rollout.
///
/// @param alpha       the most that all false alarms of one step together may come to, 0.05 for five in a hundred
/// @param errorMargin how much higher the candidate's error rate may be, as a share (0.01 = one point)
/// @param latency     by quantile (0.5, 0.95 …): how many times slower the candidate may be (1.25 = 25 %)
/// @param agreement   the least share of mirrored answers that must agree; 0 where nobody asks
/// @param floorNanos  latencies up to this, in nanoseconds, count as equal: nobody notices whether an answer takes one
///                    millisecond or two
public record Gates(double alpha, double errorMargin, SortedMap<Double, Double> latency, double agreement,
        long floorNanos) {
    public static final Gates DEFAULT = new Gates(0.05, 0.01, new TreeMap<>(Map.of(0.5, 1.25, 0.95, 1.25)), 0);

    /// What a rollout asks for where nobody says: latencies up to 5 ms are all the same to it.
    public static final Gates ROLLOUT = new Gates(DEFAULT.alpha, DEFAULT.errorMargin, DEFAULT.latency, 0, 5_000_000);

    /// Gates to which every latency counts.
    public Gates(double alpha, double errorMargin, SortedMap<Double, Double> latency, double agreement) {
        this(alpha, errorMargin, latency, agreement, 0);
    }

    public Gates {
        latency = Collections.unmodifiableSortedMap(new TreeMap<>(latency));
    }
}
