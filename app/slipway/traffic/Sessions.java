package slipway.traffic;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import slipway.wire.Head;
import slipway.wire.Name;

/// Which deployment a session belongs to, by weighted rendezvous hashing: every session draws a number for each
/// deployment, the best one for its weight wins. So a change of weights moves as few sessions as it can, and nothing
/// is kept about any of them. Immutable.
final class Sessions {
    private static final int LONGEST_COOKIE = 256;

    private final Spread.Sticky sticky;
    private final Name field;
    private final List<Map.Entry<String, Integer>> live;

    /// @param live weights of the deployments that are there, all positive
    Sessions(Spread.Sticky sticky, Map<String, Integer> live) {
        this.sticky = sticky;
        this.field = new Name(sticky.cookie() ? "cookie" : sticky.name());
        this.live = List.copyOf(live.entrySet());
    }

    /// The session that `head` names, null for none.
    @Nullable
    String of(Head head) {
        if (!sticky.cookie()) {
            String session = head.get(field);
            return session == null || session.isEmpty() ? null : session;
        }
        for (String line : head.all(field)) {
            String session = cookie(line);
            if (session != null) return session;
        }
        return null;
    }

    private @Nullable String cookie(String line) {
        for (String pair : line.split(";", -1)) {
            int is = pair.indexOf('=');
            if (is < 0 || !pair.substring(0, is).strip().equals(sticky.name())) continue;
            String value = pair.substring(is + 1).strip();
            return value.isEmpty() || value.length() > LONGEST_COOKIE ? null : value;
        }
        return null;
    }

    /// Whether the gateway gives out sessions itself.
    boolean begins() {
        return sticky.cookie();
    }

    /// The header's value that gives `session` to a client.
    String given(String session) {
        return sticky.name() + "=" + session + "; Path=/; HttpOnly; SameSite=Lax";
    }

    /// Whose the session is; null where nobody has live traffic.
    @Nullable
    String deployment(String session) {
        String best = null;
        double bestScore = Double.NEGATIVE_INFINITY;
        long of = hash(session, 0xcbf29ce484222325L);
        for (var entry : live) {
            // even in (0, 1): 53 bits and a half
            double draw = ((mix(hash(entry.getKey(), of)) >>> 11) + 0.5) * 0x1.0p-53;
            double score = Math.log(draw) / entry.getValue();
            if (score > bestScore) {
                best = entry.getKey();
                bestScore = score;
            }
        }
        return best;
    }

    /// FNV-1a, from `begin` on.
    private static long hash(String text, long begin) {
        long hash = begin;
        for (int i = 0; i < text.length(); i++)
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        return hash;
    }

    /// Spreads the bits of `value` evenly (the end of SplitMix64).
    static long mix(long value) {
        long z = (value ^ value >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }
}
