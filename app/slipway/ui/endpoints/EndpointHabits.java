package slipway.ui.endpoints;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/// The latency limit that the person set for each endpoint, in milliseconds, remembered over restarts. FX thread.
public final class EndpointHabits {
    private final Map<String, Double> limits;
    private final Consumer<Map<String, Double>> remember;

    /// @param limits   as remembered
    /// @param remember gets all of them after each change
    public EndpointHabits(Map<String, Double> limits, Consumer<Map<String, Double>> remember) {
        this.limits = new LinkedHashMap<>(limits);
        this.remember = remember;
    }

    /// NaN where none is set.
    double limit(String endpoint) {
        return limits.getOrDefault(endpoint, Double.NaN);
    }

    /// NaN takes it away.
    void limit(String endpoint, double millis) {
        if (Double.isNaN(millis)) limits.remove(endpoint);
        else
            limits.put(endpoint, millis);
        remember.accept(Map.copyOf(limits));
    }
}
