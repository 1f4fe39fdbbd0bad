package slipway.rollout.stats;

import java.util.Arrays;
import java.util.Locale;

/// How many of the simulated rollouts ended some way, and after how many requests of the candidate. Immutable.
///
/// @param ends sorted; only those that did
@SuppressWarnings("ArrayRecordComponent")
record Tally(int rollouts, int[] ends) {
    /// @param ends requests, 0 for one that did not
    static Tally of(int[] ends) {
        return new Tally(ends.length, Arrays.stream(ends).filter(end -> end > 0).sorted().toArray());
    }

    double share() {
        return ends.length / (double) rollouts;
    }

    String percent() {
        return String.format(Locale.ROOT, "%.2f %%", 100 * share());
    }

    /// Of all rollouts, so that it exists only where at least half ended so.
    String median() {
        int middle = (rollouts - 1) / 2;
        return middle < ends.length ? String.format(Locale.ROOT, "%,d", ends[middle]) : "–";
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.0f %%, %s", 100 * share(), median());
    }
}
