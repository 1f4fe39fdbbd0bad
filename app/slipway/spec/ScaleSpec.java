package slipway.spec;

import java.time.Duration;
import java.time.LocalTime;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/// `x-slipway.scale` of a deployment: that the number of its replicas follows its load. Null means: not said.
///
/// @param min         fewest replicas, 0 for none while nobody asks
/// @param max         most replicas
/// @param concurrency requests at once that one replica is for
/// @param downAfter   how long fewer must be enough
/// @param zeroAfter   how long nobody must have asked
/// @param plan        the fewest replicas by local time of day
/// @param hold        requests that wait at most while none runs
/// @param holdFor     how long they wait at most
public record ScaleSpec(int min, int max, @Nullable Double concurrency, @Nullable Duration downAfter,
        @Nullable Duration zeroAfter, SortedMap<LocalTime, Integer> plan, @Nullable Integer hold,
        @Nullable Duration holdFor) {
    public ScaleSpec {
        plan = Collections.unmodifiableSortedMap(new TreeMap<>(plan));
    }

    /// How many run at first where the file wants `count`, or run now.
    public int within(int count) {
        return Math.clamp(count, Math.max(1, min), max);
    }
}
