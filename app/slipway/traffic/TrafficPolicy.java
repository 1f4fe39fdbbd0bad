package slipway.traffic;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import slipway.base.StudioException;

/// How an endpoint's requests are spread. Refuses what breaks the rules of its mode. Immutable.
///
/// @param weights in percent, sum 0 or 100 (A212), in the file's order
/// @param mirrors who gets copies of how many of the live requests, in percent; none of 0
/// @param free    false for Azure's rules: one mirror (A205) of at most 50 % (A206) without live traffic (A208)
/// @param access  how clients prove themselves; null means no authentication
public record TrafficPolicy(Map<String, Integer> weights, Map<String, Integer> mirrors, boolean free, Spread spread,
        Allowance allowance, @Nullable Access access) {
    /// The most that a mirror may get by Azure's rules, in percent.
    public static final int MIRROR_LIMIT = 50;

    public TrafficPolicy {
        weights = Collections.unmodifiableMap(new LinkedHashMap<>(weights));
        var copies = new LinkedHashMap<>(mirrors);
        copies.values().removeIf(percent -> percent == 0);
        mirrors = Collections.unmodifiableMap(copies);
        int sum = 0;
        for (var entry : weights.entrySet()) {
            int weight = entry.getValue();
            if (weight < 0 || weight > 100) throw StudioException.of("traffic.weight", entry.getKey(), weight);
            sum += weight;
        }
        if (sum != 0 && sum != 100) throw StudioException.of("traffic.sum", sum);
        int most = free ? 100 : MIRROR_LIMIT;
        for (int percent : mirrors.values()) {
            if (percent < 0 || percent > most) throw StudioException.of("traffic.mirror-share", percent, most);
        }
        if (!free) checkStrict(weights, mirrors);
    }

    /// By Azure's rules, in exact turns.
    public TrafficPolicy(Map<String, Integer> weights, @Nullable String mirror, int mirrorPercent,
            @Nullable String key) {
        this(weights, mirror == null ? Map.of() : Map.of(mirror, mirrorPercent), false, Spread.EXACT, Allowance.NONE,
                key == null ? null : Access.keys(key));
    }

    private static void checkStrict(Map<String, Integer> weights, Map<String, Integer> mirrors) {
        if (mirrors.size() > 1) throw StudioException.of("traffic.mirror-one", mirrors.size());
        for (String mirror : mirrors.keySet()) {
            int live = weights.getOrDefault(mirror, 0);
            if (live > 0) throw StudioException.of("traffic.mirror-live", mirror, live);
        }
    }

    /// The first mirror, null for none: by Azure's rules the only one.
    public @Nullable String mirror() {
        return mirrors.isEmpty() ? null : mirrors.keySet().iterator().next();
    }

    /// What that one gets, 0 for none.
    public int mirrorPercent() {
        return mirrors.isEmpty() ? 0 : mirrors.values().iterator().next();
    }

    /// What the studio itself sends as its bearer; null where nothing is asked for. A new one each time for tokens.
    public @Nullable String key() {
        return access == null ? null : access.credential();
    }

    public TrafficPolicy withAccess(@Nullable Access next) {
        return new TrafficPolicy(weights, mirrors, free, spread, allowance, next);
    }

    /// The same in free mode, with these mirrors.
    public TrafficPolicy withMirrors(Map<String, Integer> next) {
        return new TrafficPolicy(weights, next, true, spread, allowance, access);
    }

    public TrafficPolicy withSpread(Spread next) {
        return new TrafficPolicy(weights, mirrors, free, next, allowance, access);
    }

    public TrafficPolicy withAllowance(Allowance next) {
        return new TrafficPolicy(weights, mirrors, free, spread, next, access);
    }

    @Override
    public String toString() {
        return "TrafficPolicy[" + weights + ", mirrors " + mirrors + (free ? " free" : "") + ", " + spread + ", "
                + allowance
                + ", access "
                + (access == null ? "off" : access) + "]";
    }
}
