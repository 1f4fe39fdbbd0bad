package slipway.traffic;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/// The order in which weighted choices take turns: a cycle made once, walked by one counter that all event loops
/// share, so that after any number of requests each choice is less than one request away from its share.
///
/// The order is Tijdeman's (the chairman assignment problem, 1980): for two choices the same as nginx's smooth
/// weighted round robin, for more it keeps the bound that nginx's does not.
final class Wheel {
    private final Map<String, Integer> weights;
    private final String[] cycle;
    private final AtomicLong turn = new AtomicLong();

    private Wheel(Map<String, Integer> weights, String[] cycle) {
        this.weights = weights;
        this.cycle = cycle;
    }

    /// Entries of weight 0 take no turn; at least one weight must be positive.
    static Wheel of(Map<String, Integer> weights) {
        var positive = new LinkedHashMap<String, Integer>();
        weights.forEach((name, weight) -> {
            if (weight > 0) positive.put(name, weight);
        });
        if (positive.isEmpty()) throw new IllegalArgumentException("no positive weight in " + weights);
        return new Wheel(Map.copyOf(positive), cycle(positive));
    }

    /// Whether this wheel spreads by the same shares, so that it can go on turning where it stands.
    boolean spreads(Map<String, Integer> others) {
        var positive = new LinkedHashMap<>(others);
        positive.values().removeIf(weight -> weight <= 0);
        return positive.equals(weights);
    }

    String next() {
        return cycle[(int) Math.floorMod(turn.getAndIncrement(), (long) cycle.length)];
    }

    private static String[] cycle(Map<String, Integer> weights) {
        List<String> names = new ArrayList<>(weights.keySet());
        int common = weights.values().stream().reduce(0, Wheel::divisor);
        int[] share = names.stream().mapToInt(name -> weights.getOrDefault(name, 0) / common).toArray();
        int length = 0;
        for (int s : share)
            length += s;
        var cycle = new String[length];
        int[] taken = new int[share.length];
        for (int n = 1; n <= length; n++) {
            int chosen = turn(share, taken, n, length);
            taken[chosen]++;
            cycle[n - 1] = names.get(chosen);
        }
        return cycle;
    }

    /// Of those that may already take turn `n`, the one that must first.
    private static int turn(int[] share, int[] taken, int n, int length) {
        long scale = Math.max(2, 2L * share.length - 2);
        int best = -1;
        long bestRoom = 0;
        for (int i = 0; i < share.length; i++) {
            long lag = (long) share[i] * n - (long) taken[i] * length;
            if (scale * lag < length) continue;
            long room = (scale - 1) * length - scale * lag;
            // room/share compared without fractions
            if (best < 0 || room * share[best] < bestRoom * share[i]) {
                best = i;
                bestRoom = room;
            }
        }
        if (best < 0) throw new IllegalStateException("no choice for turn " + n);
        return best;
    }

    private static int divisor(int a, int b) {
        return b == 0 ? a : divisor(b, a % b);
    }
}
