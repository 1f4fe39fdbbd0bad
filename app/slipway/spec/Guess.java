package slipway.spec;

import java.util.Collection;

import org.jspecify.annotations.Nullable;

/// "Did you mean": the known word nearest to a misspelled one. Stateless.
public final class Guess {
    private Guess() {}

    /// The word of `known` at most two edits away from `word`, nearest first, or null.
    public static @Nullable String nearest(String word, Collection<String> known) {
        String best = null;
        int least = Math.min(3, Math.max(2, word.length() / 2));
        for (String candidate : known.stream().sorted().toList()) {
            int distance = distance(word, candidate);
            if (distance < least) {
                least = distance;
                best = candidate;
            }
        }
        return best;
    }

    private static int distance(String a, String b) {
        if (Math.abs(a.length() - b.length()) > 2) return Integer.MAX_VALUE;
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++)
            previous[j] = j;
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(previous[j - 1] + change, 1 + Math.min(previous[j], row[j - 1]));
            }
            previous = row;
        }
        return previous[b.length()];
    }
}
