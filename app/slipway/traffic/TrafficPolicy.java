package slipway.traffic;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import slipway.base.StudioException;

/// How an endpoint's requests are spread: `weights` in percent, sum 0 or 100 (A212), in the file's order; `mirror`
/// names the one deployment (A205) that gets copies of `mirrorPercent` (at most 50, A206) of the live requests and
/// must have no live traffic itself (A208). `key` null means no authentication. Refuses what breaks these rules.
public record TrafficPolicy(Map<String, Integer> weights, @Nullable String mirror, int mirrorPercent,
        @Nullable String key) {
    /// The most that a mirror may get, in percent.
    public static final int MIRROR_LIMIT = 50;

    public TrafficPolicy {
        weights = Collections.unmodifiableMap(new LinkedHashMap<>(weights));
        int sum = 0;
        for (var entry : weights.entrySet()) {
            int weight = entry.getValue();
            if (weight < 0 || weight > 100) throw StudioException.of("traffic.weight", entry.getKey(), weight);
            sum += weight;
        }
        if (sum != 0 && sum != 100) throw StudioException.of("traffic.sum", sum);
        if (mirrorPercent < 0 || mirrorPercent > MIRROR_LIMIT) {
            throw StudioException.of("traffic.mirror-share", mirrorPercent, MIRROR_LIMIT);
        }
        if (mirror != null && mirrorPercent > 0 && weights.getOrDefault(mirror, 0) > 0) {
            throw StudioException.of("traffic.mirror-live", mirror, weights.getOrDefault(mirror, 0));
        }
    }

    @Override
    public String toString() {
        return "TrafficPolicy[" + weights + ", mirror " + mirror + " " + mirrorPercent + ", key "
                + (key == null ? "off" : "set") + "]";
    }
}
