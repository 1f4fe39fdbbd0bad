package slipway.traffic;

import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/// Weighted choices by chance: the n-th draw is a function of the seed and n, so that event loops share it without
/// waiting and a run can be repeated.
final class Dice {
    private static final long STEP = 0x9e3779b97f4a7c15L;

    private final long seed;
    private final String[] names;
    private final int[] until;
    private final AtomicLong draws = new AtomicLong();

    /// Entries of weight 0 are never drawn; at least one must be positive.
    Dice(Map<String, Integer> weights, long seed) {
        this.seed = seed;
        this.names = weights.keySet().toArray(new String[0]);
        this.until = new int[names.length];
        int sum = 0;
        for (int i = 0; i < names.length; i++) {
            sum += weights.getOrDefault(names[i], 0);
            until[i] = sum;
        }
        if (sum <= 0) throw new IllegalArgumentException("no positive weight in " + weights);
    }

    String next() {
        long bits = Sessions.mix(seed + STEP * draws.incrementAndGet());
        int drawn = (int) Math.floorMod(bits >>> 1, (long) until[until.length - 1]);
        int i = 0;
        while (drawn >= until[i])
            i++;
        return names[i];
    }
}
