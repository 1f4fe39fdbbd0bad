package slipway.traffic;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

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
    private final @Nullable Wheel wheel;
    private final @Nullable Dice dice;
    private final Copies[] copies;
    /// Null where requests have no sessions.
    final @Nullable Sessions sessions;
    /// Null where any amount may pass.
    final @Nullable Bandwidth bandwidth;

    /// The turns of one mirror.
    private record Copies(String mirror, Wheel wheel) {}

    private Routing(TrafficPolicy policy, Map<String, Backend> backends, @Nullable Routing before) {
        this.policy = policy;
        this.backends = backends;
        var live = new LinkedHashMap<>(policy.weights());
        live.values().removeIf(weight -> weight <= 0);
        var absent = live.keySet().stream().filter(name -> !isLive(name)).toList();
        live.keySet().removeAll(absent);
        this.missing = absent.isEmpty() ? null : String.join(",", absent);
        this.wheel = keep(before == null ? null : before.wheel, live);
        this.dice = !policy.spread().random() || live.isEmpty() ? null : dice(before, live);
        this.copies = policy.mirrors().entrySet().stream()
                .map(entry -> copies(before, entry.getKey(), entry.getValue())).toArray(Copies[]::new);
        Spread.Sticky sticky = policy.spread().sticky();
        this.bandwidth = Bandwidth.ofEndpoint(policy.allowance().bandwidthMbps(),
                before == null ? null : before.bandwidth);
        this.sessions = sticky == null ? null : new Sessions(sticky, live);
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

    /// By name whatever its weight (A190, A198, A199, A209), else by weights (A191), where a session stays.
    Choice choose(@Nullable String name, @Nullable String session) {
        if (name != null) {
            Backend backend = backends.get(name);
            if (backend != null && backend.live()) return new Choice.To(backend, true);
            return backend != null || policy.weights().containsKey(name) || policy.mirrors().containsKey(name)
                    ? new Choice.Nobody(503, "not-ready", name)
                    : new Choice.Nobody(404, "unknown-deployment", name);
        }
        if (wheel != null) {
            Backend backend = backends.get(weighted(wheel, session));
            if (backend != null) return new Choice.To(backend, false);
        }
        return missing == null
                ? new Choice.Nobody(404, "no-traffic", "")
                : new Choice.Nobody(503, "not-ready", missing);
    }

    private String weighted(Wheel turns, @Nullable String session) {
        if (session != null && sessions != null) {
            String deployment = sessions.deployment(session);
            if (deployment != null) return deployment;
        }
        return dice != null ? dice.next() : turns.next();
    }

    int mirrors() {
        return copies.length;
    }

    /// Whether mirror `i` gets a copy of a request that was routed by weights; takes a turn of its share. Null for no.
    @Nullable
    Backend mirror(int i) {
        Copies of = copies[i];
        if (!of.wheel.next().equals(of.mirror)) return null;
        Backend backend = backends.get(of.mirror);
        return backend != null && backend.takesCopies() ? backend : null;
    }

    private boolean isLive(String name) {
        Backend backend = backends.get(name);
        return backend != null && backend.live();
    }

    private static Copies copies(@Nullable Routing before, String mirror, int percent) {
        var shares = new LinkedHashMap<String, Integer>();
        // the empty name stands for no copy; no deployment can be called so
        shares.put("", 100 - percent);
        shares.put(mirror, percent);
        for (Copies old : before == null ? new Copies[0] : before.copies) {
            if (old.mirror.equals(mirror) && old.wheel.spreads(shares)) return old;
        }
        return new Copies(mirror, Wheel.of(shares));
    }

    /// Draws go on where the shares stay the same.
    private Dice dice(@Nullable Routing before, Map<String, Integer> live) {
        long seed = policy.spread().seed();
        Dice old = before == null ? null : before.dice;
        boolean same = before != null && Objects.equals(wheel, before.wheel) && before.policy.spread().seed() == seed;
        return same && old != null ? old : new Dice(live, seed);
    }

    private static @Nullable Wheel keep(@Nullable Wheel before, Map<String, Integer> weights) {
        if (weights.isEmpty()) return null;
        return before != null && before.spreads(weights) ? before : Wheel.of(weights);
    }
}
