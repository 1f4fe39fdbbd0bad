package slipway.traffic;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/// Everything that decides where a request goes, as one immutable value that is swapped whole.
///
/// A weighted deployment that is not there leaves its share to the other weighted ones in proportion, so that one
/// failing deployment does not fail a tenth of the requests; answers then carry `x-slipway-rerouted` with the names of
/// those missing. Where none of the weighted ones is there, the answer is 503.
final class Routing {
    final TrafficPolicy policy;
    final Map<String, Backend> backends;
    /// Weighted deployments without a server, joined by commas; null where all are there.
    final @Nullable String missing;
    private final byte @Nullable [] authorization;
    private final @Nullable Wheel wheel;
    private final @Nullable Wheel mirrorWheel;

    private Routing(TrafficPolicy policy, Map<String, Backend> backends, @Nullable Routing before) {
        this.policy = policy;
        this.backends = backends;
        String key = policy.key();
        this.authorization = key == null ? null : key.getBytes(StandardCharsets.UTF_8);
        var live = new LinkedHashMap<>(policy.weights());
        live.values().removeIf(weight -> weight <= 0);
        var absent = live.keySet().stream().filter(name -> !isLive(name)).toList();
        live.keySet().removeAll(absent);
        this.missing = absent.isEmpty() ? null : String.join(",", absent);
        this.wheel = keep(before == null ? null : before.wheel, live);
        this.mirrorWheel = keep(before == null ? null : before.mirrorWheel, mirrorShares(policy));
    }

    static Routing of(TrafficPolicy policy) {
        return new Routing(policy, Map.of(), null);
    }

    Routing with(TrafficPolicy next) {
        return new Routing(next, backends, this);
    }

    Routing with(Backend backend) {
        var next = new LinkedHashMap<>(backends);
        next.put(backend.target.deployment(), backend);
        return new Routing(policy, next, this);
    }

    Routing without(String deployment) {
        var next = new LinkedHashMap<>(backends);
        next.remove(deployment);
        return new Routing(policy, next, this);
    }

    List<Target> targets() {
        return backends.values().stream().map(backend -> backend.target).toList();
    }

    /// Who gets the request, or why nobody does.
    sealed interface Choice {
        /// `named` where the client asked for it by name.
        record To(Backend backend, boolean named) implements Choice {}

        /// `code` names the text `traffic.answer.CODE`.
        record Nobody(int status, String code, String argument) implements Choice {}
    }

    /// In constant time, so that a key cannot be guessed by its prefix.
    boolean admits(@Nullable String header) {
        if (authorization == null) return true;
        if (header == null || !header.regionMatches(true, 0, "Bearer ", 0, 7)) return false;
        return MessageDigest.isEqual(authorization, header.substring(7).strip().getBytes(StandardCharsets.UTF_8));
    }

    /// By name whatever its weight (A190, A198, A199, A209), else by weights (A191).
    Choice choose(@Nullable String name) {
        if (name != null) {
            Backend backend = backends.get(name);
            if (backend != null && backend.live()) return new Choice.To(backend, true);
            return backend != null || policy.weights().containsKey(name) || name.equals(policy.mirror())
                    ? new Choice.Nobody(503, "not-ready", name)
                    : new Choice.Nobody(404, "unknown-deployment", name);
        }
        if (wheel != null) {
            Backend backend = backends.get(wheel.next());
            if (backend != null) return new Choice.To(backend, false);
        }
        return missing == null
                ? new Choice.Nobody(404, "no-traffic", "")
                : new Choice.Nobody(503, "not-ready", missing);
    }

    /// Who gets a copy of a request that was routed by weights; takes a turn of the mirror's share. Null for nobody.
    @Nullable
    Backend mirror() {
        String name = policy.mirror();
        if (name == null || mirrorWheel == null || !mirrorWheel.next().equals(name)) return null;
        Backend backend = backends.get(name);
        return backend != null && backend.live() ? backend : null;
    }

    private boolean isLive(String name) {
        Backend backend = backends.get(name);
        return backend != null && backend.live();
    }

    private static Map<String, Integer> mirrorShares(TrafficPolicy policy) {
        String name = policy.mirror();
        if (name == null || policy.mirrorPercent() == 0) return Map.of();
        var shares = new LinkedHashMap<String, Integer>();
        // the empty name stands for no copy; no deployment can be called so
        shares.put("", 100 - policy.mirrorPercent());
        shares.put(name, policy.mirrorPercent());
        return shares;
    }

    private static @Nullable Wheel keep(@Nullable Wheel before, Map<String, Integer> weights) {
        if (weights.isEmpty()) return null;
        return before != null && before.spreads(weights) ? before : Wheel.of(weights);
    }
}
