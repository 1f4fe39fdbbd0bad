package slipway.scale;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.LocalTime;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import slipway.base.ReplicaLimit;
import slipway.base.StudioException;

/// When a deployment gets more replicas and when fewer, as model serving platforms have it: requests at once are
/// requests a second times seconds a request (A165), up at once, down every five minutes (A166), to none after
/// thirty idle minutes (A167). Immutable.
///
/// @param min         fewest replicas, 0 for none while nobody asks
/// @param max         most replicas, at least 1
/// @param concurrency requests at once that one replica is for, above 0
/// @param downAfter   a smaller number must have been enough for so long; also the least time between two changes
///                    downwards
/// @param zeroAfter   without any request; only where `min` is 0
/// @param plan        by local time of day: the fewest replicas from then on, over midnight too; empty for `min` always
public record ScalePolicy(int min, int max, double concurrency, Duration downAfter, Duration zeroAfter,
        SortedMap<LocalTime, Integer> plan) {
    /// What Databricks documents.
    public static final Duration DOWN_AFTER = Duration.ofMinutes(5);
    public static final Duration ZERO_AFTER = Duration.ofMinutes(30);
    /// Of replicas, as many as any deployment has.
    public static final int MOST = ReplicaLimit.MOST;

    public ScalePolicy {
        if (min < 0 || max < Math.max(1, min) || max > MOST) throw StudioException.of("scale.bounds", min, max, MOST);
        if (!(concurrency > 0)) throw StudioException.of("scale.concurrency", concurrency);
        if (!downAfter.isPositive() || !zeroAfter.isPositive()) {
            throw StudioException.of("scale.times", downAfter, zeroAfter);
        }
        for (int replicas : plan.values()) {
            if (replicas < 0 || replicas > max) throw StudioException.of("scale.plan", replicas, max);
        }
        plan = Collections.unmodifiableSortedMap(new TreeMap<>(plan));
    }

    /// With the documented times and no plan.
    public ScalePolicy(int min, int max, double concurrency) {
        this(min, max, concurrency, DOWN_AFTER, ZERO_AFTER, new TreeMap<>());
    }

    /// With the documented time for each that is null.
    public static ScalePolicy of(int min, int max, double concurrency, @Nullable Duration downAfter,
            @Nullable Duration zeroAfter, SortedMap<LocalTime, Integer> plan) {
        return new ScalePolicy(min, max, concurrency, downAfter == null ? DOWN_AFTER : downAfter,
                zeroAfter == null ? ZERO_AFTER : zeroAfter, plan);
    }

    /// The fewest replicas at this time of the day.
    public int floor(LocalTime time) {
        NavigableMap<LocalTime, Integer> all = new TreeMap<>(plan);
        if (all.isEmpty()) return min;
        var entry = all.floorEntry(time);
        // before the day's first entry, yesterday's last one still holds
        return entry == null ? all.lastEntry().getValue() : entry.getValue();
    }

    /// Requests at once: `rate` a second, each `seconds` long. Exact: 30 a second of 0.1 s are 3, not a little more.
    public static BigDecimal provisioned(double rate, double seconds) {
        return BigDecimal.valueOf(rate).multiply(BigDecimal.valueOf(seconds));
    }

    /// Replicas for so many requests at once, without bounds; 0 where there is nothing to do.
    public int needed(BigDecimal atOnce) {
        BigDecimal replicas = atOnce.divide(BigDecimal.valueOf(concurrency), 0, RoundingMode.CEILING);
        return replicas.min(BigDecimal.valueOf(MOST)).intValue();
    }
}
